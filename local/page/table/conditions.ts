import type { Cell, Column } from "../api/notion.ts";

/** With what a column is compared. */
export type Operand = "text" | "number" | "option" | "person" | "row" | "date" | "checkbox" | "none";
type Operator = { id: string; text: string; operand: Operand };
/** How a column is filtered: under which keys of Notion's grammar, and by which conditions. */
export type Filterable = { path: string[]; operators: Operator[] };

const empty: Operator[] = [
  { id: "is_empty", text: "Is empty", operand: "none" },
  { id: "is_not_empty", text: "Is not empty", operand: "none" },
];
const all = (operand: Operand, texts: Record<string, string>): Operator[] =>
  Object.entries(texts).map(([id, text]) => ({ id, text, operand }));

const text = [
  ...all("text", {
    contains: "Contains",
    does_not_contain: "Does not contain",
    equals: "Is",
    does_not_equal: "Is not",
    starts_with: "Starts with",
    ends_with: "Ends with",
  }),
  ...empty,
];
const number = [
  ...all("number", {
    equals: "=",
    does_not_equal: "≠",
    greater_than: ">",
    less_than: "<",
    greater_than_or_equal_to: "≥",
    less_than_or_equal_to: "≤",
  }),
  ...empty,
];
const date = [
  ...all("date", {
    equals: "Is",
    before: "Is before",
    after: "Is after",
    on_or_before: "Is on or before",
    on_or_after: "Is on or after",
  }),
  ...all("none", {
    this_week: "Is this week",
    past_week: "Is within the past week",
    past_month: "Is within the past month",
    past_year: "Is within the past year",
    next_week: "Is within the next week",
    next_month: "Is within the next month",
    next_year: "Is within the next year",
  }),
];
const one = { equals: "Is", does_not_equal: "Is not" };
const several = { contains: "Contains", does_not_contain: "Does not contain" };
const option = [...all("option", one), ...empty];
const people = all("person", several);
const checkbox = all("checkbox", { equals: "Is" });

/** In the words of Notion's own menus. */
const operatorsOf: Partial<Record<string, Operator[]>> = {
  title: text,
  rich_text: text,
  url: text,
  email: text,
  phone_number: text,
  string: text,
  number,
  unique_id: all("number", { equals: "=", does_not_equal: "≠", greater_than: ">", less_than: "<" }),
  select: option,
  status: option,
  multi_select: [...all("option", several), ...empty],
  date: [...date, ...empty],
  created_time: date,
  last_edited_time: date,
  people: [...people, ...empty],
  created_by: people,
  last_edited_by: people,
  relation: [...all("row", several), ...empty],
  checkbox,
  boolean: checkbox,
  files: empty,
};

/** @param sample a cell of the column: what a formula or rollup comes to is only seen there */
export function filterableOf({ type }: Column, sample: Cell | undefined): Filterable | undefined {
  if (type !== "formula" && type !== "rollup") {
    const operators = operatorsOf[type];
    return operators && { path: [type], operators };
  }
  if (!sample || sample.type !== type) return undefined;
  const result =
    sample.type === "formula" ? sample.formula.type : (sample as { rollup: { type: string } }).rollup.type;
  const operators = operatorsOf[result];
  return operators && { path: [type, result === "boolean" ? "checkbox" : result], operators };
}
