import type { DataSource, Property, StoredText } from "../entities.ts";
import { type Node, parseFormula } from "../formula/parse.ts";
import { findProperty } from "../properties/find-property.ts";
import type { Foreign } from "./rows/column.ts";

const CLOCK_FUNCTIONS = ["now", "today"];
/** Stands among the columns a formula reads for the time. */
const CLOCK: Property = { id: "", name: "", type: "clock", description: null, config: {} };
/** Their values hang on nothing but the row and its columns' settings. */
const OF_THE_ROW = [
  "number",
  "select",
  "multi_select",
  "status",
  "date",
  "people",
  "files",
  "checkbox",
  "url",
  "email",
  "phone_number",
  "created_time",
  "created_by",
  "last_edited_time",
  "last_edited_by",
  "unique_id",
];
const TEXTS = ["title", "rich_text"];

/**
 * When what a property computes can change while its row stays: at "any" write for what looks at other rows, and for
 * what we cannot tell; by row for formulas over texts, which may mention pages.
 */
export function computation(property: Property, source: DataSource): Foreign {
  if (property.type !== "formula") return "any";
  const used = usedBy(property, source, 0);
  if (!used) return "any";
  const texts = used.filter(({ type }) => TEXTS.includes(type));
  if (used.includes(CLOCK)) return texts.length === 0 ? "clock" : "any";
  if (texts.length === 0) return "never";
  return (page) => texts.some(({ id }) => mentionsAny(page.values[id] as StoredText[] | undefined));
}

export function mentionsAny(texts: StoredText[] | undefined): boolean {
  return texts?.some(({ type }) => type === "mention") ?? false;
}

/** The columns a formula reads; undefined when it looks beyond its row. */
function usedBy(property: Property, source: DataSource, depth: number): Property[] | undefined {
  if (depth > 10) return undefined;
  try {
    return columnsIn(parseFormula(String(property.config.expression)), source, depth);
  } catch {
    return undefined;
  }
}

function columnsIn(node: Node, source: DataSource, depth: number): Property[] | undefined {
  if (node.kind === "literal") return [];
  if (node.kind === "prop") return columnOf(node.name, source, depth);
  if (node.kind !== "call") return undefined;
  const args = node.args.map((arg) => columnsIn(arg, source, depth));
  return all(CLOCK_FUNCTIONS.includes(node.name) ? [[CLOCK], ...args] : args);
}

function columnOf(name: string, source: DataSource, depth: number): Property[] | undefined {
  const property = findProperty(source.properties, name);
  if (!property) return undefined;
  if (property.type === "formula") return usedBy(property, source, depth + 1);
  return OF_THE_ROW.includes(property.type) || TEXTS.includes(property.type) ? [property] : undefined;
}

function all(lists: (Property[] | undefined)[]): Property[] | undefined {
  const known = lists.filter((list) => list !== undefined);
  return known.length === lists.length ? known.flat() : undefined;
}
