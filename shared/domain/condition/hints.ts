import type { Column } from "../row.ts";
import { fold } from "../words.ts";
import type { Operator } from "./condition.ts";
import { kindOf, operatorsOf } from "./operators.ts";

/** The sentence to add about a value that can't be read, where it is plain what was meant; else nothing. */
export function valueHint(column: Column, operator: Operator, written: string): string {
  return (
    aboutEmptiness(column, operator, written) ||
    aboutChange(column, written) ||
    aboutTime(column, written) ||
    lessOrMore(column, written) ||
    forSeveral(column, operator, written) ||
    aboutJoining(column, written)
  );
}

const forEmpty = /^(blank|null|nil|none|nothing|unset|undefined|unassigned|nobody|no one|missing)$/;
const forFull =
  /^(set|given|filled|filled in|filled out|present|there|assigned|something|anything|someone|anyone|somebody)$/;

export function isAboutEmptiness(word: string): boolean {
  return forEmpty.test(word) || forFull.test(word);
}

/** Words for a cell with or without a value, where that is no value itself. */
function aboutEmptiness(column: Column, operator: Operator, written: string): string {
  const word = fold(written);
  if (!operatorsOf(column).includes("is empty") || !isAboutEmptiness(word)) return "";
  const isEmpty = forEmpty.test(word) !== isNegative(operator);
  return isEmpty
    ? `For a cell without a value write "${column.name} is empty"`
    : `For a cell with a value write "${column.name} is not empty"`;
}

function aboutChange(column: Column, written: string): string {
  return /^(changed|modified|edited|updated)\b/i.test(written)
    ? `For what this change touched write "${column.name} changed"`
    : "";
}

/** What people say of dates, and how it is written here. */
function aboutTime(column: Column, written: string): string {
  if (kindOf(column) !== "date") return "";
  const { name } = column;
  const word = fold(written);
  if (/^(overdue|over|past|passed|in the past|late)$/.test(word)) return `Write "${name} is before today"`;
  if (/^(future|in the future|upcoming)$/.test(word)) return `Write "${name} is after today"`;
  if (/^(next |last |this |by )?(mon|tues|wednes|thurs|fri|satur|sun)day$/.test(word))
    return "A day of the week goes with On a schedule in When; here write a date";
  const [, count, unit] = /^(?:the )?(\w+) (day|week|month|year)s?$/.exec(word) ?? [];
  if (count && unit) return `Write "the next ${count} ${unit}s" or "the past ${count} ${unit}s"`;
  const [, side, much, ago] =
    /^(less|more|older|earlier) than (\w+ (?:day|week|month|year)s?)\b( ago)?/.exec(word) ?? [];
  if (!side || !much) return "";
  if (side !== "less") return `Write "${name} is before ${much} ago"`;
  return `Write "${name} is within the ${ago ? "past" : "next"} ${much}"`;
}

/** Where a value goes on with what rather joins it to another comparison. */
function aboutJoining(column: Column, written: string): string {
  const kind = kindOf(column);
  if (kind === "text" || kind === "people" || kind === "pages") return "";
  if (/(^|\s)(but|unless|except|then|plus)\s|\s&\s|[,;] \S/i.test(written))
    return 'Join two comparisons with "and" or "or"; for "unless" write "and not"';
  return "";
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
  const parts = written
    .replace(/^(either|neither|any of|all of|one of|none of|only|both) +/i, "")
    .replace(/^\((.*)\)$/, "$1")
    .split(/ *, *(?:or +|and +)?| +or +| +and +| *\/ */i);
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
    ? "Before and after are written is before, is after, is on or before, is on or after."
    : "For less or before use <, for more or after >.";
}

function forSeveral(column: Column, operator: Operator, written: string): string {
  const tests = severalOptions(column, written).map((name) => `${column.name} ${operator} ${name}`);
  if (tests.length === 0) return "";
  return `For several, name the column each time: ${tests.join(isNegative(operator) ? " and " : " or ")}`;
}

/** "is not A or is not B" is met by every row: neither of the two needs "and". */
export function isNegative(operator: Operator): boolean {
  return operator === "is not" || operator === "does not contain" || operator === "is not empty";
}
