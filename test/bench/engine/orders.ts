import type { Column, Property, Row, SourceSchema, Value } from "../../../shared/domain/row.ts";
import { watchedColumns } from "../../sim/columns.ts";

/** What the rows of these measurements have: what people keep of an order. */
const columns: readonly Column[] = [
  ...watchedColumns.filter(({ id }) => id !== "sc"),
  { id: "pr", name: "Priority", type: "select", options: [{ id: "p1", name: "High" }] },
  { id: "pa", name: "Paid", type: "checkbox" },
  { id: "ow", name: "Owner", type: "people" },
  { id: "ph", name: "Phone", type: "phone_number" },
];

export const orders: SourceSchema = {
  id: "aaaaaaaa-0000-4000-8000-000000000001",
  name: "Orders",
  columns: [...columns],
};

const firstMinute = Date.parse("2026-01-05T08:00:00Z");
const perMinute = 50;

/** The row of a number; the same one every time. `amount` is what is edited. */
export function orderOf(index: number, amount = 0, editedAt = createdAt(index)): Row {
  const cells: Record<string, Value> = {
    title: { type: "title", value: [{ text: `Order ${index}` }] },
    st: { type: "status", value: { id: "option-Doing", name: "Doing" } },
    am: { type: "number", value: amount },
    du: { type: "date", value: { start: "2026-06-01" } },
    no: {
      type: "rich_text",
      value: [{ text: `To be left with the neighbours of number ${index}, who know about it.` }],
    },
    re: { type: "relation", value: ["cccccccc-0000-4000-8000-000000000001"] },
    em: { type: "email", value: `customer-${index}@example.com` },
    pr: { type: "select", value: { id: "p1", name: "High" } },
    pa: { type: "checkbox", value: index % 2 === 0 },
    ow: { type: "people", value: [{ id: "user-ada", name: "Ada" }] },
    ph: { type: "phone_number", value: null },
  };
  const properties = columns.map(({ id, name }): [string, Property] => [
    id,
    { id, name, ...(cells[id] as Value) },
  ]);
  const hex = index.toString(16).padStart(12, "0");
  return {
    id: `eeeeeeee-0000-4000-8000-${hex}`,
    sourceId: orders.id,
    url: `https://app.notion.com/p/eeeeeeee000040008000${hex}`,
    createdTime: createdAt(index),
    lastEditedTime: editedAt,
    lastEditedBy: "user-ada",
    inTrash: false,
    properties: Object.fromEntries(properties),
  };
}

function createdAt(index: number): string {
  return new Date(firstMinute + Math.floor(index / perMinute) * 60_000).toISOString();
}

/** The first row that was made in a minute or after it. */
export function firstSince(minute: string | undefined): number {
  if (minute === undefined) return 0;
  return Math.max(0, Math.floor((Date.parse(minute) - firstMinute) / 60_000)) * perMinute;
}
