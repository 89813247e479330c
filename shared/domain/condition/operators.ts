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
  | "pages"
  | "state"
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
  relation: "pages",
  place: "text",
  verification: "state",
  formula: "computed",
  rollup: "computed",
};

const emptiness: Operator[] = ["is empty", "is not empty"];
const order: Operator[] = ["<", ">", "≤", "≥", "is between", "is not between"];
const inText: Operator[] = ["contains", "does not contain", "starts with", "ends with"];
const named: Operator[] = ["is", "is not", "contains", "does not contain", ...emptiness];
const allowed: Record<Kind, Operator[]> = {
  text: ["is", "is not", ...inText, ...emptiness],
  number: ["is", "is not", ...order, ...emptiness],
  option: ["is", "is not", ...emptiness],
  options: ["contains", "does not contain", ...emptiness],
  checkbox: ["is", "is not"],
  date: ["is", "is not", ...order, ...emptiness],
  people: named,
  pages: named,
  state: ["is", "is not"],
  list: emptiness,
  computed: ["is", "is not", ...inText, ...order, ...emptiness],
};

export type Spelling = readonly [spelling: string, operator: Operator];

/** How operators are written, the longest first, so that "is not empty" is not read as "is" and a value. */
export const spellings: readonly Spelling[] = [
  ["is not empty", "is not empty"],
  ["is empty", "is empty"],
  ["does not contain", "does not contain"],
  ["doesn't contain", "does not contain"],
  ["does not include", "does not contain"],
  ["doesn't include", "does not contain"],
  ["contains", "contains"],
  ["contain", "contains"],
  ["includes", "contains"],
  ["include", "contains"],
  ["begins with", "starts with"],
  ["starts with", "starts with"],
  ["ends with", "ends with"],
  ["isn't empty", "is not empty"],
  ["isnt empty", "is not empty"],
  ["is not equal to", "is not"],
  ["does not equal", "is not"],
  ["doesn't equal", "is not"],
  ["is not", "is not"],
  ["isn't", "is not"],
  ["isnt", "is not"],
  ["is equal to", "is"],
  ["equals", "is"],
  ["is", "is"],
  [">=", "≥"],
  ["=>", "≥"],
  ["≥", "≥"],
  ["<=", "≤"],
  ["=<", "≤"],
  ["≤", "≤"],
  ["!=", "is not"],
  ["<>", "is not"],
  ["≠", "is not"],
  ["==", "is"],
  ["=", "is"],
  ["<", "<"],
  [">", ">"],
];

/** How dates are compared in words; only where a date may stand, since "is before long" is a text like any other. */
export const timeSpellings: readonly Spelling[] = [
  ["is not within", "is not"],
  ["is within", "is"],
  ["is on or before", "≤"],
  ["is on or after", "≥"],
  ["is before", "<"],
  ["is after", ">"],
  ["is earlier than", "<"],
  ["is later than", ">"],
  ["is on", "is"],
  ["not within", "is not"],
  ["within", "is"],
];

/** How numbers are compared in words; only where a number may stand. */
export const numberSpellings: readonly Spelling[] = [
  ["is greater than or equal to", "≥"],
  ["is less than or equal to", "≤"],
  ["is not more than", "≤"],
  ["is not less than", "≥"],
  ["is no more than", "≤"],
  ["is no less than", "≥"],
  ["is greater than", ">"],
  ["is bigger than", ">"],
  ["is larger than", ">"],
  ["is higher than", ">"],
  ["is more than", ">"],
  ["is smaller than", "<"],
  ["is lower than", "<"],
  ["is fewer than", "<"],
  ["is less than", "<"],
  ["is at least", "≥"],
  ["is at most", "≤"],
  ["is above", ">"],
  ["is over", ">"],
  ["is below", "<"],
  ["is under", "<"],
];

/** Two values with "and" between them: of numbers and dates. */
export const rangeSpellings: readonly Spelling[] = [
  ["is not between", "is not between"],
  ["is between", "is between"],
  ["not between", "is not between"],
  ["between", "is between"],
];

/** Without a value, and of every column: did the change touch it? */
export const changeSpellings: readonly Spelling[] = [
  ["did not change", "did not change"],
  ["didn't change", "did not change"],
  ["has not changed", "did not change"],
  ["has changed", "changed"],
  ["changed", "changed"],
];

const pastForms: Record<string, string> = {
  contains: "contained",
  "does not contain": "did not contain",
  "doesn't contain": "didn't contain",
  "does not include": "did not include",
  "doesn't include": "didn't include",
  contain: "did contain",
  includes: "included",
  include: "did include",
  "begins with": "began with",
  "does not equal": "did not equal",
  "doesn't equal": "didn't equal",
  equals: "equaled",
  isnt: "wasnt",
  "isnt empty": "wasnt empty",
  "starts with": "started with",
  "ends with": "ended with",
  "isn't": "wasn't",
  "isn't empty": "wasn't empty",
};

/** How the same is asked of the value before: `was`, `was not empty`, `was before`, `contained`, `was <`; the longest first. */
export function inThePast(present: readonly Spelling[]): readonly Spelling[] {
  const past = present.map(([spelling, operator]): Spelling => {
    const form =
      pastForms[spelling] ?? (/^is\b/.test(spelling) ? `was${spelling.slice(2)}` : `was ${spelling}`);
    return [form, operator];
  });
  return past.sort(([a], [b]) => b.length - a.length);
}

export function kindOf(column: Column): Kind {
  return kinds[column.type] ?? "list";
}

/** The operators that go with a column, as its author may write them. */
export function operatorsOf(column: Column): readonly Operator[] {
  return allowed[kindOf(column)];
}

/** A sentence when the operator does not go with the column's type, else undefined. */
export function operatorProblem(column: Column, operator: Operator): string | undefined {
  if (operator === "changed" || operator === "did not change" || operatorsOf(column).includes(operator))
    return undefined;
  if (kindOf(column) === "checkbox") return checkboxProblem(column);
  const can = operatorsOf(column).join(", ");
  const instead = kindOf(column) === "options" && (operator === "is" || operator === "is not");
  const hint = instead
    ? ` Write "${column.name} ${operator === "is" ? "contains" : "does not contain"} …".`
    : "";
  return `"${column.name}" is ${aColumn(column)}, so "${operator}" doesn't work on it. It can be: ${can}.${hint}`;
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
  const kind = kindOf(column);
  if (kind === "options" || kind === "people" || kind === "pages") return "contains";
  return operatorsOf(column).includes("is") ? "is" : undefined;
}
