import { readIso } from "../iso-date.ts";

const DAY = 86_400_000;
const DAYS_FROM_NOW = new Map<unknown, number>([
  ["today", 0],
  ["tomorrow", 1],
  ["yesterday", -1],
  ["one_week_ago", -7],
  ["one_week_from_now", 7],
]);
const MONTHS_FROM_NOW = new Map<unknown, number>([
  ["one_month_ago", -1],
  ["one_month_from_now", 1],
]);

/** A span of time: from its start to just before its end. A day spans 24 hours UTC, a time one millisecond. */
export type Span = { from: number; to: number };

/** What a date condition compares with. Relative words count in UTC: Notion's zone for them is not documented. */
export function spanOf(input: unknown, now: Date, where: string): Span {
  const today = Math.floor(now.getTime() / DAY) * DAY;
  const days = DAYS_FROM_NOW.get(input);
  if (days !== undefined) return wholeDay(today + days * DAY);
  const months = MONTHS_FROM_NOW.get(input);
  if (months !== undefined) return wholeDay(shiftMonths(today, months));
  const { isDay, ms } = readIso(input, where);
  return isDay ? wholeDay(ms) : { from: ms, to: ms + 1 };
}

/** `this_week` and its kin; weeks begin on Sunday. */
export function periodOf(name: string, now: Date): Span {
  const today = Math.floor(now.getTime() / DAY) * DAY;
  const [side, unit] = name.split("_");
  if (name === "this_week") {
    const from = today - now.getUTCDay() * DAY;
    return { from, to: from + 7 * DAY };
  }
  const edge = (sign: number) =>
    unit === "week" ? today + sign * 7 * DAY : shiftMonths(today, sign * (unit === "year" ? 12 : 1));
  if (side === "past") return { from: edge(-1), to: today + DAY };
  return { from: today, to: edge(1) + DAY };
}

function wholeDay(from: number): Span {
  return { from, to: from + DAY };
}

/** A month before the 31st of March is the last of February. */
function shiftMonths(ms: number, months: number): number {
  const date = new Date(ms);
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.getUTCDate() === day ? date.getTime() : date.setUTCDate(0);
}
