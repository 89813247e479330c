import { addUnits, dayMs, daysInMonth, minuteMs, startOf, weekday } from "./calendar.ts";
import { clockText } from "./clock-time.ts";
import { instantAt, wallAt } from "./zone.ts";

/**
 * When something recurs. `days` of a week count from 0 for Monday; of a month from 1, where a month that is shorter has
 * its last day instead, and 31 is the last day of any. `at` is in minutes after midnight. Plain JSON: it is stored with
 * the rule.
 */
export type Schedule =
  | { every: "interval"; minutes: number }
  | { every: "week"; days: number[]; at: number }
  | { every: "month"; days: number[]; at: number };

export const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** The first instant of a schedule that is later than `after`, both in milliseconds. */
export function nextOf(schedule: Schedule, timeZone: string, after: number): number {
  switch (schedule.every) {
    case "interval":
      return schedule.minutes > 60
        ? firstOf(multiples(schedule.minutes * minuteMs, wallAt(after, timeZone)), timeZone, after)
        : nextWithinHour(schedule.minutes * minuteMs, timeZone, after);
    case "week":
      return firstOf(weekly(schedule, wallAt(after, timeZone)), timeZone, after);
    case "month":
      return firstOf(monthly(schedule, wallAt(after, timeZone)), timeZone, after);
  }
}

/** Where clocks are set back a wall time comes again, and counts once; where they are set forward several fall together. */
function firstOf(walls: Generator<number, never>, timeZone: string, after: number): number {
  for (;;) {
    const instant = instantAt(walls.next().value, timeZone);
    if (instant > after) return instant;
  }
}

function* multiples(step: number, from: number): Generator<number, never> {
  for (let wall = Math.floor(from / step) * step; ; wall += step) yield wall;
}

function* weekly({ days, at }: Schedule & { every: "week" }, from: number): Generator<number, never> {
  for (let day = startOf(from, "day"); ; day += dayMs) {
    if (days.includes(weekday(day))) yield day + at * minuteMs;
  }
}

function* monthly({ days, at }: Schedule & { every: "month" }, from: number): Generator<number, never> {
  for (let month = startOf(from, "month"); ; month = addUnits(month, 1, "month")) {
    const last = daysInMonth(month);
    for (const day of days) yield month + (Math.min(day, last) - 1) * dayMs + at * minuteMs;
  }
}

/** Minute by minute, so that an hour that comes twice is as full as any other and one that is jumped over counts once. */
function nextWithinHour(step: number, timeZone: string, after: number): number {
  let instant = Math.floor(after / minuteMs) * minuteMs;
  for (let last = wallAt(instant, timeZone); ; ) {
    instant += minuteMs;
    const wall = wallAt(instant, timeZone);
    if (wall % step === 0 || Math.floor(wall / step) > Math.floor(last / step)) return instant;
    last = wall;
  }
}

/** `every Monday and Thursday at 9:00`, `on the last day of each month at 0:00`, `every 2 hours` */
export function scheduleText(schedule: Schedule): string {
  if (schedule.every === "interval") return `every ${intervalText(schedule.minutes)}`;
  const days =
    schedule.every === "week" ? weekText(schedule.days) : `on the ${monthText(schedule.days)} of each month`;
  return `${days} at ${clockText(schedule.at)}`;
}

function intervalText(minutes: number): string {
  const [size, unit] = minutes % 60 === 0 ? [minutes / 60, "hour"] : [minutes, "minute"];
  return size === 1 ? unit : `${size} ${unit}s`;
}

function weekText(days: readonly number[]): string {
  const known = { "0,1,2,3,4,5,6": "day", "0,1,2,3,4": "weekday" }[days.join()];
  return `every ${known ?? listed(days.map((day) => weekdays[day] ?? ""))}`;
}

function monthText(days: readonly number[]): string {
  return listed(days.map((day) => (day === 31 ? "last day" : ordinal(day))));
}

function ordinal(day: number): string {
  const ending = Math.floor(day / 10) === 1 ? "th" : (["th", "st", "nd", "rd"][day % 10] ?? "th");
  return `${day}${ending}`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
