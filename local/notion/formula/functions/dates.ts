import { type DateValue, type FormulaValue, isDate, parseDate, toNumber, toText } from "../value.ts";
import { define, type FormulaFunction, finite } from "./definition.ts";
import { formatDate } from "./format-date.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const FIXED: Record<string, number> = { minute: MINUTE, hour: HOUR, day: DAY, week: WEEK };
const MONTHS: Record<string, number> = { month: 1, quarter: 3, year: 12 };

const unitOf = (unit: FormulaValue) => toText(unit).toLowerCase().replace(/s$/, "");

function shift(date: FormulaValue, amount: number, unit: string): DateValue | null {
  if (!isDate(date)) return null;
  const months = MONTHS[unit];
  const moved = (at: { ms: number; day: boolean }) => ({
    ms: months === undefined ? at.ms + amount * (FIXED[unit] ?? DAY) : addMonths(at.ms, amount * months),
    day: at.day && unit !== "hour" && unit !== "minute",
  });
  return { ...moved(date), ...(date.end && { end: moved(date.end) }) };
}

/** January 31 and a month is the last of February. */
function addMonths(ms: number, months: number): number {
  const date = new Date(ms);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + Math.trunc(months));
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return date.setUTCDate(Math.min(day, last));
}

/** Whole units from `b` to `a`. */
function between(a: FormulaValue, b: FormulaValue, unit: string): number | null {
  if (!isDate(a) || !isDate(b)) return null;
  const months = MONTHS[unit];
  if (months === undefined) return Math.trunc((a.ms - b.ms) / (FIXED[unit] ?? DAY)) + 0;
  return Math.trunc(wholeMonths(b.ms, a.ms) / months) + 0;
}

function wholeMonths(from: number, to: number): number {
  if (to < from) return -wholeMonths(to, from);
  const [a, b] = [new Date(from), new Date(to)];
  const months = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
  return addMonths(from, months) > to ? months - 1 : months;
}

/** ISO 8601: the week of the year's first Thursday is the first. */
function weekOf(date: Date): number {
  const thursday = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() - weekday(date) + 4);
  const start = Date.UTC(new Date(thursday).getUTCFullYear(), 0, 1);
  return Math.floor((thursday - start) / WEEK) + 1;
}

/** 1 for Monday to 7 for Sunday. */
const weekday = (date: Date) => date.getUTCDay() || 7;

function part(read: (date: Date) => number): FormulaFunction {
  return define("number", (a) => (isDate(a) ? read(new Date(a.ms)) : null));
}

/** All of it in UTC: the zone in which Notion reckons for a connection is not documented. */
export const DATES: Record<string, FormulaFunction> = {
  now: {
    of: () => "date",
    run: (_, now) => ({ ms: Math.floor(now.getTime() / MINUTE) * MINUTE, day: false }),
  },
  today: { of: () => "date", run: (_, now) => ({ ms: Math.floor(now.getTime() / DAY) * DAY, day: true }) },
  minute: part((date) => date.getUTCMinutes()),
  hour: part((date) => date.getUTCHours()),
  day: part(weekday),
  date: part((date) => date.getUTCDate()),
  week: part(weekOf),
  month: part((date) => date.getUTCMonth() + 1),
  year: part((date) => date.getUTCFullYear()),
  dateAdd: define("date", (date, amount, unit) => shift(date, toNumber(amount), unitOf(unit))),
  dateSubtract: define("date", (date, amount, unit) => shift(date, -toNumber(amount), unitOf(unit))),
  dateBetween: define("number", (a, b, unit) => between(a, b, unitOf(unit))),
  dateRange: define("date", (a, b) => {
    if (!isDate(a) || !isDate(b)) return null;
    return { ms: a.ms, day: a.day, end: { ms: b.ms, day: b.day } };
  }),
  dateStart: define("date", (a) => (isDate(a) ? { ms: a.ms, day: a.day } : null)),
  dateEnd: define("date", (a) => (isDate(a) ? (a.end ?? { ms: a.ms, day: a.day }) : null)),
  timestamp: define("number", (a) => (isDate(a) ? a.ms : null)),
  fromTimestamp: define("date", (a) => {
    const ms = finite(toNumber(a));
    return ms === null ? null : { ms: Math.floor(ms / MINUTE) * MINUTE, day: false };
  }),
  parseDate: define("date", (a) => parseDate(toText(a))),
  formatDate: define("string", (a, format) => (isDate(a) ? formatDate(new Date(a.ms), toText(format)) : "")),
};
