import { aColumn } from "../condition/operators.ts";
import { Scanner } from "../condition/scanner.ts";
import type { Column, SourceSchema } from "../row.ts";
import { unknownColumn } from "../unknown-column.ts";
import { cut } from "../words.ts";
import { isElapsed, type Unit } from "./calendar.ts";
import { clockTime, clockTimeExamples, minutesOf } from "./clock-time.ts";
import type { Moment } from "./moment.ts";

const longest = 1_000;
const longestQuote = 60;
const afterColumn = ["at", "end", "start"];
const shiftPattern =
  /(?:the )?(\d{1,4} |an? |one |)(minute|hour|day|week|month|year)s? (before|after)(?![\p{L}\p{N}])/u;

type Shift = Pick<Moment, "count" | "unit">;

/**
 * Reads `[number unit "before"|"after" | "on"] ["end of"] column ["end"] ["at" time]`, or says in one sentence what is
 * wrong with it.
 */
export function readMoment(text: string, source: SourceSchema): { moment: Moment } | { problem: string } {
  if (text.length > longest)
    return {
      problem: `Which is longer than ${longest} characters; write a moment, like ${exampleOf(source)}`,
    };
  const scan = new Scanner(text);
  if (scan.atEnd())
    return { problem: `Which says what to wait for: write a moment, like ${exampleOf(source)}` };
  const named = scan.peekName(source.columns, afterColumn);
  const shift = named ? undefined : takeShift(scan);
  if (!named && !shift) scan.takeWord("on");
  let edge = takeEdgeOf(scan, source);
  const column = scan.takeName(source.columns, afterColumn);
  if (!column) return { problem: missingColumn(scan, source) };
  const unfit = unfitColumn(column, source);
  if (unfit !== undefined) return { problem: unfit };
  if (scan.takeWord("end")) edge = "end";
  else scan.takeWord("start");
  const at = takeTime(scan);
  if (typeof at === "string") return { problem: at };
  if (!scan.atEnd())
    return {
      problem: `${scan.where()} I expect ${at === null ? '"at" and a time, or ' : ""}the end, but it says "${scan.rest()}"`,
    };
  if (shift && isElapsed(shift.unit) && at !== null) return { problem: bothTimes(shift, column) };
  return { moment: { property: column.id, column: column.name, edge, ...(shift ?? none), at } };
}

const none: Shift = { count: 0, unit: "day" };

function takeShift(scan: Scanner): Shift | undefined {
  const match = scan.takeMatch(shiftPattern);
  if (!match) return undefined;
  const size = /^\d/.test(match[1] ?? "") ? Number(match[1]) : 1;
  return { count: match[3] === "before" && size > 0 ? -size : size, unit: match[2] as Unit };
}

/** A column may itself be called "End of term". */
function takeEdgeOf(scan: Scanner, source: SourceSchema): Moment["edge"] {
  if (scan.peekName(source.columns, afterColumn)) return "start";
  const start = scan.mark();
  scan.takeWord("the");
  if (scan.takeWord("end of")) return "end";
  if (!scan.takeWord("start of")) scan.reset(start);
  return "start";
}

/** @returns minutes after midnight, null for no time, or a problem. */
function takeTime(scan: Scanner): number | string | null {
  if (!scan.takeWord("at")) return null;
  const where = scan.where();
  const rest = scan.rest();
  const match = scan.takeMatch(clockTime);
  const minutes = match && minutesOf(match);
  if (minutes !== undefined) return minutes;
  return `${where} I expect a time, like ${clockTimeExamples}${rest === "" ? "" : `, but it says "${rest}"`}`;
}

function missingColumn(scan: Scanner, source: SourceSchema): string {
  const [where, rest] = [scan.where(), scan.rest()];
  const miscounted = /^(.{1,20}?) (minute|hour|day|week|month|year)s? (before|after)\b/i.exec(rest);
  if (miscounted)
    return `${where} I expect how many ${miscounted[2]}s, a number up to 9999, but it says "${miscounted[1]}"; write it like ${exampleOf(source)}`;
  const written = scan.takeQuoted() ?? scan.until(["at"]);
  if (written === "")
    return `${where} I expect a column with a date, like ${exampleOf(source)}${rest === "" ? "" : `, but it says "${rest}"`}`;
  return unknownColumn(cut(written, longestQuote), source);
}

function unfitColumn(column: Column, source: SourceSchema): string | undefined {
  const { name, type } = column;
  if (column.volatile)
    return `"${name}" depends on the time of day, so it is another date whenever one looks. Name a column that stays${others(source)}`;
  if (isDated(column)) return undefined;
  if (type === "last_edited_time")
    return `"${name}" moves with every edit, so it can't be waited for. Name a date that stays${others(source)}`;
  return `"${name}" is ${aColumn(column)} and holds no date${others(source)}`;
}

function isDated({ type, volatile }: Column): boolean {
  return !volatile && ["date", "created_time", "formula", "rollup"].includes(type);
}

/** `. Its dates are Due and Created`: those that are dates for certain, of formulas nobody knows before a row is read. */
function others({ columns, name }: SourceSchema): string {
  const names = columns
    .filter(({ type }) => type === "date" || type === "created_time")
    .map((column) => column.name);
  if (names.length === 0) return `; ${name} has no date column`;
  const listed = names.length === 1 ? names[0] : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  return `. The dates of ${name} are ${listed}`;
}

function exampleOf({ columns }: SourceSchema): string {
  const dated = columns.find(({ type }) => type === "date") ?? columns.find(isDated);
  return `3 days before ${dated?.name ?? "Due"} at 9:00`;
}

function bothTimes({ count, unit }: Shift, { name }: Column): string {
  const size = `${Math.abs(count)} ${unit}${Math.abs(count) === 1 ? "" : "s"}`;
  const shift = `${size} ${count < 0 ? "before" : "after"}`;
  return `with ${unit}s I count from the date's own time, so "at" has no place there. Write ${shift} ${name}, or ${name} at 9:00`;
}
