import type { Column, Option } from "../row.ts";
import { suggestion } from "../unknown-column.ts";
import { fold } from "../words.ts";
import type { Literal, Operator } from "./condition.ts";

type Kind = "text" | "number" | "option" | "options" | "checkbox" | "date" | "people" | "list" | "computed";

const kinds: Record<string, Kind> = {
  title: "text",
  rich_text: "text",
  url: "text",
  email: "text",
  phone_number: "text",
  number: "number",
  unique_id: "number",
  select: "option",
  status: "option",
  multi_select: "options",
  checkbox: "checkbox",
  date: "date",
  created_time: "date",
  last_edited_time: "date",
  people: "people",
  created_by: "people",
  last_edited_by: "people",
  formula: "computed",
  rollup: "computed",
};

const emptiness: Operator[] = ["is empty", "is not empty"];
const order: Operator[] = ["<", ">", "≤", "≥"];
const allowed: Record<Kind, Operator[]> = {
  text: ["is", "is not", "contains", "does not contain", ...emptiness],
  number: ["is", "is not", ...order, ...emptiness],
  option: ["is", "is not", ...emptiness],
  options: ["contains", "does not contain", ...emptiness],
  checkbox: ["is", "is not"],
  date: ["is", "is not", ...order, ...emptiness],
  people: ["contains", "does not contain", ...emptiness],
  list: emptiness,
  computed: ["is", "is not", "contains", "does not contain", ...order, ...emptiness],
};

/** A sentence when the operator does not go with the column's type, else undefined. */
export function operatorProblem(column: Column, operator: Operator): string | undefined {
  const operators = allowed[kinds[column.type] ?? "list"];
  if (operators.includes(operator)) return undefined;
  const type = typeName(column.type);
  return `"${column.name}" is ${type}, so "${operator}" doesn't work on it. It can be: ${operators.join(", ")}.`;
}

/** What a written value means for a column, or a sentence saying what it could be. */
export function readLiteral(column: Column, text: string): Literal | string {
  switch (kinds[column.type] ?? "list") {
    case "number":
      return readNumber(column, text);
    case "option":
    case "options":
      return readOption(column, text);
    case "checkbox":
      return readBoolean(column, text);
    case "date":
      return readDate(column, text);
    case "computed":
      return {
        type: "any",
        text,
        number: parseNumber(text),
        boolean: parseBoolean(text),
        date: parseDate(text),
      };
    default:
      return { type: "text", text };
  }
}

function readNumber(column: Column, text: string): Literal | string {
  const number = parseNumber(text);
  if (number !== null) return { type: "number", number };
  return `"${column.name}" is ${typeName(column.type)}, and "${text}" isn't a number I can read. Write it like 1000 or 12.5.`;
}

function readOption(column: Column, text: string): Literal | string {
  const options = column.options ?? [];
  const option = findOption(options, text);
  if (option) return { type: "option", option };
  const names = options.map((known) => known.name);
  return `"${column.name}" has no option "${text}". Its options are ${names.join(", ") || "not set up yet"}${suggestion(text, names)}`;
}

function readBoolean(column: Column, text: string): Literal | string {
  const boolean = parseBoolean(text);
  if (boolean !== null) return { type: "boolean", boolean };
  return `"${column.name}" is a checkbox: write "is checked" or "is unchecked".`;
}

function readDate(column: Column, text: string): Literal | string {
  const date = parseDate(text);
  if (date) return { type: "date", date };
  return `"${column.name}" is a date, and I can't read "${text}" as one. Write it like 2026-05-03.`;
}

/** The option of that name; the spelling as it is first, then whatever the case. */
export function findOption(options: readonly Option[], name: string): Option | undefined {
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
  const match = /^(\d{4})-(\d\d)-(\d\d)(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d))?$/.exec(text);
  if (!match) return null;
  const time = Date.parse(text);
  if (Number.isNaN(time)) return null;
  const day = new Date(`${match[1]}-${match[2]}-${match[3]}T00:00:00Z`);
  return day.getUTCDate() === Number(match[3]) ? text : null;
}

function typeName(type: string): string {
  const name = type.replaceAll("_", " ");
  return `${/^[aeiou]/.test(name) ? "an" : "a"} ${name} column`;
}
