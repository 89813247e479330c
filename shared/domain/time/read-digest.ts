import { clockTime } from "./clock-time.ts";
import { readSchedule } from "./read-schedule.ts";
import type { Schedule } from "./schedule.ts";

/** When a digest is sent whose author named the day alone. */
const usualTime = "9:00";

/**
 * Reads when a digest is sent: `hourly`, `daily at 17:00`, `weekly`, `weekly on Friday`, or any schedule, such as `every
 * weekday at 8:00`. Without a time it is at nine, without a day of the week on Mondays.
 */
export function readDigest(text: string): { schedule: Schedule } | { problem: string } {
  const written = text.trim().replace(/^hourly$/, "every hour");
  const weekly = /^weekly(?: on)?\b(.*)$/u.exec(written);
  const named = weekly ? `every ${startsWithTime(weekly[1] ?? "") ? "Monday" : ""}${weekly[1]}` : written;
  const timed = /\b(at|hours?|minutes?)\b/u.test(named) ? named : `${named} at ${usualTime}`;
  return readSchedule(timed.replace(/\s+/gu, " "));
}

function startsWithTime(text: string): boolean {
  return (
    text.trim() === "" || /^ *at\b/u.test(text) || new RegExp(`^ *(?:${clockTime.source})`, "u").test(text)
  );
}
