import { isEmptyValue } from "../display.ts";
import type { Property, Row, Value } from "../row.ts";
import { datedOf } from "../time/dated.ts";
import { placeOf, type Relative } from "../time/relative.ts";
import { fold } from "../words.ts";
import { compareDates } from "./compare-dates.ts";
import type { Comparison, Condition, Literal, Test } from "./condition.ts";
import { booleanOf, dateOf, numberOf, textsOf, valuesOf } from "./readings.ts";

/** What a row was before a change, null where there was none, and the ids of the properties that it touched. */
export type Past = { before: Pick<Row, "properties"> | null; changed: readonly string[] };

/**
 * Does a row meet a condition at that instant (ISO)? Only relative dates ask for it, and only `was` and `changed` for the
 * past: where there is none, every cell was empty and nothing changed.
 */
export type RowPredicate = (row: Pick<Row, "properties">, now: string, past?: Past) => boolean;

/**
 * Compiles a condition; no condition is met by every row.
 * @param timeZone whose days relative dates mean; an IANA name.
 */
export function toPredicate(condition: Condition | null, timeZone = "UTC"): RowPredicate {
  if (condition === null) return () => true;
  switch (condition.kind) {
    case "and": {
      const parts = condition.of.map((part) => toPredicate(part, timeZone));
      return (row, now, past) => parts.every((part) => part(row, now, past));
    }
    case "or": {
      const parts = condition.of.map((part) => toPredicate(part, timeZone));
      return (row, now, past) => parts.some((part) => part(row, now, past));
    }
    case "not": {
      const part = toPredicate(condition.of, timeZone);
      return (row, now, past) => !part(row, now, past);
    }
    case "test":
      return testPredicate(condition, timeZone);
  }
}

function testPredicate(test: Test, timeZone: string): RowPredicate {
  const { property } = test;
  if (test.operator === "changed") return (_row, _now, past) => past?.changed.includes(property) ?? false;
  if (test.operator === "did not change") return (_row, _now, past) => !past?.changed.includes(property);
  const holds = cellPredicate(test, timeZone);
  // A row without the property (the column came later, or is gone) has it empty.
  if (test.before) return (_row, now, past) => holds(past?.before?.properties[property], now);
  return (row, now) => holds(row.properties[property], now);
}

type Matcher = (value: Value, now: string) => boolean;
type CellPredicate = (cell: Property | undefined, now: string) => boolean;

/** What looks at a cell, and not at the change. */
type Cells = Exclude<Comparison, { operator: "changed" } | { operator: "did not change" }>;

function cellPredicate(comparison: Cells, timeZone: string): CellPredicate {
  switch (comparison.operator) {
    case "is empty":
      return (cell) => cell === undefined || isEmptyValue(cell);
    case "is not empty":
      return (cell) => cell !== undefined && !isEmptyValue(cell);
    case "is":
    case "contains":
    case "starts with":
    case "ends with":
      return someValue(
        matcher(comparison.operator, comparison.value, timeZone),
        isUnchecked(comparison.value),
      );
    case "is not": {
      const is = someValue(matcher("is", comparison.value, timeZone), isUnchecked(comparison.value));
      return (cell, now) => !is(cell, now);
    }
    case "does not contain": {
      const contains = someValue(matcher("contains", comparison.value, timeZone), false);
      return (cell, now) => !contains(cell, now);
    }
    case "is between":
      return someValue(between(comparison, timeZone), false);
    case "is not between": {
      const isBetween = someValue(between(comparison, timeZone), false);
      return (cell, now) => !isBetween(cell, now);
    }
    default:
      return someValue(ordered(comparison.operator, comparison.value, timeZone), false);
  }
}

/** A rollup that shows values holds when one of them does, as Notion's own filter on "any" of them. */
function someValue(test: Matcher, ofMissing: boolean): CellPredicate {
  return (cell, now) => (cell === undefined ? ofMissing : valuesOf(cell).some((value) => test(value, now)));
}

/** The one value that an empty cell has: a checkbox nobody ticked. */
function isUnchecked(literal: Literal): boolean {
  return literal.type === "boolean" && !literal.boolean;
}

type Matching = "is" | "contains" | "starts with" | "ends with";

function matcher(operator: Matching, literal: Literal, timeZone: string): Matcher {
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
    case "relative":
      return (value, now) => compareRelative(value, literal.relative, timeZone, now) === 0;
    case "any":
      return anyMatcher(operator, literal, timeZone);
  }
}

function anyMatcher(
  operator: Matching,
  { text, number, boolean, date, relative }: Literal & { type: "any" },
  timeZone: string,
): Matcher {
  const fits = textMatcher(operator, text);
  if (operator === "starts with" || operator === "ends with") return fits;
  return (value, now) =>
    (number !== null && numberOf(value) === number) ||
    (boolean !== null && booleanOf(value) === boolean) ||
    (date !== null && compareDates(dateOf(value), date) === 0) ||
    (relative !== undefined && compareRelative(value, relative, timeZone, now) === 0) ||
    fits(value);
}

const fitting: Record<Matching, (own: string, wanted: string) => boolean> = {
  is: (own, wanted) => own === wanted,
  contains: (own, wanted) => own.includes(wanted),
  "starts with": (own, wanted) => own.startsWith(wanted),
  "ends with": (own, wanted) => own.endsWith(wanted),
};

function textMatcher(operator: Matching, text: string): (value: Value) => boolean {
  const [wanted, fits] = [fold(text), fitting[operator]];
  return (value) => textsOf(value).some((own) => fits(fold(own), wanted));
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

function ordered(operator: "<" | ">" | "≤" | "≥", literal: Literal, timeZone: string): Matcher {
  const accepts: Record<typeof operator, (sign: number) => boolean> = {
    "<": (sign) => sign < 0,
    ">": (sign) => sign > 0,
    "≤": (sign) => sign <= 0,
    "≥": (sign) => sign >= 0,
  };
  const accept = accepts[operator];
  return (value, now) => {
    const sign = compare(value, literal, timeZone, now);
    return sign !== null && accept(sign);
  };
}

function between({ value: from, to }: { value: Literal; to: Literal }, timeZone: string): Matcher {
  const [isFrom, isTo] = [ordered("≥", from, timeZone), ordered("≤", to, timeZone)];
  return (value, now) => isFrom(value, now) && isTo(value, now);
}

/** The sign of value − literal, or null when the two cannot be compared (an empty cell is neither less nor more). */
function compare(value: Value, literal: Literal, timeZone: string, now: string): number | null {
  const number = literal.type === "number" || literal.type === "any" ? literal.number : null;
  const own = numberOf(value);
  if (own !== null && number !== null) return Math.sign(own - number);
  const relative = literal.type === "relative" || literal.type === "any" ? literal.relative : undefined;
  if (relative) return compareRelative(value, relative, timeZone, now);
  const date = literal.type === "date" || literal.type === "any" ? literal.date : null;
  return date === null ? null : compareDates(dateOf(value), date);
}

/** Where a cell's date lies as seen from now: 0 for within what is meant. */
function compareRelative(value: Value, relative: Relative, timeZone: string, now: string): number | null {
  const dated = datedOf(dateOf(value), timeZone);
  return dated ? placeOf(dated, relative, timeZone, Date.parse(now)) : null;
}
