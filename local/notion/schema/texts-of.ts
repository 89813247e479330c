import type { Call } from "../call.ts";
import type { Json } from "../entities.ts";
import type { PropertyValue } from "../properties/property-type.ts";
import { plainOf } from "../query/comparable.ts";
import { plainTitle } from "../render/title.ts";

/** What a person reads in a cell, one text for each thing in it; none for an empty cell. */
export function textsOf(value: PropertyValue, call: Call): string[] {
  const inner = value[value.type];
  if (inner === null || inner === undefined) return [];
  if (typeof inner === "number") return [String(inner)];
  if (typeof inner === "boolean") return [inner ? "Yes" : "No"];
  if (value.type === "formula" || value.type === "rollup") return textsOf(inner as PropertyValue, call);
  if (value.type === "array") return (inner as PropertyValue[]).flatMap((one) => textsOf(one, call));
  if (value.type === "date") return [dateText(inner as { start: string; end: string | null })];
  if (value.type === "relation") return (inner as Json[]).map(({ id }) => plainTitle(String(id), call));
  if (Array.isArray(inner) && value.type !== "rich_text" && value.type !== "title") {
    return (inner as Json[]).map(({ name, id }) => String(name ?? id));
  }
  const text = plainOf(value);
  return text === null || text === "" ? [] : [text];
}

function dateText({ start, end }: { start: string; end: string | null }): string {
  return end === null ? start : `${start} → ${end}`;
}
