import type { Refusal } from "./refusal.ts";

/**
 * How far a source was read. Times are ISO, of Notion's clock.
 *
 * baseline: the first complete read, by creation time, which fires nothing.
 * watching: every row edited before `watermark` was read by two complete polls; `lastStart` is when the last one began.
 * Either may have been cut short: `cutAt` is where the next poll goes on.
 */
export type Checkpoint = { phase: "baseline"; startedAt: string; cutAt?: Place; rows?: number } | Watching;

export type Watching = {
  phase: "watching";
  watermark: string;
  lastStart: string;
  /** `unconfirmed`: the oldest edit minute of what was read so far that waits for a second poll to agree. */
  cutAt?: Place & { startedAt: string; unconfirmed?: string };
  /** When the baseline began: rows that are older and come to light before the first sweep were there all along. */
  since: string;
  sweep: Sweep;
  clock?: ClockWork;
};

/**
 * The slow full read. `first`: none was completed since the baseline. `columns`: digest of the columns that the last one
 * read. `at` is where one that was begun goes on. `told`: what is not followed, by what the last one and all polls since found.
 */
export type Sweep = {
  dueAt: string;
  rows: number;
  first?: true;
  columns?: string;
  at?: SweepPlace;
  told?: Refusal[];
};

/**
 * Up to `compared`, a creation minute, rows were compared with those that are known; `open` are digests of the ids read
 * since. `blind`: that minute holds more than are kept, and is not compared. `told`: what this sweep found that is not followed.
 */
export type SweepPlace = {
  startedAt: string;
  columns: string;
  rows: number;
  place: Place;
  compared?: string;
  open: string[];
  blind?: true;
  told?: Refusal[];
};

/** Walks over all rows of a source in the table, each with the row it has come to. */
export type ClockWork = {
  /** The version of each rule for which every row has its timer, by rule id. */
  set: Record<string, number>;
  /** Rules that came into force: their timers are being set; the second time for rows made just before `startedAt`. */
  setting?: { versions: Record<string, number>; startedAt: string; after?: string; second?: true };
  /** Rules whose timers are to be set once more, when the index names every row that was there. */
  again?: { versions: Record<string, number>; startedAt: string };
  /** Schedules whose moment `at` has come and that act row by row, by rule id. */
  striking?: Record<string, { at: string; after?: string }>;
};

/**
 * A place in a window: its lower bound, the minute of the last row read, and the cursor of the next page. `part` is the
 * part of one minute that is being read, where a minute holds more rows than one query shows.
 */
export type Place = { from?: string; reached?: string; cursor?: string; part?: TitlePart };

/** Rows by what their title has and lacks: each question halves a set that no time can divide. In order of the questions. */
export type TitlePart = TitleQuestion[];

/** A letter or a few that follow each other, in small letters, that a title contains or not; or all of a title. */
export type TitleQuestion = ({ letter: string } | { title: string }) & { has: boolean };

/**
 * How far behind the watermark each poll reads again. Notion answers edits late (reports of seconds to two minutes) and
 * floors edit times to the minute; five minutes cover both with room.
 */
export const overlapMs = 5 * 60_000;

/** The window's lower bound: an ISO minute. */
export function windowStart(watermark: string): string {
  const time = Date.parse(watermark) - overlapMs;
  return new Date(time - (time % 60_000)).toISOString();
}

/**
 * After a complete poll the watermark moves to the start of the poll before it, never to its own: so each minute is read
 * by two separate polls before it is left behind. It never moves back, and not past `unconfirmed`, the oldest edit minute
 * that waits for a second poll to agree.
 */
export function advance(checkpoint: Watching, pollStart: string, unconfirmed?: string): Watching {
  const { cutAt: _read, ...rest } = checkpoint;
  const next = later(checkpoint.watermark, checkpoint.lastStart);
  const watermark =
    unconfirmed === undefined ? next : later(checkpoint.watermark, earlier(next, unconfirmed));
  return { ...rest, watermark, lastStart: later(checkpoint.lastStart, pollStart) };
}

/** A source whose baseline is complete. Its first sweep comes soon: it finds what slipped between the baseline's pages. */
export function beginWatching(startedAt: string, sweep: Sweep): Watching {
  return { phase: "watching", watermark: startedAt, lastStart: startedAt, since: startedAt, sweep };
}

function later(a: string, b: string): string {
  return Date.parse(a) >= Date.parse(b) ? a : b;
}

function earlier(a: string, b: string): string {
  return later(a, b) === a ? b : a;
}
