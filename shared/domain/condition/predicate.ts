import { isEmptyValue } from "../display.ts";
import type { Property, Row, Value } from "../row.ts";
import { plainText } from "../row.ts";
import { fold } from "../words.ts";
import type { Comparison, Condition, Literal, Test } from "./condition.ts";

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
  const holds = valuePredicate(test);
  // A row without the property (the column came later, or is gone) has it empty.
  return (row) => holds(row.properties[test.property]);
}

function valuePredicate(comparison: Comparison): (property: Property | undefined) => boolean {
  switch (comparison.operator) {
    case "is empty":
      return (property) => property === undefined || isEmptyValue(property);
    case "is not empty":
      return (property) => property !== undefined && !isEmptyValue(property);
    case "is":
    case "contains":
      return matcher(comparison.operator, comparison.value);
    case "is not":
      return not(matcher("is", comparison.value));
    case "does not contain":
      return not(matcher("contains", comparison.value));
    default:
      return ordered(comparison.operator, comparison.value);
  }
}

function not<T>(test: (value: T) => boolean): (value: T) => boolean {
  return (value) => !test(value);
}

function matcher(operator: "is" | "contains", literal: Literal): (property: Property | undefined) => boolean {
  const wanted = "text" in literal ? fold(literal.text) : "";
  const fits =
    operator === "is"
      ? (text: string) => fold(text) === wanted
      : (text: string) => fold(text).includes(wanted);
  switch (literal.type) {
    case "text":
      return (property) => property !== undefined && textsOf(property).some(fits);
    case "number":
      return (property) => property !== undefined && numberOf(property) === literal.number;
    case "option":
      return (property) => property !== undefined && hasOption(property, literal.option);
    case "boolean":
      return (property) => property !== undefined && booleanOf(property) === literal.boolean;
    case "date":
      return (property) => property !== undefined && compareDates(dateOf(property), literal.date) === 0;
    case "any":
      return (property) =>
        property !== undefined && (computedEquals(property, literal) || textsOf(property).some(fits));
  }
}

/** The options an author may mean: by id, since names may change; by name where a row's option is new to us. */
function hasOption(property: Value, option: { id: string; name: string }): boolean {
  if (property.type === "multi_select") return property.value.some(({ id }) => id === option.id);
  if (property.type === "select" || property.type === "status") return property.value?.id === option.id;
  return false;
}

function computedEquals(property: Value, literal: Literal & { type: "any" }): boolean {
  if (property.type !== "formula" && property.type !== "rollup") return false;
  const { kind } = property.value;
  if (kind === "number") return literal.number !== null && property.value.value === literal.number;
  if (kind === "boolean") return literal.boolean !== null && property.value.value === literal.boolean;
  if (kind === "date") return literal.date !== null && compareDates(dateOf(property), literal.date) === 0;
  return false;
}

function ordered(
  operator: "<" | ">" | "≤" | "≥",
  literal: Literal,
): (property: Property | undefined) => boolean {
  const accepts: Record<typeof operator, (sign: number) => boolean> = {
    "<": (sign) => sign < 0,
    ">": (sign) => sign > 0,
    "≤": (sign) => sign <= 0,
    "≥": (sign) => sign >= 0,
  };
  const accept = accepts[operator];
  return (property) => {
    const sign = property === undefined ? null : compare(property, literal);
    return sign !== null && accept(sign);
  };
}

/** The sign of property − literal, or null when the two cannot be compared (an empty cell is neither less nor more). */
function compare(property: Value, literal: Literal): number | null {
  const number = literal.type === "number" || literal.type === "any" ? literal.number : null;
  const own = numberOf(property);
  if (own !== null && number !== null) return Math.sign(own - number);
  const date = literal.type === "date" || literal.type === "any" ? literal.date : null;
  return date === null ? null : compareDates(dateOf(property), date);
}

function numberOf(property: Value): number | null {
  switch (property.type) {
    case "number":
      return property.value;
    case "unique_id":
      return property.value?.number ?? null;
    case "formula":
    case "rollup":
      return property.value.kind === "number" ? property.value.value : null;
    default:
      return null;
  }
}

function booleanOf(property: Value): boolean | null {
  if (property.type === "checkbox") return property.value;
  return property.type === "formula" && property.value.kind === "boolean" ? property.value.value : null;
}

function dateOf(property: Value): string | null {
  switch (property.type) {
    case "date":
      return property.value?.start ?? null;
    case "created_time":
    case "last_edited_time":
      return property.value;
    case "formula":
    case "rollup":
      return property.value.kind === "date" ? (property.value.value?.start ?? null) : null;
    default:
      return null;
  }
}

/** A day is compared with a time by its day, as it is written in the cell. */
function compareDates(cell: string | null, wanted: string): number | null {
  if (cell === null) return null;
  if (wanted.length > 10 && cell.length > 10) return Math.sign(Date.parse(cell) - Date.parse(wanted));
  const [a, b] = [cell.slice(0, 10), wanted.slice(0, 10)];
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Every text a cell can be found by: a person by name or e-mail. */
function textsOf(property: Value): string[] {
  switch (property.type) {
    case "title":
    case "rich_text":
      return [plainText(property.value)];
    case "url":
    case "email":
    case "phone_number":
      return property.value === null ? [""] : [property.value];
    case "people":
      return property.value
        .flatMap((person) => [person.name ?? "", person.email ?? ""])
        .filter((text) => text !== "");
    case "created_by":
    case "last_edited_by":
      return [property.value?.name ?? "", property.value?.email ?? ""].filter((text) => text !== "");
    case "formula":
      return property.value.kind === "string" ? [property.value.value ?? ""] : [];
    case "rollup":
      if (property.value.kind === "array") return property.value.value.flatMap(textsOf);
      return property.value.kind === "string" ? [property.value.value ?? ""] : [];
    case "select":
    case "status":
      return property.value === null ? [] : [property.value.name];
    case "multi_select":
      return property.value.map((option) => option.name);
    default:
      return [];
  }
}
