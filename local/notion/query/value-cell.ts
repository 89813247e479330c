import type { Json } from "../entities.ts";
import type { PropertyValue } from "../properties/property-type.ts";
import { type Cell, NO_NUMBER, NOTHING } from "./cell.ts";

/** What a filter may ask of a value; each has its own conditions. */
export type Family =
  | "text"
  | "number"
  | "checkbox"
  | "option"
  | "options"
  | "date"
  | "ids"
  | "files"
  | "state";

type Reading = [family: Family, read: (inner: unknown) => Cell];

const text: Reading = ["text", (inner) => String(inner ?? "").toLowerCase()];
const richText: Reading = ["text", (inner) => plainText(inner as { plain_text: string }[])];
const number: Reading = ["number", numberOr];
const option: Reading = ["option", (inner) => (inner as { name: string } | null)?.name ?? ""];
const date: Reading = ["date", (inner) => timeOf((inner as { start: string } | null)?.start)];
const time: Reading = ["date", timeOf];
const someone: Reading = ["ids", (inner) => [(inner as { id: string }).id]];
const someones: Reading = ["ids", (inner) => (inner as { id: string }[]).map(({ id }) => id)];
const names = (inner: unknown) => (inner as { name?: string }[]).map(({ name }) => name ?? "");

const READINGS: Record<string, Reading> = {
  title: richText,
  rich_text: richText,
  string: text,
  url: text,
  email: text,
  phone_number: text,
  number,
  unique_id: ["number", (inner) => numberOr((inner as Json).number)],
  checkbox: ["checkbox", Number],
  boolean: ["checkbox", Number],
  select: option,
  status: option,
  multi_select: ["options", names],
  date,
  created_time: time,
  last_edited_time: time,
  people: someones,
  created_by: someone,
  last_edited_by: someone,
  relation: someones,
  files: ["files", names],
  verification: ["state", (inner) => stateOf((inner as Json | null)?.state)],
};

const EMPTY: Record<Family, Cell> = {
  text: "",
  number: NO_NUMBER,
  checkbox: 0,
  option: "",
  options: NOTHING,
  date: NO_NUMBER,
  ids: NOTHING,
  files: NOTHING,
  state: "none",
};

/** The cell of a value as the API shows it: its own, or empty when it is none of the family. */
export function cellOfValue(value: PropertyValue, family: Family): Cell {
  const inner = value[value.type];
  if (value.type === "formula") return cellOfValue(inner as PropertyValue, family);
  if (value.type === "rollup") return cellOfRollup(inner as PropertyValue, family);
  const reading = READINGS[value.type];
  return reading?.[0] === family ? reading[1](inner) : EMPTY[family];
}

/** Rollups are filtered by their number or date; what is in an array is looked at one by one. */
function cellOfRollup(value: PropertyValue, family: Family): Cell {
  return value.type === "array" ? EMPTY[family] : cellOfValue(value, family);
}

/** The family of a property's values; undefined for those no filter knows (buttons) and for what is computed. */
export function familyOf(type: string): Family | undefined {
  return READINGS[type]?.[0];
}

function plainText(items: { plain_text: string }[]): string {
  return items
    .map((item) => item.plain_text)
    .join("")
    .toLowerCase();
}

function numberOr(inner: unknown): number {
  return typeof inner === "number" ? inner : NO_NUMBER;
}

function timeOf(inner: unknown): number {
  return typeof inner === "string" ? Date.parse(inner) : NO_NUMBER;
}

function stateOf(state: unknown): string {
  return state === "verified" || state === "expired" ? state : "none";
}
