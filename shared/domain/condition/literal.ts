import type { Column, Option } from "../row.ts";
import { isElapsed } from "../time/calendar.ts";
import { readRelative } from "../time/read-relative.ts";
import { suggestion } from "../unknown-column.ts";
import { cut, fold } from "../words.ts";
import type { Literal, Operator } from "./condition.ts";
import { aColumn, kindOf } from "./operators.ts";

/** What a mistake repeats of a text, and how many options it lists: enough to find the place, and to read. */
const longestQuote = 60;
const mostListed = 12;

/** What a written value means for a column, or a sentence saying what it could be. */
export function readLiteral(column: Column, operator: Operator, text: string): Literal | string {
  switch (kindOf(column)) {
    case "number":
      return readNumber(column, text);
    case "option":
    case "options":
      return readOption(column, text);
    case "checkbox":
      return readBoolean(column, text);
    case "date":
      return readDate(column, operator, text);
    case "computed":
      return readAny(column, operator, text);
    default:
      return { type: "text", text };
  }
}

function readNumber(column: Column, text: string): Literal | string {
  // An ID reads "ST-3" in its cell, and all rows share the letters.
  const digits = column.type === "unique_id" ? text.replace(/^[a-z0-9]+-(?=\d+$)/i, "") : text;
  const number = parseNumber(digits);
  if (number !== null) return { type: "number", number };
  return `"${column.name}" is ${aColumn(column)}, and ${quoted(text)} isn't a number I can read. Write it like ${column.type === "unique_id" ? 7 : "1000 or 12.5"}.`;
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

function readDate(column: Column, operator: Operator, text: string): Literal | string {
  const date = parseDate(text);
  if (date) return { type: "date", date };
  const relative = readRelative(text);
  if (!relative)
    return `"${column.name}" is a date, and I can't read ${quoted(text)} as one. Write it like 2026-05-03 or 2026-05-03 14:30, or as seen from today: tomorrow, this week, the next 7 days, 3 days ago.`;
  if (relative.kind !== "at" || !isElapsed(relative.unit) || (operator !== "is" && operator !== "is not"))
    return { type: "relative", relative };
  return `${quoted(text)} is an instant, and is over before anybody looks. Write before or after: "${column.name} is before ${text}", "${column.name} is after ${text}".`;
}

/** Is this a date, or a time as seen from now? */
export function isTime(text: string): boolean {
  return parseDate(text) !== null || readRelative(text) !== undefined;
}

/** Of a formula or rollup only "is" and "contains" go with text: less and more need something to count. */
function readAny(column: Column, operator: Operator, text: string): Literal | string {
  const [number, boolean, date] = [parseNumber(text), parseBoolean(text), parseDate(text)];
  const relative = readRelative(text);
  if (["<", ">", "≤", "≥"].includes(operator) && number === null && date === null && !relative)
    return `after "${column.name} ${operator}" I expect a number like 12.5 or a date like 2026-05-03, not ${quoted(text)}`;
  return { type: "any", text, number, boolean, date, ...(relative && { relative }) };
}

/** The option of that name; the spelling as it is first, then whatever the case. */
function findOption(options: readonly Option[], name: string): Option | undefined {
  return (
    options.find((option) => option.name === name) ??
    options.find((option) => fold(option.name) === fold(name))
  );
}

function parseNumber(text: string): number | null {
  return /^[+-]?(\d+(\.\d+)?|\.\d+)$/.test(text) ? Number(text) : null;
}

function parseBoolean(text: string): boolean | null {
  const word = fold(text);
  if (["checked", "true", "yes"].includes(word)) return true;
  if (["unchecked", "not checked", "false", "no"].includes(word)) return false;
  return null;
}

/** Only ISO dates that exist: a text such as 03/05/2026 is read one way here and another way there. */
function parseDate(text: string): string | null {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(Z|[+-]\d\d:\d\d)?)?$/i.exec(text);
  if (!match) return null;
  const [, day = "", time, zone = ""] = match;
  const midnight = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== day) return null;
  if (time === undefined) return day;
  return Number.isNaN(Date.parse(`${day}T${time}${zone || "Z"}`))
    ? null
    : `${day}T${time}${zone.toUpperCase()}`;
}

function quoted(text: string): string {
  return `"${cut(text, longestQuote)}"`;
}
