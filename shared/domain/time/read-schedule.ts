import { listed } from "../condition/hints.ts";
import { Scanner } from "../condition/scanner.ts";
import { suggestion } from "../unknown-column.ts";
import { clockTime, clockTimeExamples, minutesOf } from "./clock-time.ts";
import { type Schedule, weekdays } from "./schedule.ts";

const longest = 300;
const examples =
  "every Monday at 9:00, every weekday at 17:30, every day at 8, on the 1st of each month at 8:00, or every 2 hours";

const dayMinutes = 24 * 60;
const allDays = [0, 1, 2, 3, 4, 5, 6];
const groups: Record<string, number[]> = {
  day: allDays,
  weekday: [0, 1, 2, 3, 4],
  weekdays: [0, 1, 2, 3, 4],
  "weekend day": [5, 6],
  weekends: [5, 6],
};
const dayNames = weekdays.map((name) => name.toLowerCase());
const dayWords = [...dayNames, ...dayNames.map((name) => `${name}s`), ...Object.keys(groups)];
const ordinal = /(?:(\d{1,2})(?:st|nd|rd|th)|first|last)(?: day)?(?![\p{L}\p{N}])/u;
const interval = /(\d{1,6} )?(minute|hour)s?(?![\p{L}\p{N}])/u;

class Mistake extends Error {}

/**
 * Reads when something recurs, or says in one sentence what is wrong with it:
 *
 *     schedule := ("every" | "on") days [time] | ["every"] "on the" dates "of each month" [time] | "every" [number] unit
 *     days     := day { ("," | "and") day }             day := "Monday" … "Sunday" | "day" | "weekday" | "weekend day"
 *     dates    := date { ("," | "and") date }           date := "1st" … "31st" | "first" | "last" ["day"]
 *     time     := "at" clock time                       without one it is midnight
 */
export function readSchedule(text: string): { schedule: Schedule } | { problem: string } {
  if (text.length > longest)
    return {
      problem: `Which is longer than ${longest} characters; write one schedule, like every Monday at 9:00`,
    };
  const scan = new Scanner(text);
  if (scan.atEnd()) return { problem: `Which says when: write ${examples}` };
  try {
    const schedule = read(scan);
    if (scan.atEnd()) return { schedule };
    throw new Mistake(`${scan.where()} I expect ${endOf(schedule, text)}${but(scan)}`);
  } catch (error) {
    if (error instanceof Mistake) return { problem: error.message };
    throw error;
  }
}

function read(scan: Scanner): Schedule {
  if (scan.takeWord("daily")) return { every: "week", days: allDays, at: takeTime(scan) };
  const isEvery = scan.takeWord("every") || scan.takeWord("each");
  if (!isEvery && !scan.takeWord("on"))
    throw new Mistake(`${scan.where()} I expect "every" or "on the"${but(scan)}. Write ${examples}`);
  const minutes = isEvery ? takeInterval(scan) : undefined;
  if (minutes !== undefined) return { every: "interval", minutes };
  const isMonth = isEvery && scan.takeWord("month");
  if (isMonth && !scan.takeWord("on"))
    throw new Mistake(`${scan.where()} I expect "on the" and a day, like every month on the 1st${but(scan)}`);
  scan.takeWord("the");
  const dates = takeList(scan, takeDate);
  if (dates.length > 0) {
    if (!isMonth) takeOfMonth(scan);
    return { every: "month", days: sorted(dates), at: takeTime(scan) };
  }
  const days = isMonth ? [] : takeList(scan, takeDays).flat();
  if (days.length > 0) return { every: "week", days: sorted(days), at: takeTime(scan) };
  throw unknownDay(scan, isMonth);
}

function endOf({ every }: Schedule, text: string): string {
  if (every === "interval" || /\bat\b/i.test(text)) return "the end (for more times write more rules)";
  return `"and" another day, "at 9:00" or the end`;
}

function takeInterval(scan: Scanner): number | undefined {
  const match = scan.takeMatch(interval);
  if (!match) return undefined;
  const minutes = Number(match[1] ?? 1) * (match[2] === "hour" ? 60 : 1);
  if (minutes > 0 && dayMinutes % minutes === 0) return minutes;
  throw new Mistake(
    `"every ${match[0]}" doesn't divide a day, so its times would differ from day to day. Take 5, 10, 15, 20 or 30 minutes, or 1, 2, 3, 4, 6, 8 or 12 hours`,
  );
}

/** One or more, with commas or "and" between them; after those another one has to come. */
function takeList<T>(scan: Scanner, takeOne: (scan: Scanner) => T | undefined): T[] {
  const list: T[] = [];
  for (let one = takeOne(scan); one !== undefined; one = takeOne(scan)) {
    list.push(one);
    const isMore = scan.take(",");
    if (!scan.takeWord("and") && !isMore) return list;
    scan.takeWord("the");
  }
  if (list.length > 0) throw new Mistake(`${scan.where()} I expect another day${but(scan)}`);
  return list;
}

function takeDate(scan: Scanner): number | undefined {
  const start = scan.mark();
  const match = scan.takeMatch(ordinal);
  if (!match) return undefined;
  const day = match[1] === undefined ? (match[0].startsWith("first") ? 1 : 31) : Number(match[1]);
  if (day >= 1 && day <= 31) return day;
  scan.reset(start);
  throw new Mistake(`${scan.where()} I expect a day from the 1st to the 31st, or the last day${but(scan)}`);
}

function takeOfMonth(scan: Scanner): void {
  if (scan.takeMatch(/of (?:each|every|the|a) month(?![\p{L}\p{N}])/u)) return;
  throw new Mistake(`${scan.where()} I expect "of each month", like on the 1st of each month${but(scan)}`);
}

function takeDays(scan: Scanner): number[] | undefined {
  const word = dayWords.find((known) => scan.takeWord(known));
  if (word === undefined) return undefined;
  return groups[word] ?? [dayNames.indexOf(word.replace(/s$/, ""))];
}

/** @returns minutes after midnight, which it is where no time is written. */
function takeTime(scan: Scanner): number {
  if (!scan.takeWord("at")) return 0;
  const [where, what] = [scan.where(), but(scan)];
  const match = scan.takeMatch(clockTime);
  const minutes = match && minutesOf(match);
  if (minutes !== undefined) return minutes;
  throw new Mistake(`${where} I expect a time, like ${clockTimeExamples}${what}`);
}

function unknownDay(scan: Scanner, isMonth: boolean): Mistake {
  const [where, what] = [scan.where(), but(scan)];
  if (isMonth) return new Mistake(`${where} I expect a day, like 1st or last day${what}`);
  const near = suggestion(scan.until(["at", "and"]), [...weekdays, "weekday", "day"]);
  const can = listed([...weekdays, "weekday", "day", "a number of minutes or hours"]);
  return new Mistake(`${where} I expect ${can}${what}${near}`);
}

function sorted(days: readonly number[]): number[] {
  return [...new Set(days)].sort((a, b) => a - b);
}

function but(scan: Scanner): string {
  const rest = scan.rest();
  return rest === "" ? "" : `, but it says "${rest}"`;
}
