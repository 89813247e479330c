import type { Column } from "../row.ts";
import { readRelative } from "../time/read-relative.ts";
import { compareDates } from "./compare-dates.ts";
import type { Literal } from "./condition.ts";
import { Mistake } from "./mistake.ts";

/** May a range of a formula or rollup begin so? "is between jobs" is a text. */
export function startsRange(value: string): boolean {
  return /\d/.test(value) || readRelative(value) !== undefined;
}

/** @throws Mistake for a range that nothing lies in, or whose ends are of two kinds. */
export function checkRange(column: Column, from: Literal, to: Literal): void {
  const [numbers, dates] = [[from, to].map(numberIn), [from, to].map(dateIn)];
  const [first, last] = numbers;
  if (typeof first === "number" && typeof last === "number") {
    if (first > last) throw new Mistake(turnedRound(column, String(last), String(first)));
    return;
  }
  const [begins, ends] = dates;
  if (typeof begins === "string" && typeof ends === "string") {
    if ((compareDates(begins, ends) ?? 0) > 0) throw new Mistake(turnedRound(column, ends, begins));
    return;
  }
  const isTimed = [from, to].every((literal) => dateIn(literal) !== null || hasRelative(literal));
  if (!isTimed)
    throw new Mistake(
      `"${column.name}" is compared with a number at one end of the range and a date at the other; write two of a kind`,
    );
}

function turnedRound({ name }: Column, from: string, to: string): string {
  return `nothing lies between a greater and a smaller value; write ${name} is between ${from} and ${to}`;
}

function numberIn(literal: Literal): number | null {
  return literal.type === "number" || literal.type === "any" ? literal.number : null;
}

function dateIn(literal: Literal): string | null {
  return literal.type === "date" || literal.type === "any" ? literal.date : null;
}

function hasRelative(literal: Literal): boolean {
  return (literal.type === "relative" || literal.type === "any") && literal.relative !== undefined;
}
