import type { Condition, Literal, Test } from "../../../shared/domain/condition/condition.ts";
import type { Relative } from "../../../shared/domain/time/relative.ts";
import { fold } from "../../../shared/domain/words.ts";

/** Whom names and titles stand for: Notion's filters take ids. */
export type Directory = { people: Named[]; pages: Named[] };
type Named = { id: string; texts: string[] };

/** A column's type, and for what is computed the type of its result; `[]` after it where a rollup shows values. */
export type TypeOf = (property: string) => { type: string; result?: string };

/** A condition as a filter of Notion's query; undefined for what its filters can't ask. */
export function notionFilter(condition: Condition, typeOf: TypeOf, directory: Directory): object | undefined {
  const filter = filterOf(condition, typeOf, directory);
  return filter && depthOf(filter) <= deepest ? filter : undefined;
}

/** Groups in groups, as far as Notion takes them. */
const deepest = 2;

function filterOf(condition: Condition, typeOf: TypeOf, directory: Directory): object | undefined {
  if (condition.kind === "test") return testFilter(condition, typeOf, directory);
  if (condition.kind === "not") return filterOf(opposite(condition.of), typeOf, directory);
  const join = condition.kind;
  const parts = condition.of.map((part) => filterOf(part, typeOf, directory));
  if (parts.includes(undefined)) return undefined;
  return {
    [join]: parts.flatMap((part = {}) => (Reflect.get(part, join) as object[] | undefined) ?? [part]),
  };
}

function depthOf(filter: object): number {
  const parts: object[] | undefined = Reflect.get(filter, "and") ?? Reflect.get(filter, "or");
  return parts ? 1 + Math.max(...parts.map(depthOf)) : 0;
}

const negated: Partial<Record<Test["operator"], Test["operator"]>> = {
  is: "is not",
  contains: "does not contain",
  "is empty": "is not empty",
  "is between": "is not between",
};

/** There is no "not" in Notion's filters. */
function opposite(condition: Condition): Condition {
  if (condition.kind === "not") return condition.of;
  if (condition.kind !== "test")
    return { kind: condition.kind === "and" ? "or" : "and", of: condition.of.map(opposite) };
  for (const [one, other] of Object.entries(negated)) {
    if (condition.operator === one) return { ...condition, operator: other } as Test;
    if (condition.operator === other) return { ...condition, operator: one } as Test;
  }
  // What is not less may be empty, and what does not start so has no filter of its own: `notionFilter` gives them up.
  return { ...condition, operator: `not ${condition.operator}` } as unknown as Test;
}

const inNotion: Record<string, string> = {
  is: "equals",
  "is not": "does_not_equal",
  contains: "contains",
  "does not contain": "does_not_contain",
  "starts with": "starts_with",
  "ends with": "ends_with",
};
const ofNumbers: Record<string, string> = {
  ...inNotion,
  "<": "less_than",
  ">": "greater_than",
  "≤": "less_than_or_equal_to",
  "≥": "greater_than_or_equal_to",
};
const ofDates: Record<string, string> = {
  is: "equals",
  "<": "before",
  ">": "after",
  "≤": "on_or_before",
  "≥": "on_or_after",
};
const texts = ["title", "rich_text", "url", "email", "phone_number"];
const people = ["people", "created_by", "last_edited_by"];
const dates = ["date", "created_time", "last_edited_time"];

function testFilter(test: Test, typeOf: TypeOf, directory: Directory): object | undefined {
  const { type, result } = typeOf(test.property);
  const of = { property: test.property };
  if (type === "formula") {
    const inner = inColumn(test, result ?? "", directory);
    const key = result === "rich_text" ? "string" : (result ?? "");
    return inner && wrapped(inner, (one) => ({ ...of, formula: { [key]: one } }));
  }
  if (type !== "rollup") {
    const inner = inColumn(test, type, directory);
    return inner && wrapped(inner, (one) => ({ ...of, [type]: one }));
  }
  if (!result?.endsWith("[]")) {
    const inner = inColumn(test, result ?? "", directory);
    return inner && wrapped(inner, (one) => ({ ...of, rollup: { [result ?? ""]: one } }));
  }
  return ofSome(test, result.slice(0, -2), directory, of);
}

/** A rollup that shows values holds when one of them does; its negation when none does. */
function ofSome(test: Test, type: string, directory: Directory, of: object): object | undefined {
  const isNegative = test.operator === "is not" || test.operator === "does not contain";
  if (test.operator === "is empty" || test.operator === "is not empty") return undefined;
  const positive = isNegative ? (opposite(test) as Test) : test;
  const inner = inColumn(positive, type, directory);
  if (inner === undefined || "and" in inner || "or" in inner) return undefined;
  return { ...of, rollup: { [isNegative ? "none" : "any"]: { [type]: inner } } };
}

