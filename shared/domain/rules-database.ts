import { bindColumns } from "./bind-columns.ts";
import { type Column, type Property, plainText, type Row, type SourceSchema, type Span } from "./row.ts";
import type { RuleRow } from "./rule.ts";
import { fold } from "./words.ts";

/** The columns of a Rules database, by the name they are set up with. Found by name once, by property id from then on. */
export const ruleColumns = {
  Rule: "title",
  State: "select",
  Watch: "rich_text",
  When: "select",
  Which: "rich_text",
  If: "rich_text",
  Then: "select",
  To: "rich_text",
  Subject: "rich_text",
  Options: "rich_text",
  Health: "select",
  Note: "rich_text",
} as const;

/**
 * Columns that a Rules database may also have: when and how often a rule fired, how many wait at the brake, the boxes that ask
 * for something once, and the newest line in the Runs database, which is found by where this leads.
 */
export const optionalColumns = {
  "Last fired": "date",
  Fired: "number",
  Held: "number",
  Release: "checkbox",
  Discard: "checkbox",
  Test: "checkbox",
  "Run for matching rows": "checkbox",
  "Last run": "relation",
} as const;

type RuleColumn = keyof typeof ruleColumns;
type OptionalColumn = keyof typeof optionalColumns;

/** A box that its author ticks and Rowbell takes away. */
export type Box = Exclude<OptionalColumn, "Last fired" | "Fired" | "Held" | "Last run">;

/** The property id of each column. */
export type RuleColumnIds = Record<RuleColumn, string> & Partial<Record<OptionalColumn, string>>;

/**
 * Finds the columns, or says in one sentence what is missing or of the wrong type.
 * @param known the ids they had: by name only what is not there by its id any more is looked for.
 */
export function bindRuleColumns(
  source: SourceSchema,
  known: Readonly<Record<string, string>> = {},
): { ids: RuleColumnIds } | { problem: string } {
  const { ids, missing } = bindColumns(source, ruleColumns, known);
  Object.assign(ids, bindColumns(source, optionalColumns, known).ids);
  if (missing.length === 0) return { ids: ids as RuleColumnIds };
  return {
    problem: `The Rules database "${source.name}" lacks these columns: ${missing.join(", ")}. Add them in Notion; the next poll looks again.`,
  };
}

const optionalNames = Object.keys(optionalColumns) as OptionalColumn[];

function isOptional({ name, type }: Pick<Column, "name" | "type">, wanted: OptionalColumn): boolean {
  return fold(name) === fold(wanted) && type === optionalColumns[wanted];
}

/**
 * Does a row still have the bound columns, and none that waits to be bound? A column that was removed and made anew has
 * another id.
 */
export function hasRuleColumns(row: Row, ids: RuleColumnIds): boolean {
  if (!Object.values(ids).every((id) => row.properties[id] !== undefined)) return false;
  const unbound = optionalNames.filter((name) => ids[name] === undefined);
  return (
    unbound.length === 0 ||
    !Object.values(row.properties).some((property) => unbound.some((name) => isOptional(property, name)))
  );
}

/** The data source that holds the lines, if the Rules database leads to one. */
export function runsReference(source: SourceSchema, ids: RuleColumnIds): string | undefined {
  return source.columns.find(({ id }) => id === ids["Last run"])?.relatedTo;
}

/** Reads a rule as its author wrote it; its body is read apart. */
export function readRuleRow(row: Row, ids: RuleColumnIds): Omit<RuleRow, "body"> {
  const cell = (column: RuleColumn) => cellText(row.properties[ids[column]]).trim();
  return {
    id: row.id,
    url: row.url,
    name: cell("Rule") || "Untitled rule",
    state: cell("State"),
    watch: referenceIn(spansOf(row.properties[ids.Watch])),
    watchText: cell("Watch"),
    when: cell("When"),
    which: cell("Which"),
    condition: cell("If"),
    action: cell("Then"),
    to: cell("To"),
    subject: cell("Subject"),
    options: cell("Options"),
  };
}

/** What Rowbell last wrote into a rule's row, to be compared before it is written again. */
export function readReported(row: Row, ids: RuleColumnIds) {
  const cell = (id: string | undefined) => (id === undefined ? undefined : row.properties[id]);
  const lastFired = cell(ids["Last fired"]);
  return {
    health: cellText(cell(ids.Health)),
    note: cellText(cell(ids.Note)),
    fired: cellNumber(cell(ids.Fired)),
    held: cellNumber(cell(ids.Held)),
    lastFired: lastFired?.type === "date" ? (lastFired.value?.start ?? null) : null,
  };
}

/** Is this box ticked? One that there is no column for is not. */
export function isTicked(row: Row, ids: RuleColumnIds, box: Box): boolean {
  const id = ids[box];
  const property = id === undefined ? undefined : row.properties[id];
  return property?.type === "checkbox" && property.value;
}

/** What the author answered to what is held. Both boxes ticked are no answer. */
export function ticked(row: Row, ids: RuleColumnIds): "release" | "discard" | undefined {
  const isReleased = isTicked(row, ids, "Release");
  if (isReleased === isTicked(row, ids, "Discard")) return undefined;
  return isReleased ? "release" : "discard";
}

function cellNumber(property: Property | undefined): number | null {
  return property?.type === "number" ? property.value : null;
}

function cellText(property: Property | undefined): string {
  switch (property?.type) {
    case "title":
    case "rich_text":
      return plainText(property.value);
    case "select":
    case "status":
      return property.value?.name ?? "";
    default:
      return "";
  }
}

function spansOf(property: Property | undefined): Span[] {
  return property?.type === "rich_text" ? property.value : [];
}

/** The id that an @mention or a link in the text points at. */
function referenceIn(spans: readonly Span[]): string | undefined {
  for (const { mention } of spans) {
    if (mention?.id && ["database", "data_source", "page"].includes(mention.type)) return mention.id;
  }
  for (const span of spans) {
    const id = idIn(span.href) ?? idIn(span.text);
    if (id) return id;
  }
  return undefined;
}

/**
 * The id of a database in its link or by itself. Links end in 32 hex digits after a readable name, and may go on with
 * `?v=` and the id of a view.
 */
export function idIn(text: string | undefined): string | undefined {
  const path = text?.trim().split(/[?#]/)[0];
  const hex = path?.match(/([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\/?$/i);
  return hex?.slice(1, 6).join("-").toLowerCase();
}
