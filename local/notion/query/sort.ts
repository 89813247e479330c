import type { Call } from "../call.ts";
import type { DataSource, Json, Page, Property } from "../entities.ts";
import { expectArray, expectObject, expectOneOf } from "../expect.ts";
import { invalid } from "../problem.ts";
import { findProperty } from "../properties/find-property.ts";
import { optionsOf } from "../properties/options.ts";
import type { PropertyValue } from "../properties/property-type.ts";
import { valueReader } from "../properties/registry.ts";
import { isEmptyValue, plainOf, startOf } from "./comparable.ts";

type Key = string | number | undefined;
type Order = { keyOf(row: Page): Key[]; sign: 1 | -1 };

/** Earlier sorts win; without any, rows come oldest first, though Notion promises no order at all. */
export function sortRows(rows: Page[], sorts: unknown, call: Call, source: DataSource): Page[] {
  if (sorts === undefined) return rows;
  const orders = expectArray(sorts, "body.sorts").map((sort, index) => orderOf(sort, call, source, index));
  const keyed = rows.map((row) => ({ row, keys: orders.map((order) => order.keyOf(row)) }));
  keyed.sort((a, b) => {
    for (const [index, { sign }] of orders.entries()) {
      const compared = compareKeys(a.keys[index] ?? [], b.keys[index] ?? [], sign);
      if (compared !== 0) return compared;
    }
    return 0;
  });
  return keyed.map(({ row }) => row);
}

function orderOf(input: unknown, call: Call, source: DataSource, index: number): Order {
  const where = `body.sorts[${index}]`;
  const sort: Json = expectObject(input, where);
  const direction = expectOneOf(sort.direction, ["ascending", "descending"], `${where}.direction`);
  const sign = direction === "ascending" ? 1 : -1;
  if (sort.timestamp !== undefined) {
    const key = expectOneOf(sort.timestamp, ["created_time", "last_edited_time"], `${where}.timestamp`);
    return { keyOf: (row) => timeKey(row, key), sign };
  }
  const property = findProperty(source.properties, sort.property);
  if (!property) throw invalid(`Could not find sort property with name or id: ${sort.property}`);
  if (property.type === "created_time" || property.type === "last_edited_time") {
    const key = property.type;
    return { keyOf: (row) => timeKey(row, key), sign };
  }
  const readValue = valueReader(call);
  return { keyOf: (row) => [keyOfValue(readValue(property, row, source.properties), property)], sign };
}

/** Unlike a filter, a sort sees the true time, and among equal ones the order of the edits. */
function timeKey({ stamp }: Page, key: "created_time" | "last_edited_time"): Key[] {
  return key === "created_time" ? [stamp.createdAt] : [stamp.editedAt, stamp.edit];
}

function keyOfValue(value: PropertyValue, property: Property): Key {
  const inner = value[value.type];
  if (typeof inner === "boolean") return Number(inner);
  if (isEmptyValue(value)) return undefined;
  if (typeof inner === "number") return inner;
  if (value.type === "select" || value.type === "status") {
    return optionsOf(property.config).findIndex(({ id }) => id === (inner as Json).id);
  }
  if (value.type === "unique_id") return Number((inner as Json).number);
  if (value.type === "formula" || value.type === "rollup")
    return keyOfValue(inner as PropertyValue, property);
  const start = startOf(value);
  if (start !== undefined) return Date.parse(start);
  if (Array.isArray(inner) && value.type !== "title" && value.type !== "rich_text") {
    return inner.map((one) => String(one.name ?? one.id).toLowerCase()).join(" ");
  }
  return plainOf(value)?.toLowerCase();
}

/** What is empty comes last, whichever way. */
function compareKeys(a: Key[], b: Key[], sign: number): number {
  for (const [index, x] of a.entries()) {
    const y = b[index];
    if (x === y) continue;
    if (x === undefined) return 1;
    if (y === undefined) return -1;
    return x < y ? -sign : sign;
  }
  return 0;
}