/** A group asks each of its parts of the column. */
function wrapped(inner: object, wrap: (one: object) => object): object {
  const [join] = (["and", "or"] as const).filter((one) => one in inner);
  if (join === undefined) return wrap(inner);
  return { [join]: (Reflect.get(inner, join) as object[]).map(wrap) };
}

function inColumn(test: Test, type: string, directory: Directory): object | undefined {
  if (test.operator === "is empty" || test.operator === "is not empty")
    return type === "checkbox" ? undefined : { [test.operator.replaceAll(" ", "_")]: true };
  if (!("value" in test)) return undefined;
  if (test.operator === "is between" || test.operator === "is not between") return range(test, type);
  if (texts.includes(type)) return known(inNotion[test.operator], textOf(test.value));
  if (type === "number" || type === "unique_id") return known(ofNumbers[test.operator], numberOf(test.value));
  if (type === "checkbox") return known(inNotion[test.operator], booleanOf(test.value));
  if (dates.includes(type)) return ofDate(test.operator, test.value);
  if (people.includes(type)) return ofNamed(test.operator, test.value, directory.people);
  if (type === "verification") return ofState(test.operator, textOf(test.value));
  if (type === "relation") return ofNamed(test.operator, test.value, directory.pages);
  return known(inNotion[test.operator], textOf(test.value));
}

function known(operator: string | undefined, operand: unknown): object | undefined {
  return operator === undefined || operand === undefined ? undefined : { [operator]: operand };
}

function range(test: Test & { value: Literal; to: Literal }, type: string): object | undefined {
  const ends = (["≥", "≤", "<", ">"] as const).map((operator, index) => {
    const value = index % 2 === 0 ? test.value : test.to;
    return dates.includes(type) ? ofDate(operator, value) : known(ofNumbers[operator], numberOf(value));
  });
  if (ends.includes(undefined)) return undefined;
  // An empty cell lies in no range.
  return test.operator === "is between"
    ? { and: ends.slice(0, 2) }
    : { or: [...ends.slice(2), { is_empty: true }] };
}

function ofDate(operator: string, value: Literal): object | undefined {
  const relative = value.type === "relative" || value.type === "any" ? value.relative : undefined;
  if (relative) return ofRelative(operator, relative);
  const date = value.type === "date" || value.type === "any" ? value.date : null;
  // An hour is compared with a day's beginning there, and with all of the day here.
  if (date === null || date.length > 10) return undefined;
  if (operator === "is not") return { or: [{ before: date }, { after: date }, { is_empty: true }] };
  return known(ofDates[operator], date);
}

const days = new Map([
  ["0 day", "today"],
  ["1 day", "tomorrow"],
  ["-1 day", "yesterday"],
  ["1 week", "one_week_from_now"],
  ["-1 week", "one_week_ago"],
  ["1 month", "one_month_from_now"],
  ["-1 month", "one_month_ago"],
]);

function ofRelative(operator: string, { kind, count, unit }: Relative): object | undefined {
  if (kind === "at") return known(ofDates[operator], days.get(`${count} ${unit}`));
  const isWhole = kind === "through" && Math.abs(count) === 1 && ["week", "month", "year"].includes(unit);
  return isWhole && operator === "is" ? { [`${count < 0 ? "past" : "next"}_${unit}`]: {} } : undefined;
}

function ofNamed(operator: string, value: Literal, named: Named[]): object | undefined {
  const wanted = fold(textOf(value) ?? "");
  const isWhole = operator === "is" || operator === "is not";
  const found = named.filter(({ texts: own }) =>
    own.some((text) => (isWhole ? fold(text) === wanted : fold(text).includes(wanted))),
  );
  if (found.length === 0) return undefined;
  const isNegative = operator === "is not" || operator === "does not contain";
  const asked = found.map(({ id }) => ({ [isNegative ? "does_not_contain" : "contains"]: id }));
  return { [isNegative ? "and" : "or"]: asked };
}

function ofState(operator: string, state: string | undefined): object {
  return { [operator === "is" ? "status" : "does_not_equal"]: state === "unverified" ? "none" : state };
}

function textOf(value: Literal): string | undefined {
  if (value.type === "text" || value.type === "any") return value.text;
  return value.type === "option" ? value.option.name : undefined;
}

function numberOf(value: Literal): number | undefined {
  if (value.type === "number" || value.type === "any") return value.number ?? undefined;
  return undefined;
}

function booleanOf(value: Literal): boolean | undefined {
  if (value.type === "boolean" || value.type === "any") return value.boolean ?? undefined;
  return undefined;
}
