import type { Sweep, SweepPlace } from "../../domain/checkpoint.ts";
import { digestOf } from "../../domain/content.ts";
import { BudgetError } from "../../domain/errors.ts";
import { keepRefusals } from "../../domain/refusal.ts";
import type { SourceSchema } from "../../domain/row.ts";
import type { RowPage } from "../../ports.ts";
import type { Reading } from "../judge/reading.ts";
import { compareUntil } from "../rows/compare-known.ts";
import { takeRows } from "../rows/take-rows.ts";
import { readWindow } from "./read-window.ts";
import { tellUnreadable, unseenBy } from "./tell-unread.ts";

const minuteMs = 60_000;
const shortestMs = 30 * minuteMs;
const longestMs = 24 * 60 * minuteMs;
/** What sweeps of one source may take of a connection's requests: a twentieth of the smaller plan's 180 a minute. */
const requestsPerMinute = 9;
const pageSize = 100;
/** Pages of one slice, so that a poll stays a poll. */
const mostPages = 60;

/** How long until the next sweep: half an hour for small sources to a day for large ones, by what it costs. */
export function sweepPeriodMs(rows: number): number {
  const pages = Math.ceil(rows / pageSize);
  return Math.min(Math.max((pages / requestsPerMinute) * minuteMs, shortestMs), longestMs);
}

/** The first comes with the next poll: it finds what the baseline passed by, before somebody edits it. */
export function firstSweep(startedAt: string, rows: number): Sweep {
  return { dueAt: startedAt, rows, first: true };
}

/**
 * A slice of the slow full read that finds what edit times cannot show: formulas and rollups that changed by themselves,
 * rows that an index hid and, by comparing what was read with what is known, rows in the trash or moved away.
 * It never moves the watermark. Due by the clock, and when the source has other columns.
 */
export async function sweep(reading: Reading, known: Sweep): Promise<Sweep> {
  const { startedAt, connection, schema, hasTime, result } = reading;
  const columns = columnsOf(schema);
  if (!known.at && startedAt < known.dueAt && columns === (known.columns ?? columns)) return known;
  const at: SweepPlace = known.at ? { ...known.at } : { startedAt, columns, rows: 0, place: {}, open: [] };
  const before = result.refusals.length;
  let pages = 0;
  const onPage = async (page: RowPage) =>
    pages++ < mostPages && (await takePage(reading, page)) && (await compareUntil(reading, at, page.rows));
  const workspace = connection.within("sweep");
  const reader = { workspace, schema, hasTime, onPage, onUnseen: unseenBy(reading) };
  const read = await readWindow(reader, "created", at.place);
  at.told = keepRefusals(at.told ?? [], reading.mended, result.refusals.slice(before));
  if (read.cutAt) return { ...known, at: { ...at, place: read.cutAt } };
  if (!(await compareUntil(reading, at, undefined)) || !(await isThere(reading, known))) {
    return { ...known, at: { ...at, place: at.compared === undefined ? {} : { from: at.compared } } };
  }
  const { rows, told } = at;
  return { dueAt: later(at.startedAt, sweepPeriodMs(rows)), rows, columns: at.columns, told };
}

/**
 * A source in the trash answers that it has no rows, and looking at it throws. So the first sweep ends only where the source
 * was still there after it: it ends the doubt about rows that the baseline did not see.
 * @returns false when the budget ended before it was looked at.
 */
async function isThere({ connection, schema }: Reading, { first }: Sweep): Promise<boolean> {
  if (!first) return true;
  try {
    await connection.within("sweep").source(schema.id);
    return true;
  } catch (error) {
    if (error instanceof BudgetError) return false;
    throw error;
  }
}

/** A column that was made or restored is read in every row before somebody edits it: what it holds by then is no change. */
function columnsOf({ columns }: SourceSchema): string {
  return digestOf(
    columns
      .map(({ id }) => id)
      .sort()
      .join("\n"),
  );
}

/**
 * A page is left only when all of it is taken and nothing of it waits for a second look; but what waited before, and differs
 * once more, differs at every read.
 */
async function takePage(reading: Reading, page: RowPage): Promise<boolean> {
  tellUnreadable(reading, page);
  if (!(await takeRows(reading, page.rows))) return false;
  return !page.rows.some(({ id }) => reading.candidates.has(id) && !reading.before.has(id));
}

function later(time: string, ms: number): string {
  return new Date(Date.parse(time) + ms).toISOString();
}
