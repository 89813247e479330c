// Days, weeks, months and years on wall times (see zone.ts): every day has 24 hours here.

const units = ["minute", "hour", "day", "week", "month", "year"] as const;
export type Unit = (typeof units)[number];
/** Minutes and hours pass; the others are counted on the calendar. */
export type ElapsedUnit = "minute" | "hour";
export type CalendarUnit = Exclude<Unit, ElapsedUnit>;

export const minuteMs = 60_000;
export const dayMs = 86_400_000;

/** The last instant whose ISO text sorts among the others. */
const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

export function isElapsed(unit: Unit): unit is ElapsedUnit {
  return unit === "minute" || unit === "hour";
}

export function elapsedMs(count: number, unit: ElapsedUnit): number {
  return count * (unit === "hour" ? 60 : 1) * minuteMs;
}

/** The same time of day so many units later; in a month that is too short, on its last day. */
export function addUnits(wall: number, count: number, unit: CalendarUnit): number {
  if (unit === "day") return wall + count * dayMs;
  if (unit === "week") return wall + count * 7 * dayMs;
  const date = new Date(wall);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + count * (unit === "year" ? 12 : 1));
  date.setUTCDate(Math.min(day, daysInMonth(date.getTime())));
  return date.getTime();
}

/** The midnight at which the unit around a wall time began; weeks begin on Monday. */
export function startOf(wall: number, unit: CalendarUnit): number {
  const day = Math.floor(wall / dayMs) * dayMs;
  if (unit === "day") return day;
  if (unit === "week") return day - weekday(day) * dayMs;
  const date = new Date(day);
  return unit === "month" ? date.setUTCDate(1) : date.setUTCMonth(0, 1);
}

/** 0 for Monday. */
export function weekday(wall: number): number {
  return (new Date(wall).getUTCDay() + 6) % 7;
}

export function daysInMonth(wall: number): number {
  const date = new Date(wall);
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + 1);
  return new Date(date.setUTCDate(0)).getUTCDate();
}

/** An instant as ISO; undefined for what is no instant, or lies beyond the year 9999. */
export function isoOf(instant: number | undefined): string | undefined {
  if (instant === undefined || !(instant <= latest)) return undefined;
  return new Date(instant).toISOString();
}
