import type { Column } from "../row.ts";
import { fold } from "../words.ts";
import type { Operator } from "./condition.ts";
import { kindOf, operatorsOf } from "./operators.ts";

/** What to add to the sentence about a value that can't be read, where it is plain what was meant; else nothing. */
export function valueHint(column: Column, operator: Operator, written: string): string {
  return lessOrMore(column, written) || forSeveral(column, operator, written);
}

/** `, like 1000 or 12.5`: what a column's values look like. */
export function exampleValues(column: Column): string {
  const examples: Partial<Record<string, string>> = {
    number: column.type === "unique_id" ? "7" : "1000 or 12.5",
    checkbox: "checked or unchecked",
    date: "2026-05-03, today or the next 7 days",
  };
  const options = optionNames(column).slice(0, 3);
  const example = options.length > 0 ? listed(options) : examples[kindOf(column)];
  return example === undefined ? "" : `, like ${example}`;
}

/** The options that a text names with commas, "or" or "and" between them, when they are all options. */
export function severalOptions(column: Column, written: string): string[] {
  const parts = written.replace(/^\((.*)\)$/, "$1").split(/ *, *(?:or +|and +)?| +or +| +and +/i);
  const found = parts.map((part) => optionNames(column).find((name) => fold(name) === fold(part)));
  return found.length > 1 && !found.includes(undefined) ? (found as string[]) : [];
}

export function optionNames(column: Column): string[] {
  return column.options?.map((option) => option.name) ?? [];
}

/** `a, b or c` */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** People who write "is before" or "is more than" mean a sign of ours. */
function lessOrMore(column: Column, written: string): string {
  const compared =
    /^(on or )?(before|after|less|more|fewer|greater|larger|smaller|under|over|at least|at most|between)\b/i;
  if (!operatorsOf(column).includes("<") || !compared.test(written)) return "";
  return kindOf(column) === "date"
    ? " Before and after are written is before, is after, is on or before, is on or after."
    : " For less or before use <, for more or after >.";
}

function forSeveral(column: Column, operator: Operator, written: string): string {
  const tests = severalOptions(column, written).map((name) => `${column.name} ${operator} ${name}`);
  if (tests.length === 0) return "";
  return `. For several, name the column each time: ${tests.join(isNegative(operator) ? " and " : " or ")}`;
}

/** "is not A or is not B" is met by every row: neither of the two needs "and". */
export function isNegative(operator: Operator): boolean {
  return operator === "is not" || operator === "does not contain" || operator === "is not empty";
}
