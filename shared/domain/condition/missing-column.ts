import type { Column, SourceSchema } from "../row.ts";
import { suggestion, unknownColumn } from "../unknown-column.ts";
import { cut, fold } from "../words.ts";
import type { Operator } from "./condition.ts";
import { isNegative, severalOptions } from "./hints.ts";
import type { Scanner } from "./scanner.ts";

/** The comparison before, where one is, and the word that joins the missing one to it. */
type Before = { column: Column; operator: Operator; joint: "and" | "or" };

/** How people go on after a number: `Total is 5 or more`. */
const bounds = new Map([
  ["more", "is at least"],
  ["higher", "is at least"],
  ["above", "is at least"],
  ["less", "is at most"],
  ["fewer", "is at most"],
  ["lower", "is at most"],
  ["below", "is at most"],
]);

/** What a mistake repeats of a name that is none. */
const longestQuote = 60;

/**
 * The sentence about what stands where a column is expected. After "and" and "or" people tend not to repeat the column:
 * `Status is New or Paid`, `Total > 5 and < 10`.
 */
export function missingColumn(
  scan: Scanner,
  source: SourceSchema,
  operators: readonly string[],
  before: Before | undefined,
): string {
  const expected = `${scan.where()} I expect a column`;
  const example = `like "${source.columns[0]?.name ?? "Status"} is not empty"`;
  if (scan.atEnd()) return `${expected}, ${example}`;
  const says = scan.rest();
  const start = scan.mark();
  const quoted = scan.takeQuoted();
  const name = quoted ?? scan.until([...operators, ")"]);
  if (quoted === undefined) scan.reset(start);
  const word = quoted ?? scan.until([...operators, "and", "or", ")"]);
  const isFollowed = operators.some((operator) => scan.takeWord(operator));
  if (word === "") {
    return before && isFollowed
      ? `${expected}, but it says "${says}"; name the column again, like ${before.column.name} ${says}`
      : `${expected}, ${example}, but it says "${says}"`;
  }
  const bound = before && bounds.get(fold(word));
  if (bound !== undefined)
    return `I can't find a column "${word}" in ${source.name}; for a number and what is beyond it write ${before?.column.name} ${bound} …`;
  if (before && !isFollowed && isValueOf(before, word, source)) {
    const again = `${before.column.name} ${withValue(before.operator)} ${cut(word, longestQuote)}`;
    const lost = `I can't find a column "${cut(word, longestQuote)}" in ${source.name}`;
    return before.joint === "or" && isNegative(before.operator)
      ? `${lost}; name the column again, and join with "and" what must be neither: and ${again}`
      : `${lost}; after "${before.joint}" name the column again, like ${again}`;
  }
  return unknownColumn(cut(name, longestQuote), source);
}

/** Rather a value of the column before than the misspelled name of another. */
function isValueOf({ column }: Before, word: string, source: SourceSchema): boolean {
  const names = source.columns.map(({ name }) => name);
  return severalOptions(column, `${word}, ${word}`).length > 0 || suggestion(word, names) === "";
}

function withValue(operator: Operator): string {
  return operator === "is empty" ? "is" : operator === "is not empty" ? "is not" : operator;
}
