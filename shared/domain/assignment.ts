import type { Clearable } from "./cell.ts";
import type { Test } from "./condition/condition.ts";
import { exampleValues, optionNames } from "./condition/hints.ts";
import { readLiteral } from "./condition/literal.ts";
import { aColumn } from "./condition/operators.ts";
import { Scanner } from "./condition/scanner.ts";
import type { Column, SourceSchema } from "./row.ts";
import { compileTemplate } from "./template/compile-template.ts";
import type { Template } from "./template/template.ts";
import { unknownColumn } from "./unknown-column.ts";
import { cut, fold, straighten } from "./words.ts";

/**
 * A column and what its cell is to hold, bound to a property id. Plain JSON: it is stored with the rule. `tests` hold of
 * the row afterwards: one, or one for each of several options.
 */
export type Assignment = { property: string; column: string } & (
  | { type: TextType; text: Template }
  | { type: Clearable | "checkbox"; tests: Test[] }
  | { type: Clearable; empty: true }
);

type TextType = (typeof textTypes)[number];

const textTypes = ["title", "rich_text", "url", "email", "phone_number"] as const;
const otherTypes = ["select", "status", "multi_select", "number", "date", "checkbox"] as const;
const longest = 2_000;
const longestQuote = 60;

/** Reads `column "to" value`, or says in one sentence what is wrong with it. */
export function readAssignment(
  written: string,
  source: SourceSchema,
  locale?: string,
): { assignment: Assignment } | { problem: string } {
  const text = written.normalize("NFC").trim();
  if (text.length > longest) return { problem: `a line of set is longer than ${longest} characters` };
  const scan = new Scanner(text);
  if (scan.atEnd()) return { problem: 'name a column and its value after set, like "set: Status to Done"' };
  const column = scan.takeName(source.columns, ["to"]);
  if (!column)
    return { problem: unknownColumn(cut(scan.takeQuoted() ?? scan.until(["to"]), longestQuote), source) };
  if (!isSettable(column)) return { problem: cannotSet(column) };
  if (!scan.takeWord("to"))
    return { problem: `${scan.where()} I expect "to" and a value${exampleValues(column)}` };
  const value = text.slice(scan.mark());
  if (value === "") return { problem: `${scan.where()} I expect a value${exampleValues(column)}, or empty` };
  const read = readValue(column, value, source, locale);
  return typeof read === "string" ? { problem: read } : { assignment: read };
}

type Settable = Column & { type: TextType | (typeof otherTypes)[number] };

function isSettable(column: Column): column is Settable {
  return isText(column) || otherTypes.some((type) => type === column.type);
}

function isText(column: Column): column is Column & { type: TextType } {
  return textTypes.some((type) => type === column.type);
}

function cannotSet(column: Column): string {
  return `"${column.name}" is ${aColumn(column)}, and I can't set those. I set text, numbers, dates, checkboxes, selects, statuses, e-mails, phones and URLs`;
}

function readValue(
  column: Settable,
  value: string,
  source: SourceSchema,
  locale: string | undefined,
): Assignment | string {
  const own = { property: column.id, column: column.name };
  const isOption = optionNames(column).some((name) => fold(name) === fold(value));
  if (fold(value) === "empty" && !isOption)
    return column.type === "checkbox"
      ? `"${column.name}" is a checkbox: write checked or unchecked, not "empty".`
      : { ...own, type: column.type, empty: true };
  if (isText(column)) {
    const { template, problem } = compileTemplate(unquoted(value), source, "Options", locale);
    return template ? { ...own, type: column.type, text: template } : problem;
  }
  const parts = column.type === "multi_select" && !isOption ? value.split(",") : [value];
  const tests: Test[] = [];
  for (const part of parts) {
    const test = readTest(column, unquoted(part), locale);
    if (typeof test === "string") return test;
    tests.push(test);
  }
  return { ...own, type: column.type as Clearable, tests };
}

function readTest(column: Column, text: string, locale: string | undefined): Test | string {
  // Of dates "is" has no use for an instant such as now, which can be set all the same.
  const value = readLiteral(column, column.type === "date" ? "<" : "is", text, locale);
  if (typeof value === "string") return value;
  if (value.type === "relative" && value.relative.kind !== "at")
    return `"${text}" are several days, and "${column.name}" takes one. Write it like today, tomorrow, in 3 days, now or 2026-05-03`;
  return { kind: "test", property: column.id, column: column.name, text, operator: "is", value };
}

/** Quotes that hold all of it are its author's way to say where it begins and ends. */
function unquoted(text: string): string {
  const trimmed = text.trim();
  const [, inner] = /^"([^"]*)"$|^'([^']*)'$/.exec(straighten(trimmed)) ?? [];
  return inner === undefined ? trimmed : trimmed.slice(1, -1);
}
