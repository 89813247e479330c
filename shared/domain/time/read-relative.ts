import { fold } from "../words.ts";
import { isElapsed, type Unit } from "./calendar.ts";
import type { Relative } from "./relative.ts";

const days: Record<string, number> = { today: 0, tomorrow: 1, yesterday: -1 };
const named = [
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];
const counted = `(\\d{1,4}|an?|${named.join("|")})`;
const unit = "(minute|hour|day|week|month|year)s?";

/**
 * Reads a time as seen from now: `today`, `now`, `this week`, `next month`, `the next 7 days`, `the past week`,
 * `3 days ago`, `2 hours from now`. Undefined for anything else.
 */
export function readRelative(text: string): Relative | undefined {
  const words = fold(text);
  if (words === "now") return { kind: "at", count: 0, unit: "minute" };
  if (Object.hasOwn(days, words)) return { kind: "at", count: days[words] as number, unit: "day" };
  return readCalendar(words) ?? readThrough(words) ?? readAt(words);
}

/** Without "the" and a number a week, month or year is the calendar's. */
function readCalendar(words: string): Relative | undefined {
  const match = /^(this|next|last) (week|month|year)$/.exec(words);
  if (!match) return undefined;
  const count = { this: 0, next: 1, last: -1 }[match[1] as "this" | "next" | "last"];
  return { kind: "calendar", count, unit: match[2] as Unit };
}

function readThrough(words: string): Relative | undefined {
  const match = new RegExp(`^(?:in )?(?:the )?(next|coming|past|last)(?: ${counted})? ${unit}$`).exec(words);
  if (!match) return undefined;
  const count = countOf(match[2]);
  const looksBack = match[1] === "past" || match[1] === "last";
  return { kind: "through", count: looksBack ? -count : count, unit: match[3] as Unit };
}

function readAt(words: string): Relative | undefined {
  const match =
    new RegExp(`^(in )?${counted} ${unit}(?: (ago|from now|from today))?$`).exec(words) ?? undefined;
  if (!match || (match[1] === undefined) === (match[4] === undefined)) return undefined;
  if (match[4] === "from today" && isElapsed(match[3] as Unit)) return undefined;
  const count = countOf(match[2]);
  return { kind: "at", count: match[4] === "ago" ? -count || 0 : count, unit: match[3] as Unit };
}

function countOf(written: string | undefined): number {
  if (/^\d/.test(written ?? "")) return Number(written);
  return Math.max(1, 1 + named.indexOf(written ?? ""));
}
