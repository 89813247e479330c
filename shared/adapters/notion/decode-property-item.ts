import type { Value } from "../../domain/row.ts";
import { decodeValue } from "./decode-value.ts";
import { type Json, list, record, text } from "./json.ts";

/**
 * The answers of the property item endpoint → the whole value. Long values come one element an item, over several
 * answers; a rollup's items are values of the column it looks at.
 */
export function decodePropertyItem(answers: readonly Json[]): Value {
  const first = answers[0] ?? {};
  if (first.object !== "list") return decodeValue(first);
  const items = answers.flatMap((answer) => list(answer.results).map(record));
  const property = record(answers.at(-1)?.property_item);
  const type = text(property.type);
  if (type !== "rollup") return decodeValue({ type, [type]: items.flatMap((item) => item[type] ?? []) });
  // A sum is "incomplete" until the last answer; its items are the relation's, and say nothing of it.
  const rollup = record(property.rollup);
  if (rollup.type !== "array") return decodeValue({ type, rollup });
  return decodeValue({ type, rollup: { ...rollup, array: items.map(asValue) } });
}

/** Where a page has a list of rich text, people or relations, an item has one element. */
function asValue(item: Json): Json {
  const type = text(item.type);
  const value = item[type];
  const isElement = ["title", "rich_text", "people", "relation"].includes(type) && !Array.isArray(value);
  return isElement ? { ...item, [type]: [value] } : item;
}
