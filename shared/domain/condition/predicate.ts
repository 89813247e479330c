import { isEmptyValue } from "../display.ts";
import type { Property, Row, Value } from "../row.ts";
import { fold } from "../words.ts";
import { compareDates } from "./compare-dates.ts";
import type { Comparison, Condition, Literal, Test } from "./condition.ts";
import { booleanOf, dateOf, numberOf, textsOf, valuesOf } from "./readings.ts";

/** Does a row meet a condition? */
export type RowPredicate = (row: Pick<Row, "properties">) => boolean;

/** Compiles a condition; no condition is met by every row. */
export function toPredicate(condition: Condition | null): RowPredicate {
  if (condition === null) return () => true;
  switch (condition.kind) {
    case "and": {
      const parts = condition.of.map(toPredicate);
      return (row) => parts.every((part) => part(row));
    }
    case "or": {
      const parts = condition.of.map(toPredicate);
      return (row) => parts.some((part) => part(row));
    }
    case "not": {
      const part = toPredicate(condition.of);
      return (row) => !part(row);
    }
    case "test":
      return testPredicate(condition);
  }
}

function testPredicate(test: Test): RowPredicate {
  const holds = cellPredicate(test);
  // A row without the property (the column came later, or is gone) has it empty.
  return (row) => holds(row.properties[test.property]);
}

function cellPredicate(comparison: Comparison): (cell: Property | undefined) => boolean {
  switch (comparison.operator) {
    case "is empty":
      return (cell) => cell === undefined || isEmptyValue(cell);
    case "is not empty":
      return (cell) => cell !== undefined && !isEmptyValue(cell);
    case "is":
    case "contains":
      return someValue(matcher(comparison.operator, comparison.value), isUnchecked(comparison.value));
    case "is not": {
      const is = someValue(matcher("is", comparison.value), isUnchecked(comparison.value));
      return (cell) => !is(cell);
    }
    case "does not contain": {
      const contains = someValue(matcher("contains", comparison.value), false);
      return (cell) => !contains(cell);
    }
    default:
      return someValue(ordered(comparison.operator, comparison.value), false);
  }
}

/** A rollup that shows values holds when one of them does, as Notion's own filter on "any" of them. */
function someValue(
  test: (value: Value) => boolean,
  ofMissing: boolean,
): (cell: Property | undefined) => boolean {
  return (cell) => (cell === undefined ? ofMissing : valuesOf(cell).some(test));
}

/** The one value that an empty cell has: a checkbox nobody ticked. */
function isUnchecked(literal: Literal): boolean {
  return literal.type === "boolean" && !literal.boolean;
}

function matcher(operator: "is" | "contains", literal: Literal): (value: Value) => boolean {
  switch (literal.type) {
    case "text":
      return textMatcher(operator, literal.text);
    case "number":
      return (value) => numberOf(value) === literal.number;
    case "option":
      return (value) => hasOption(value, literal.option);
    case "boolean":
      return (value) => booleanOf(value) === literal.boolean;
    case "date":
      return (value) => compareDates(dateOf(value), literal.date) === 0;
    case "any": {
      const fits = textMatcher(operator, literal.text);
      const { number, boolean, date } = literal;
      return (value) =>
        (number !== null && numberOf(value) === number) ||
        (boolean !== null && booleanOf(value) === boolean) ||
        (date !== null && compareDates(dateOf(value), date) === 0) ||
        fits(value);
    }
  }
}

function textMatcher(operator: "is" | "contains", text: string): (value: Value) => boolean {
  const wanted = fold(text);
  return operator === "is"
    ? (value) => textsOf(value).some((own) => fold(own) === wanted)
    : (value) => textsOf(value).some((own) => fold(own).includes(wanted));
}

/** By id, since names may change; or by name, since an option that was removed and made anew has another id. */
function hasOption(value: Value, wanted: { id: string; name: string }): boolean {
  const own =
    value.type === "multi_select"
      ? value.value
      : value.type === "select" || value.type === "status"
        ? [value.value]
        : [];
  return own.some((option) => option?.id === wanted.id || option?.name === wanted.name);
}

function ordered(operator: "<" | ">" | "≤" | "≥", literal: Literal): (value: Value) => boolean {
  const accepts: Record<typeof operator, (sign: number) => boolean> = {
    "<": (sign) => sign < 0,
    ">": (sign) => sign > 0,
    "≤": (sign) => sign <= 0,
    "≥": (sign) => sign >= 0,
  };
  const accept = accepts[operator];
  return (value) => {
    const sign = compare(value, literal);
    return sign !== null && accept(sign);
  };
}

/** The sign of value − literal, or null when the two cannot be compared (an empty cell is neither less nor more). */
function compare(value: Value, literal: Literal): number | null {
  const number = literal.type === "number" || literal.type === "any" ? literal.number : null;
  const own = numberOf(value);
  if (own !== null && number !== null) return Math.sign(own - number);
  const date = literal.type === "date" || literal.type === "any" ? literal.date : null;
  return date === null ? null : compareDates(dateOf(value), date);
}
