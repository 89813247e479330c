import type { Json, Page, Property } from "../entities.ts";
import { optionsOf } from "../properties/options.ts";
import type { PropertyValue } from "../properties/property-type.ts";
import { valueReader } from "../properties/registry.ts";
import { type Cell, NO_NUMBER } from "./cell.ts";
import { isEmptyValue, plainOf, startOf } from "./comparable.ts";
import type { CellSource } from "./rows/column.ts";
import { type Asked, cellSource } from "./stored-cell.ts";

// Sorted by what a filter compares.
const AS_FILTERED = [
  "title",
  "rich_text",
  "url",
  "email",
  "phone_number",
  "number",
  "unique_id",
  "checkbox",
  "date",
];

/** The cells a property is sorted by, texts and numbers only; Notion's own order is documented for none of them. */
export function sortSource(property: Property, { source, call }: Asked): CellSource {
  const filtered = cellSource(property, { source, call });
  if (AS_FILTERED.includes(property.type)) return filtered;
  if (property.type === "select" || property.type === "status") return byPlace(property, filtered);
  const read = (page: Page) => cellOf(valueReader(call)(property, page, source.properties));
  return {
    basis: source.properties,
    read,
    foreign: OTHER_ROWS.includes(property.type) ? "any" : filtered.foreign,
    isComputed: true,
  };
}

// Sorted by names, of pages or of people, that live elsewhere.
const OTHER_ROWS = ["relation", "people", "created_by", "last_edited_by"];

const TIME_BASIS = {};

/** Unlike a filter, a sort sees the true time, and among equal ones the order of the edits. */
export const TIME_SOURCES = {
  created_time: [own((page) => page.stamp.createdAt)],
  last_edited_time: [own((page) => page.stamp.editedAt), own((page) => page.stamp.edit)],
};

function own(read: (page: Page) => Cell): CellSource {
  return { basis: TIME_BASIS, read, foreign: "never", isComputed: false };
}

/** Options come in the order of the schema. */
function byPlace(property: Property, filtered: CellSource): CellSource {
  const places = new Map(optionsOf(property.config).map(({ name }, index) => [name, index]));
  const read = (page: Page) => places.get(String(filtered.read(page))) ?? NO_NUMBER;
  return { ...filtered, read, isRepeated: false };
}

function cellOf(value: PropertyValue): Cell {
  const inner = value[value.type];
  if (value.type === "formula" || value.type === "rollup") return cellOf(inner as PropertyValue);
  if (typeof inner === "boolean") return Number(inner);
  if (isEmptyValue(value)) return "";
  if (typeof inner === "number") return inner;
  const start = startOf(value);
  if (start !== undefined) return Date.parse(start);
  if (Array.isArray(inner) && value.type !== "title" && value.type !== "rich_text") {
    return inner
      .map((one) => String(plainOf(one as PropertyValue) ?? one.name ?? one.id ?? ""))
      .join(" ")
      .toLowerCase();
  }
  return (plainOf(value) ?? String((inner as Json).state ?? "")).toLowerCase();
}
