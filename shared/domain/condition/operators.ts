import type { Column } from "../row.ts";
import { typeName } from "../type-name.ts";
import type { Operator } from "./condition.ts";

/** Types that are compared alike. `list` holds what is only ever full or empty; `computed` is known when a row is read. */
export type Kind =
  | "text"
  | "number"
  | "option"
  | "options"
  | "checkbox"
  | "date"
  | "people"
  | "list"
  | "computed";

const kinds: Record<string, Kind> = {
  title: "text",
  rich_text: "text",
  url: "text",
  email: "text",
  phone_number: "text",
  number: "number",
  unique_id: "number",
  select: "option",
  status: "option",
  multi_select: "options",
  checkbox: "checkbox",
  date: "date",
  created_time: "date",
  last_edited_time: "date",
  people: "people",
  created_by: "people",
  last_edited_by: "people",
  formula: "computed",
  rollup: "computed",
};

const emptiness: Operator[] = ["is empty", "is not empty"];
const order: Operator[] = ["<", ">", "≤", "≥"];
const allowed: Record<Kind, Operator[]> = {
  text: ["is", "is not", "contains", "does not contain", ...emptiness],
  number: ["is", "is not", ...order, ...emptiness],
  option: ["is", "is not", ...emptiness],
  options: ["contains", "does not contain", ...emptiness],
  checkbox: ["is", "is not"],
  date: ["is", "is not", ...order, ...emptiness],
  people: ["contains", "does not contain", ...emptiness],
  list: emptiness,
  computed: ["is", "is not", "contains", "does not contain", ...order, ...emptiness],
};

/** How operators are written, the longest first, so that "is not empty" is not read as "is" and a value. */
export const spellings: readonly [spelling: string, operator: Operator][] = [
  ["is not empty", "is not empty"],
  ["is empty", "is empty"],
  ["does not contain", "does not contain"],
  ["contains", "contains"],
  ["is not", "is not"],
  ["is", "is"],
  [">=", "≥"],
  ["≥", "≥"],
  ["<=", "≤"],
  ["≤", "≤"],
  ["!=", "is not"],
  ["≠", "is not"],
  ["=", "is"],
  ["<", "<"],
  [">", ">"],
];

/** How dates are compared in words; only where a date may stand, since "is before long" is a text like any other. */
export const timeSpellings: readonly [spelling: string, operator: Operator][] = [
  ["is not within", "is not"],
  ["is within", "is"],
  ["is on or before", "≤"],
  ["is on or after", "≥"],
  ["is before", "<"],
  ["is after", ">"],
];

export function kindOf(column: Column): Kind {
  return kinds[column.type] ?? "list";
}

/** The operators that go with a column, as its author may write them. */
export function operatorsOf(column: Column): readonly Operator[] {
  return allowed[kindOf(column)];
}

/** A sentence when the operator does not go with the column's type, else undefined. */
export function operatorProblem(column: Column, operator: Operator): string | undefined {
  if (operatorsOf(column).includes(operator)) return undefined;
  if (kindOf(column) === "checkbox") return checkboxProblem(column);
  const can = operatorsOf(column).join(", ");
  return `"${column.name}" is ${aColumn(column)}, so "${operator}" doesn't work on it. It can be: ${can}.`;
}

export function checkboxProblem({ name }: Column): string {
  return `"${name}" is a checkbox: write "${name} is checked" or "${name} is unchecked".`;
}

/** `a number column`, `an email column`. */
export function aColumn(column: Column): string {
  const name = typeName(column.type);
  return `${/^([aeio]|ID)/.test(name) ? "an" : "a"} ${name} column`;
}

/** The operator by which a cell has a value: one of a list, or the whole of it. Undefined where values can't be named. */
export function equalityOf(column: Column): "is" | "contains" | undefined {
  const can = operatorsOf(column);
  return can.includes("is") ? "is" : can.includes("contains") ? "contains" : undefined;
}
