import type { Json } from "../entities.ts";
import type { PropertyValue } from "../properties/property-type.ts";

/** What filters, sorts, formulas and rollups look at in a value as the API shows it. */

/** The text of anything that is one; an option's or a person's name; null when there is none. */
export function plainOf(value: PropertyValue): string | null {
  const inner = value[value.type];
  if (typeof inner === "string") return inner;
  if (value.type === "title" || value.type === "rich_text") {
    return (inner as { plain_text: string }[]).map((item) => item.plain_text).join("") || null;
  }
  if (inner === null || inner === undefined) return null;
  if (value.type === "unique_id") {
    const { prefix, number } = inner as { prefix: string | null; number: number };
    return prefix ? `${prefix}-${number}` : String(number);
  }
  const name = (inner as Json).name;
  return typeof name === "string" ? name : null;
}

/** The start of a date, or of what is a time, as ISO text. */
export function startOf(value: PropertyValue): string | undefined {
  if (value.type === "created_time" || value.type === "last_edited_time") return String(value[value.type]);
  const inner = value.type === "formula" ? (value.formula as Json).date : value.date;
  return (inner as { start: string } | null | undefined)?.start;
}

export function isEmptyValue(value: PropertyValue): boolean {
  const inner = value[value.type];
  if (inner === null || inner === undefined || inner === "" || inner === false) return true;
  if (value.type === "formula" || value.type === "rollup") return isEmptyValue(inner as PropertyValue);
  return Array.isArray(inner) && inner.length === 0;
}
