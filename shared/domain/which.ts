import type { Test } from "./condition/condition.ts";
import { exampleValues, optionNames, severalOptions } from "./condition/hints.ts";
import { readLiteral } from "./condition/literal.ts";
import { aColumn, equalityOf, operatorsOf } from "./condition/operators.ts";
import { Scanner } from "./condition/scanner.ts";
import type { Column, SourceSchema } from "./row.ts";
import { unknownColumn } from "./unknown-column.ts";
import { cut, fold } from "./words.ts";

/** Which change is meant, bound to a property id; null is any. Plain JSON: it is stored with the rule. */
export type Which = { property: string | null; column: string; from?: Test; to?: Test };

const longest = 1_000;
const longestQuote = 60;

/** Reads `column ["from" value] ["to" value]`, or says in one sentence what is wrong with it. */
export function readWhich(
  text: string,
  source: SourceSchema,
  locale?: string,
): { which: Which } | { problem: string } {
  if (text.length > longest)
    return {
      problem: `Which is longer than ${longest} characters; write a column, and from and to which value`,
    };
  const scan = new Scanner(text);
  if (scan.atEnd()) return { which: { property: null, column: "" } };
  const column = scan.takeName(source.columns, ["from", "to"]);
  if (!column) {
    const written = scan.takeQuoted() ?? scan.until(["from", "to"]);
    return { problem: unknownColumn(cut(written || scan.rest(), longestQuote), source) };
  }
  const problem = unwatchable(column);
  if (problem) return { problem };
  const which: Which = { property: column.id, column: column.name };
  for (const side of ["from", "to"] as const) {
    if (!scan.takeWord(side)) continue;
    const test = readTest(scan, side, column, locale);
    if (typeof test === "string") return { problem: test };
    which[side] = test;
  }
  if (scan.atEnd()) return { which };
  const expected = which.to ? "the end" : `"to …"${which.from ? "" : ', "from … to …"'} or the end`;
  return { problem: `${scan.where()} I expect ${expected}, but it says "${scan.rest()}"` };
}

/** A column whose differences are no edits of a row never "changes", and a rule that waited for it would wait for ever. */
function unwatchable({ name, type, volatile }: Column): string | undefined {
  if (volatile)
    return `"${name}" depends on the time of day, so it differs without anybody's edit and isn't watched. Name another column`;
  if (type === "last_edited_time" || type === "last_edited_by")
    return `"${name}" differs with every edit. To follow every edit, leave Which empty`;
  if (type === "created_time" || type === "created_by" || type === "unique_id")
    return `"${name}" never changes. For new rows choose "Row is added" in When`;
  return undefined;
}

function readTest(
  scan: Scanner,
  side: "from" | "to",
  column: Column,
  locale: string | undefined,
): Test | string {
  const ends = side === "from" ? ["to"] : [];
  const known = scan.takeKnown(optionNames(column), ends);
  const text = known ?? scan.takeQuoted() ?? scan.takeText(ends);
  if (text === "") return `${scan.where()} I expect a value${exampleValues(column)}`;
  const test = { kind: "test", property: column.id, column: column.name, text } as const;
  if (known === undefined && fold(text) === "empty" && operatorsOf(column).includes("is empty"))
    return { ...test, operator: "is empty" };
  const operator = equalityOf(column);
  if (operator === undefined)
    return `"${column.name}" is ${aColumn(column)}: I see that it changes, but not to what. Write only ${column.name}, or ${column.name} ${side} empty`;
  const value = readLiteral(column, operator, text, locale);
  if (typeof value !== "string") return fixed({ ...test, operator, value });
  const tests = severalOptions(column, text).map((name) => `${column.name} ${operator} ${name}`);
  if (tests.length === 0) return value;
  return `"${text}" are several values, and Which takes one. Write only ${column.name} here, and in If: ${tests.join(" or ")}`;
}

/** What a cell changes to is a date that stays: "today" is another one tomorrow. */
function fixed(test: Test): Test | string {
  if (!("value" in test)) return test;
  const { value } = test;
  if (value.type === "relative")
    return `"${test.text}" moves with the clock, and Which takes a date that stays. Write only ${test.column} here, and in If: ${test.column} is ${test.text}`;
  if (value.type !== "any") return test;
  const { relative: _relative, ...stays } = value;
  return { ...test, value: stays };
}
