import { fold } from "../words.ts";
import { clockTime, minutesOf } from "./clock-time.ts";

/** One date, or the two that a text may be: day first, then month first. */
export type DateReading = { date: string } | { either: readonly [dayFirst: string, monthFirst: string] };

const isoDate = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(Z|[+-]\d\d:\d\d)?)?$/i;
const ordinal = "(?:st|nd|rd|th|\\.|er|º|ª)?";
const word = "(\\p{L}[\\p{L}\\p{M}]*)\\.?";
const dayThenMonth = new RegExp(
  `^(?:the )?(\\d{1,2})${ordinal} (?:(?:of|de|di) )?${word},? (?:de )?(\\d{4})$`,
  "u",
);
const monthThenDay = new RegExp(`^${word} (\\d{1,2})${ordinal},? (\\d{4})$`, "u");
const yearFirst = /^(\d{4})[/.年] ?(\d{1,2})[/.月] ?(\d{1,2})日?$/u;
const yearLast = /^(\d{1,2})([/.-]) ?(\d{1,2})\2 ?(\d{4})$/;

/**
 * Reads a date as people write it: `2026-05-03`, `3 May 2026`, `May 3, 2026`, `3. Mai 2026` (in the locale's language),
 * `3.5.2026`, `2026/05/03`, each with a time behind it if one is meant. Where day and month may be either, as in
 * `03/05/2026`, the locale decides.
 * @param locale BCP 47; without it months are English, and `03/05/2026` has two readings.
 * @returns an ISO date or date with time, as written: without an offset unless there was one. Undefined for what is none.
 */
export function readDate(text: string, locale?: string): DateReading | undefined {
  const iso = readIso(text.trim());
  if (iso) return { date: iso };
  const { day, minutes } = splitTime(fold(text));
  const reading = readDay(day, locale);
  if (!reading || minutes === undefined)
    return minutes === undefined && day !== fold(text) ? undefined : reading;
  const at = (date: string): string => `${date}T${clock(minutes)}`;
  return "date" in reading
    ? { date: at(reading.date) }
    : { either: [at(reading.either[0]), at(reading.either[1])] };
}

/** Only dates that exist. */
function readIso(text: string): string | undefined {
  const [, day = "", time, zone = ""] = isoDate.exec(text) ?? [];
  if (day === "" || !exists(day)) return undefined;
  if (time === undefined) return day;
  const isTime = !Number.isNaN(Date.parse(`${day}T${time}${zone || "Z"}`));
  return isTime ? `${day}T${time}${zone.toUpperCase()}` : undefined;
}

/** The day's words, and the minutes after midnight of a time behind them. */
function splitTime(words: string): { day: string; minutes: number | undefined } {
  const [, day, time] = /^(.*?\d{4}日?|\d{4}.*?)(?:,? at |, | )(\S.*)$/u.exec(words) ?? [];
  if (day === undefined || time === undefined) return { day: words, minutes: undefined };
  const match = new RegExp(`^(?:${clockTime.source})$`, "u").exec(time);
  return match ? { day, minutes: minutesOf(match) } : { day: words, minutes: undefined };
}

function readDay(text: string, locale: string | undefined): DateReading | undefined {
  const iso = readIso(text);
  if (iso) return { date: iso };
  const named = dayThenMonth.exec(text);
  if (named) return dated(named[3], monthOf(named[2] ?? "", locale), named[1]);
  const american = monthThenDay.exec(text);
  if (american) return dated(american[3], monthOf(american[1] ?? "", locale), american[2]);
  const eastern = yearFirst.exec(text);
  if (eastern) return dated(eastern[1], Number(eastern[2]), eastern[3]);
  const numeric = yearLast.exec(text);
  return numeric ? readNumeric(numeric, locale) : undefined;
}

function readNumeric(
  [, first, mark, second, year]: RegExpExecArray,
  locale: string | undefined,
): DateReading | undefined {
  const dayFirst = dated(year, Number(second), first);
  // Points stand between them only where days come first.
  if (mark === ".") return dayFirst;
  const monthFirst = dated(year, Number(first), second);
  if (!dayFirst || !monthFirst) return dayFirst ?? monthFirst;
  if (dayFirst.date === monthFirst.date) return dayFirst;
  if (locale === undefined) return { either: [dayFirst.date, monthFirst.date] };
  return isDayFirst(locale) ? dayFirst : monthFirst;
}

function dated(
  year: string | undefined,
  month: number | undefined,
  day: string | undefined,
): { date: string } | undefined {
  if (month === undefined) return undefined;
  const date = `${year}-${String(month).padStart(2, "0")}-${(day ?? "").padStart(2, "0")}`;
  return exists(date) ? { date } : undefined;
}

function exists(day: string): boolean {
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

function monthOf(name: string, locale: string | undefined): number | undefined {
  for (const language of locale === undefined ? ["en"] : [locale, "en"]) {
    const found = monthsOf(language).findIndex((names) =>
      names.some((known) => known === name || (name.length > 3 && known.startsWith(name))),
    );
    if (found >= 0) return found + 1;
  }
  return undefined;
}

/** Each month's names, asked for once a language: long and short, alone and beside a day ("maja" in Polish); folded and without a point. */
function monthsOf(locale: string): readonly string[][] {
  const known = months.get(locale);
  if (known) return known;
  const names = namesOfMonths(locale);
  months.set(locale, names);
  return names;
}

const months = new Map<string, readonly string[][]>();

function namesOfMonths(locale: string): string[][] {
  return Array.from({ length: 12 }, (_, month) => {
    const date = new Date(Date.UTC(2026, month, 15));
    return (["long", "short"] as const).flatMap((style) => {
      const alone = new Intl.DateTimeFormat(locale, { month: style, timeZone: "UTC" });
      const beside = new Intl.DateTimeFormat(locale, { month: style, day: "numeric", timeZone: "UTC" });
      const inDate = beside.formatToParts(date).find(({ type }) => type === "month")?.value ?? "";
      return [alone.format(date), inDate].map((name) => fold(name).replace(/\.$/, ""));
    });
  });
}

function isDayFirst(locale: string): boolean {
  const parts = new Intl.DateTimeFormat(locale, { timeZone: "UTC" }).formatToParts(
    new Date(Date.UTC(2026, 4, 3)),
  );
  return parts.findIndex(({ type }) => type === "day") < parts.findIndex(({ type }) => type === "month");
}
