import type { Cell, Column } from "../api/notion.ts";

/** With what a column is compared. */
export type Operand = "text" | "number" | "option" | "person" | "row" | "date" | "checkbox" | "none";
export type Operator = { id: string; text: string; operand: Operand };

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
  ...empty,
];
const one = { equals: "Is", does_not_equal: "Is not" };
const several = { contains: "Contains", does_not_contain: "Does not contain" };
const option = [...all("option", one), ...empty];
const people = [...all("person", several), ...empty];

/** By the last key under which Notion's grammar asks; in the words of Notion's own menus. */
const operatorsOf: Partial<Record<string, readonly Operator[]>> = {
  title: text,
  rich_text: text,
  url: text,
  email: text,
  phone_number: text,
  string: text,
  number,
  unique_id: number,
  select: option,
  status: option,
  multi_select: [...all("option", several), ...empty],
  date,
  created_time: date,
  last_edited_time: date,
  people,
  created_by: people,
  last_edited_by: people,
  relation: [...all("row", several), ...empty],
  checkbox: all("checkbox", one),
  files: empty,
};

/** How many of a rollup's items have to say it. */
export const quantities = { any: "Any", every: "Every", none: "None" };

export const operatorsAt = (path: readonly string[]): readonly Operator[] =>
  operatorsOf[path.at(-1) ?? ""] ?? [];

/** Of a column that has types inside, such as rollups: what follows its own key. */
const innerKeys = new Set([...Object.keys(operatorsOf), ...Object.keys(quantities), "formula", "rollup"]);
export const isKey = (name: string): boolean => innerKeys.has(name);

/**
 * Under which keys a column is asked; undefined where it cannot be.
 * @param samples cells of the column: what a formula or rollup comes to is only seen there
 */
export function pathOf({ type }: Column, samples: readonly Cell[]): string[] | undefined {
  if (type !== "formula" && type !== "rollup") return operatorsOf[type] && [type];
  for (const sample of samples) {
    const result = resultOf(sample);
    if (result && operatorsOf[result.at(-1) ?? ""]) return [type, ...result];
  }
  return undefined;
}

/** Text is called otherwise in a formula than among a rollup's items. */
const ofItems: Record<string, string> = {
  title: "rich_text",
  url: "rich_text",
  email: "rich_text",
  phone_number: "rich_text",
};

function resultOf(sample: Cell): string[] | undefined {
  if (sample.type === "formula")
    return [sample.formula.type === "boolean" ? "checkbox" : sample.formula.type];
  if (sample.type !== "rollup") return undefined;
  const { rollup } = sample;
  if (rollup.type !== "array") return [rollup.type];
  const item = rollup.array[0]?.type;
  // Which row a rollup's items point at has no name here to pick.
  return item === undefined || item === "relation" ? undefined : ["any", ofItems[item] ?? item];
}
