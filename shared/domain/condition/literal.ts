import { readNumber as parseNumber } from "../read-number.ts";
import type { Column, Option } from "../row.ts";
import { isElapsed } from "../time/calendar.ts";
import { readDate as parseDate } from "../time/read-date.ts";
import { readRelative } from "../time/read-relative.ts";
import { suggestion } from "../unknown-column.ts";
import { cut, fold, straighten } from "../words.ts";
import type { Literal, Operator } from "./condition.ts";
import { isAboutEmptiness } from "./hints.ts";
import { aColumn, kindOf } from "./operators.ts";

/** What a mistake repeats of a text, and how many options it lists: enough to find the place, and to read. */
const longestQuote = 60;
const mostListed = 12;

/**
 * What a written value means for a column, or a sentence saying what it could be.
 * @param locale whose numbers and dates are meant, BCP 47; without one `1,000` is asked back.
 */
export function readLiteral(
  column: Column,
  operator: Operator,
  text: string,
  locale?: string,
): Literal | string {
  const literal = readOne(column, operator, text, locale);
  if (typeof literal !== "string") return literal;
  // A sentence may end like one.
  const bare = text.replace(/[.,;!]$/, "");
  const again = bare === text || bare === "" ? literal : readOne(column, operator, bare, locale);
  return typeof again === "string" ? literal : again;
}

function readOne(
  column: Column,
  operator: Operator,
  text: string,
  locale: string | undefined,
): Literal | string {
  switch (kindOf(column)) {
    case "number":
      return readNumber(column, text, locale);
    case "option":
    case "options":
      return readOption(column, text);
    case "checkbox":
      return readBoolean(column, text);
    case "date":
      return readDate(column, operator, text, locale);
    case "people":
    case "pages":
      return readName(column, text);
    case "state":
      return readState(column, text);
    case "computed":
      return readAny(column, operator, text, locale);
    default:
      return { type: "text", text };
  }
}

function readNumber(column: Column, text: string, locale: string | undefined): Literal | string {
  // An ID reads "ST-3" in its cell, and all rows share the letters.
  const digits = column.type === "unique_id" ? text.replace(/^(?:[a-z0-9]+-|#)(?=\d+$)/i, "") : text;
  const reading = parseNumber(straighten(digits), locale);
  if (!reading)
    return `"${column.name}" is ${aColumn(column)}, and ${quoted(text)} isn't a number I can read. Write it like ${column.type === "unique_id" ? 7 : "1000 or 12.5"}.`;
  return "number" in reading
    ? { type: "number", number: reading.number }
    : eitherNumber(text, reading.either);
}

function readOption(column: Column, text: string): Literal | string {
  const options = column.options ?? [];
  const option = findOption(options, text);
  if (option) return { type: "option", option };
  const names = options.map((known) => known.name);
  const more = names.length > mostListed ? ` and ${names.length - mostListed} more` : "";
  const listed = names.slice(0, mostListed).join(", ") || "not set up yet";
  return `"${column.name}" has no option ${quoted(text)}. Its options are ${listed}${more}${suggestion(text, names)}`;
}

function readBoolean(column: Column, text: string): Literal | string {
  const boolean = parseBoolean(text);
  if (boolean !== null) return { type: "boolean", boolean };
  return `"${column.name}" is a checkbox: write checked or unchecked, not ${quoted(text)}.`;
}

/** A person or a page is meant by name; Notion writes a mention of one as "@Ada Lovelace". */
function readName(column: Column, text: string): Literal | string {
  const name = text.replace(/^@(?=\S)/, "");
  const word = fold(name);
  if (isAboutEmptiness(word)) return `"${text}" is taken for a name here`;
  if (["me", "myself", "i"].includes(word) && kindOf(column) === "people")
    return `A rule can't know who "${text}" is. Write the name or the e-mail address`;
  return { type: "text", text: name };
}

const states = ["verified", "unverified", "expired"];

function readState(column: Column, text: string): Literal | string {
  const state = states.find((known) => known === fold(text));
  return state === undefined
    ? `"${column.name}" can be verified, unverified or expired, not ${quoted(text)}`
    : { type: "text", text: state };
}

function readDate(
  column: Column,
  operator: Operator,
  text: string,
  locale: string | undefined,
): Literal | string {
  const reading = parseDate(text, locale);
  if (reading)
    return "date" in reading ? { type: "date", date: reading.date } : eitherDate(text, reading.either);
  const relative = readRelative(text);
  if (!relative)
    return `"${column.name}" is a date, and I can't read ${quoted(text)} as one. Write it like 2026-05-03, 3 May 2026 or 2026-05-03 14:30, or as seen from today: tomorrow, this week, the next 7 days, 3 days ago.`;
  if (relative.kind !== "at" || !isElapsed(relative.unit) || (operator !== "is" && operator !== "is not"))
    return { type: "relative", relative };
  return `${quoted(text)} is an instant, and is over before anybody looks. Write before or after: "${column.name} is before ${text}", "${column.name} is after ${text}".`;
}

/** Two readings are never guessed between. */
function eitherNumber(text: string, [grouped, decimal]: readonly [number, number]): string {
  const plain = Number.isInteger(decimal) ? decimal.toFixed(1) : decimal;
  return `${quoted(text)} can be ${grouped} or ${plain}. Write ${grouped} or ${plain}, or say in Options whose numbers you write, like "locale: en" or "locale: de".`;
}

function eitherDate(text: string, [dayFirst, monthFirst]: readonly [string, string]): string {
  const [a, b] = [dayFirst.slice(0, 10), monthFirst.slice(0, 10)];
  return `${quoted(text)} can be ${a} or ${b}. Write it like ${a}, or say in Options whose dates you write, like "locale: en-GB" or "locale: en-US".`;
}

/** Is this a date, or a time as seen from now? */
export function isTime(text: string): boolean {
  return parseDate(text) !== undefined || readRelative(text) !== undefined;
}

/** Of a formula or rollup only "is" and "contains" go with text: less and more need something to count. */
function readAny(
  column: Column,
  operator: Operator,
  text: string,
  locale: string | undefined,
): Literal | string {
  const [numbers, dates] = [parseNumber(straighten(text), locale), parseDate(text, locale)];
  if (numbers && "either" in numbers) return eitherNumber(text, numbers.either);
  if (dates && "either" in dates) return eitherDate(text, dates.either);
  const [number, date] = [numbers?.number ?? null, dates?.date ?? null];
  const relative = readRelative(text);
  const counts = ["<", ">", "≤", "≥", "is between", "is not between"].includes(operator);
  if (counts && number === null && date === null && !relative)
    return `after "${column.name} ${operator}" I expect a number like 12.5 or a date like 2026-05-03, not ${quoted(text)}`;
  return { type: "any", text, number, boolean: parseBoolean(text), date, ...(relative && { relative }) };
}

/** The option of that name; the spelling as it is first, then whatever the case. */
function findOption(options: readonly Option[], name: string): Option | undefined {
  return (
    options.find((option) => option.name === name) ??
    options.find((option) => fold(option.name) === fold(name))
  );
}

function parseBoolean(text: string): boolean | null {
  const word = fold(text);
  if (["checked", "ticked", "true", "yes", "on", "✓", "✔", "✔️", "☑", "☑️", "✅"].includes(word)) return true;
  if (["unchecked", "not checked", "unticked", "not ticked", "false", "no", "off", "☐", "❌"].includes(word))
    return false;
  return null;
}

function quoted(text: string): string {
  return `"${cut(text, longestQuote)}"`;
}
