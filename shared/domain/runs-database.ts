import { bindColumns } from "./bind-columns.ts";
import { plainText, type Row, type SourceSchema } from "./row.ts";

/** The columns of a Runs database, by the name they are set up with. Found by name once, by property id from then on. */
export const runColumns = {
  Run: "title",
  State: "select",
  Rule: "relation",
  Row: "url",
  "What changed": "rich_text",
  When: "date",
  Note: "rich_text",
  "Try again": "checkbox",
  Delivery: "rich_text",
} as const;

export type RunColumnIds = Record<keyof typeof runColumns, string>;

/** Lines are thrown away after as many days as deliveries are kept: then nothing is left to be tried again. */
export const linesKeptDays = 90;

/** Finds the columns, or says in one sentence what is missing. @param known the ids they had. */
export function bindRunColumns(
  source: SourceSchema,
  known: Readonly<Record<string, string>> = {},
): { ids: RunColumnIds } | { problem: string } {
  const { ids, missing } = bindColumns(source, runColumns, known);
  if (missing.length === 0) return { ids: ids as RunColumnIds };
  return {
    problem: `The Runs database "${source.name}" lacks these columns: ${missing.join(", ")}. Add them in Notion, or run npm run setup once more`,
  };
}

/** The delivery that a line is of, by its key; "" for a row that somebody else put there. */
export function deliveryOfLine(row: Row, ids: RunColumnIds): string {
  const property = row.properties[ids.Delivery];
  return property?.type === "rich_text" ? plainText(property.value).trim() : "";
}

export function isTicked(row: Row, ids: RunColumnIds): boolean {
  const property = row.properties[ids["Try again"]];
  return property?.type === "checkbox" && property.value;
}
