import type { Columns } from "./cells.ts";

/** What authors can pick besides what the columns come with, by column. */
export type Offered = Partial<Record<"When" | "Then", readonly string[]>>;

/** The columns of a Rules database, with all kinds of When and Then that there are. */
export function ruleColumns(offered: Offered): Columns {
  const columns = { ...RULE_COLUMNS };
  for (const [name, labels] of Object.entries(offered)) {
    const { select, ...rest } = columns[name] as { select: { options: { name: string }[] } };
    const missing = labels.filter((label) => !select.options.some((option) => option.name === label));
    columns[name] = {
      ...rest,
      select: { options: [...select.options, ...missing.map((label) => ({ name: label }))] },
    } as never;
  }
  return columns;
}

/** The description is the help its author sees in Notion. */
const RULE_COLUMNS: Columns = {
  Rule: { title: {}, description: "A name for the rule." },
  State: {
    description: "Off: does nothing. Dry run: does everything but the last step. Live: really acts.",
    select: {
      options: [
        { name: "Off", color: "gray" },
        { name: "Dry run", color: "yellow" },
        { name: "Live", color: "green" },
      ],
    },
  },
  Watch: { rich_text: {}, description: "The database to watch: an @mention of it, or its link." },
  When: {
    description: "What has to happen to a row.",
    select: {
      options: [
        { name: "Row is added", color: "green" },
        { name: "Row changes", color: "blue" },
        { name: "Row starts to match", color: "purple" },
        { name: "Date is reached", color: "orange" },
        { name: "On a schedule", color: "brown" },
        { name: "Row is removed", color: "red" },
        { name: "Comment is added", color: "pink" },
      ],
    },
  },
  Which: {
    rich_text: {},
    description: "Narrows When: Status · Status to Done · Status from Doing to Done",
  },
  If: {
    rich_text: {},
    description: "A condition, in the words of Notion's filters: Priority is High and Email is not empty",
  },
  Then: {
    description: "What to do.",
    select: { options: [{ name: "Send email", color: "blue" }] },
  },
  To: {
    rich_text: {},
    description: "Who gets the mail: addresses, or a place such as {{ Customer email }}.",
  },
  Subject: {
    rich_text: {},
    description: "The mail's subject, with the same places: Your order {{ Order }} is {{ Status }}",
  },
  Options: {
    rich_text: {},
    description:
      "One name: value a line. hold above: 500 rows · limit: 1000 an hour · delivery: never missed · time zone: Europe/Berlin · for Update row, set: Status to Done",
  },
  Test: {
    checkbox: {},
    description:
      "Tick it to get the mail yourself, for the newest row that matches; nobody else gets it. Rowbell takes the tick away.",
  },
  "Run for matching rows": {
    checkbox: {},
    description:
      "Tick it to run the rule for every row that matches now. They wait for Release or Discard first. Rowbell takes the tick away.",
  },
  Health: {
    description: "Written by Rowbell: does the rule work?",
    select: {
      options: [
        { name: "Working", color: "green" },
        { name: "Needs attention", color: "red" },
        { name: "Held", color: "orange" },
      ],
    },
  },
  Note: { rich_text: {}, description: "Written by Rowbell: what is wrong, or what it does, in a sentence." },
  "Last fired": { date: {}, description: "Written by Rowbell." },
  Fired: { number: { format: "number" }, description: "Written by Rowbell: how often." },
  Held: {
    number: { format: "number" },
    description: "Written by Rowbell: how many wait because the rule fired for too many rows at once.",
  },
  Release: { checkbox: {}, description: "Tick it to send what is held. Rowbell takes the tick away." },
  Discard: { checkbox: {}, description: "Tick it to drop what is held. Rowbell takes the tick away." },
};
