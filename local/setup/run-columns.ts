import type { Columns } from "./cells.ts";

/** The columns of a Runs database. The description is the help that people see in Notion. @param rulesSourceId the Rules database's data source. */
export function runColumns(rulesSourceId: string): Columns {
  return {
    Run: { title: {}, description: "The rule, and the row that it fired for." },
    State: {
      description:
        "What became of it. Dry run: nothing was sent. Held: waits at the rule's brake. Uncertain: it may or may not have gone out.",
      select: {
        options: [
          { name: "Done", color: "green" },
          { name: "Dry run", color: "yellow" },
          { name: "Held", color: "orange" },
          { name: "Trying again", color: "blue" },
          { name: "Failed", color: "red" },
          { name: "Uncertain", color: "purple" },
          { name: "Bounced", color: "pink" },
          { name: "Suppressed", color: "brown" },
          { name: "Cancelled", color: "gray" },
          { name: "Passed on", color: "default" },
        ],
      },
    },
    Rule: {
      relation: { data_source_id: rulesSourceId, single_property: {} },
      description: "The rule that fired.",
    },
    Row: { url: {}, description: "The row that it fired for." },
    "What changed": { rich_text: {}, description: "What the rule saw change in the row." },
    When: { date: {}, description: "When it came to its State." },
    Note: {
      rich_text: {},
      description: "What was done, or why not. The page of the line shows the mail.",
    },
    "Try again": {
      checkbox: {},
      description:
        "Tick it to have what failed, or is uncertain, done once more. Rowbell takes the tick away.",
    },
    Delivery: { rich_text: {}, description: "How Rowbell finds its line again. Leave it as it is." },
  };
}

/** What leads from a rule to its runs. @param runsSourceId the Runs database's data source. */
export function lastRunColumn(runsSourceId: string): Columns {
  return {
    "Last run": {
      relation: { data_source_id: runsSourceId, single_property: {} },
      description: "Written by Rowbell: the newest line of this rule in the Runs database.",
    },
  };
}
