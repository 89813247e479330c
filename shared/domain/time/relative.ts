import { addUnits, type CalendarUnit, dayMs, elapsedMs, isElapsed, startOf, type Unit } from "./calendar.ts";
import type { Dated } from "./dated.ts";
import { dayAt, instantAt } from "./zone.ts";

/**
 * A time as seen from now; a negative count looks back. Plain JSON: it is stored with the rule.
 * `at`: the day, or for minutes and hours the instant, that is `count` units away. `through`: from now or today until
 * then, both included. `calendar`: the whole week, month or year that is `count` away.
 */
export type Relative = { kind: "at" | "through" | "calendar"; count: number; unit: Unit };

/** Its first and last day or instant. */
export type Span = { from: number; to: number };

const mostDays: Record<CalendarUnit, number> = { day: 1, week: 7, month: 31, year: 366 };

/** −1 for a date before the time that is meant, 0 within, 1 after. Days are those of the zone. */
export function placeOf(dated: Dated, relative: Relative, timeZone: string, now: number): -1 | 0 | 1 {
  const { from, to } = spanOf(relative, timeZone, now, "day" in dated);
  const value = measureOf(dated, relative, timeZone);
  return value < from ? -1 : value > to ? 1 : 0;
}

/**
 * The first instant later than `after` at which a date's place is another one. What is meant only moves on: a date lies
 * after it, then within, then before it for ever.
 */
export function nextMove(
  dated: Dated,
  relative: Relative,
  timeZone: string,
  after: number,
): number | undefined {
  const place = placeOf(dated, relative, timeZone, after);
  if (place < 0) return undefined;
  const value = measureOf(dated, relative, timeZone);
  const comesIn = place > 0;
  const { unit } = relative;
  if (!isElapsed(unit)) {
    const isThere = (day: number) => {
      const { from, to } = daysOf(relative, unit, day);
      return comesIn ? to >= value : from > value;
    };
    const today = dayAt(after, timeZone);
    const furthest = (Math.abs(relative.count) + 2) * mostDays[unit] * dayMs;
    return instantAt(firstDay(isThere, today, Math.max(value, today) + furthest), timeZone);
  }
  const { from, to } = elapsedOf(relative);
  if ("instant" in dated) return comesIn ? value - to : value - from + 1;
  return comesIn ? instantAt(value, timeZone) - to : instantAt(value + dayMs, timeZone) - from;
}

/** What is meant now: instants for minutes and hours, unless a day is to be compared with them; else midnights. */
export function spanOf(relative: Relative, timeZone: string, now: number, ofDay = false): Span {
  if (!isElapsed(relative.unit)) return daysOf(relative, relative.unit, dayAt(now, timeZone));
  const { from, to } = elapsedOf(relative);
  if (!ofDay) return { from: now + from, to: now + to };
  // A day has no hour: it is compared with the days that hold the two ends.
  return { from: dayAt(now + from, timeZone), to: dayAt(now + to, timeZone) };
}

function measureOf(dated: Dated, { unit }: Relative, timeZone: string): number {
  if ("day" in dated) return dated.day;
  return isElapsed(unit) ? dated.instant : dayAt(dated.instant, timeZone);
}

function daysOf({ kind, count }: Relative, unit: CalendarUnit, today: number): Span {
  if (kind === "calendar") {
    const from = addUnits(startOf(today, unit), count, unit);
    return { from, to: addUnits(from, 1, unit) - dayMs };
  }
  const day = addUnits(today, count, unit);
  return kind === "at" ? { from: day, to: day } : ordered(today, day);
}

function elapsedOf({ kind, count, unit }: Relative): Span {
  const ms = elapsedMs(count, unit as "minute" | "hour");
  return kind === "at" ? { from: ms, to: ms } : ordered(0, ms);
}

function ordered(a: number, b: number): Span {
  return { from: Math.min(a, b), to: Math.max(a, b) };
}

/** Halves the days until the first one after `low` is left from which on it is so. */
function firstDay(isThere: (day: number) => boolean, low: number, high: number): number {
  let [not, there] = [low / dayMs, high / dayMs];
  while (there - not > 1) {
    const middle = Math.floor((not + there) / 2);
    if (isThere(middle * dayMs)) there = middle;
    else not = middle;
  }
  return there * dayMs;
}
