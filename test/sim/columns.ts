import type { Column, Value } from "../../shared/domain/row.ts";
import { optionalColumns, ruleColumns } from "../../shared/domain/rules-database.ts";
import { runColumns } from "../../shared/domain/runs-database.ts";

export const statuses = ["Todo", "Doing", "Done"] as const;

function option(name: string): { id: string; name: string } {
  return { id: `option-${name}`, name };
}

export const text = (content: string): Value & { type: "rich_text" } => ({
  type: "rich_text",
  value: content === "" ? [] : [{ text: content }],
});
export const title = (content: string): Value => ({ type: "title", value: [{ text: content }] });
export const status = (name: string): Value => ({ type: "status", value: option(name) });
export const select = (name: string): Value => ({ type: "select", value: option(name) });
export const number = (value: number | null): Value => ({ type: "number", value });
export const checkbox = (value: boolean): Value => ({ type: "checkbox", value });
export const date = (start: string): Value => ({ type: "date", value: { start } });
export const score = (value: number): Value => ({ type: "formula", value: { kind: "number", value } });

/** Columns of a watched source. Ids are short, as Notion's are. */
export const watchedColumns: readonly Column[] = [
  { id: "title", name: "Name", type: "title" },
  { id: "st", name: "Status", type: "status", options: statuses.map(option) },
  { id: "am", name: "Amount", type: "number" },
  { id: "du", name: "Due", type: "date" },
  { id: "no", name: "Note", type: "rich_text" },
  { id: "re", name: "Links", type: "relation" },
  { id: "em", name: "Email", type: "email" },
  { id: "sc", name: "Score", type: "formula" },
];

export const extraColumn: Column = { id: "ex", name: "Extra", type: "rich_text" };

/** Columns of the Rules database; an id is the column's name in small letters. */
export const rulesColumns: readonly Column[] = Object.entries({ ...ruleColumns, ...optionalColumns })
  .filter(([, type]) => type !== "relation")
  .map(([name, type]) => ({ id: ruleCell(name), name, type }));

/** Those of a Rules database that leads to a Runs database. */
export function rulesColumnsBeside(runsSourceId: string): readonly Column[] {
  const name = "Last run";
  return [...rulesColumns, { id: ruleCell(name), name, type: "relation", relatedTo: runsSourceId }];
}

/** Columns of the Runs database. */
export const runsColumns: readonly Column[] = Object.entries(runColumns).map(([name, type]) => ({
  id: runCell(name),
  name,
  type,
}));

export function runCell(name: string): string {
  return name === "Run" ? "title" : name.toLowerCase().replaceAll(" ", "-");
}

export function ruleCell(name: string): string {
  return name === "Rule" ? "title" : name.toLowerCase().replaceAll(" ", "-");
}
