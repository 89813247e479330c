/** How many rows of a source match each of its rules, as far as is known. Times are ISO, of Notion's clock. */
export type Tally = {
  /** When the newest complete count of all of them began, and how many rows it looked at. */
  at: string;
  rows: number;
  /** Rows were remembered since. */
  isOld?: true;
  counts: Record<string, Count>;
  /** Why a rule did not fire for a row that changed of late, as a sentence, and of which version of it that is told. */
  misses?: Record<string, { version: number; text: string }>;
  /** A count that goes on in the next poll after this place among the rows. */
  counting?: { at: string; after?: string; rows: number; found: Record<string, Count> };
};

/** What one rule's count came to: no more than `mostCounted` and one are counted. */
export type Count = {
  version: number;
  at: string;
  matches: number;
  /** Of those that match, how many it can't act on, and why the first of them. */
  lacking?: { rows: number; title: string; why: string };
};

/** More than anybody counts up to, and as many as a rule may be run for at once. */
export const mostCounted = 1_000;

const minuteMs = 60_000;
const shortestMs = 10 * minuteMs;
const longestMs = 24 * 60 * minuteMs;
/** A row read each minute costs a tenth of a cent a year: what counting may cost a source in which somebody works all day. */
const rowsPerMinute = 100;

/** How long a count stands though rows change: ten minutes for small sources to a day for large ones, by what it costs. */
export function tallyPeriodMs(rows: number): number {
  return Math.min(Math.max((rows / rowsPerMinute) * minuteMs, shortestMs), longestMs);
}
