import { dayMs, minuteMs } from "./calendar.ts";
import { clockText, clockTime, minutesOf } from "./clock-time.ts";
import { nextOf } from "./schedule.ts";
import { wallAt } from "./zone.ts";

/** From when until when nobody is to be disturbed, in minutes after midnight; over midnight where `from` is the later one. */
export type QuietHours = { from: number; until: number };

const between = /^ *(?:-|–|—|to|until|till) */u;

/** Reads `20:00-8:00` or `8 pm to 8 am`; undefined for anything else, and for no time at all. */
export function readQuietHours(text: string): QuietHours | undefined {
  const [from, afterFrom] = takeTime(text.replace(/^from /, ""));
  const gap = between.exec(afterFrom)?.[0];
  if (from === undefined || gap === undefined) return undefined;
  const [until, rest] = takeTime(afterFrom.slice(gap.length));
  if (until === undefined || rest.trim() !== "" || from === until) return undefined;
  return { from, until };
}

/** When the quiet hours end that an instant falls into, both in milliseconds; undefined when it falls into none. */
export function quietUntil(quiet: QuietHours, timeZone: string, now: number): number | undefined {
  const wall = wallAt(now, timeZone);
  const minutes = (((wall % dayMs) + dayMs) % dayMs) / minuteMs;
  const { from, until } = quiet;
  const isQuiet = from < until ? minutes >= from && minutes < until : minutes >= from || minutes < until;
  return isQuiet
    ? nextOf({ every: "week", days: [0, 1, 2, 3, 4, 5, 6], at: until }, timeZone, now)
    : undefined;
}

/** `20:00 to 8:00` */
export function quietText({ from, until }: QuietHours): string {
  return `${clockText(from)} to ${clockText(until)}`;
}

function takeTime(text: string): [minutes: number | undefined, rest: string] {
  const match = new RegExp(`^(?:${clockTime.source})`, "u").exec(text);
  return match ? [minutesOf(match), text.slice(match[0].length)] : [undefined, text];
}
