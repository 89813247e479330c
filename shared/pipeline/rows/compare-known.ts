import type { SweepPlace } from "../../domain/checkpoint.ts";
import { digestOf } from "../../domain/content.ts";
import { BudgetError, TransientError } from "../../domain/errors.ts";
import type { Row } from "../../domain/row.ts";
import type { Reading } from "../judge/reading.ts";
import { isStillIn } from "../still-in.ts";
import { isOfRow } from "./confirm.ts";
import { removeRow } from "./remove-row.ts";
import { takeRows } from "./take-rows.ts";

/** Digests of ids that the checkpoint keeps of a creation minute that is not over: below an item's size. */
const mostOpen = 25_000;
/** 48 bits: among the rows of one minute none is taken for another. */
const digestLength = 8;

/**
 * Compares what a sweep has read with what is known, as far as it is complete: up to the creation minute of the last row,
 * more of which may follow on the next page, or without rows up to the sweep's beginning. What is known and was not read
 * is asked for one by one.
 * @returns false when budget or time ended: what was asked is remembered in `at`.
 */
export async function compareUntil(
  reading: Reading,
  at: SweepPlace,
  rows: readonly Row[] | undefined,
): Promise<boolean> {
  const until = rows ? rows.at(-1)?.createdTime : at.startedAt;
  open(at, (rows ?? []).map(digest));
  if (rows) at.rows += rows.length;
  if (until === undefined || (at.compared !== undefined && until <= at.compared)) return true;
  if (!at.blind && !(await askForAbsent(reading, at, until))) {
    if (rows) at.rows -= rows.length;
    return false;
  }
  at.compared = until;
  at.open = [];
  delete at.blind;
  open(at, (rows ?? []).filter((row) => row.createdTime >= until).map(digest));
  return true;
}

function open(at: SweepPlace, digests: readonly string[]): void {
  if (at.blind) return;
  at.open = [...new Set([...at.open, ...digests])];
  if (at.open.length <= mostOpen) return;
  at.open = [];
  at.blind = true;
}

function digest(row: Pick<Row, "id">): string {
  return digestOf(row.id).slice(0, digestLength);
}

async function askForAbsent(reading: Reading, at: SweepPlace, until: string): Promise<boolean> {
  const { services, schema } = reading;
  const read = new Set(at.open);
  const ids = await services.snapshots.rowIds(schema.id, at.compared, until);
  const absent = ids.filter((id) => !read.has(digest({ id })));
  if (absent.length === 0) return true;
  try {
    await reading.connection.within("sweep").source(schema.id);
    for (let first = 0; first < absent.length; first += batchSize)
      if (!(await askFor(reading, at, absent.slice(first, first + batchSize)))) return false;
  } catch (error) {
    if (error instanceof BudgetError) return false;
    throw error;
  }
  return true;
}

/** Few, so that what is asked is also done where the budget ends soon. */
const batchSize = 20;

async function askFor(reading: Reading, at: SweepPlace, rowIds: readonly string[]): Promise<boolean> {
  const gone: Gone[] = [];
  for (const rowId of rowIds) {
    const asked = reading.hasTime() ? await ask(reading, at, rowId) : "later";
    if (asked === "later") {
      await remove(reading, at, gone);
      return false;
    }
    if (asked === "done") open(at, [digest({ id: rowId })]);
    else gone.push(asked);
  }
  await remove(reading, at, gone);
  return true;
}

/** A row that its page says has left its source. */
type Gone = { page: Row; how: "trashed" | "moved" };

/**
 * A source that goes to the trash as a whole takes its rows along, and nobody removed them: then looking at it throws, which
 * suspends it. It is looked at once more after its rows, so that it was still there when they were not.
 */
async function remove(reading: Reading, at: SweepPlace, gone: readonly Gone[]): Promise<void> {
  if (gone.length === 0) return;
  const { connection, services, schema } = reading;
  await connection.within("sweep").source(schema.id);
  const snapshots = await services.snapshots.load(gone.map(({ page }) => page.id));
  for (const { page, how } of gone) {
    const snapshot = snapshots.get(page.id);
    if (snapshot && !snapshot.removed && snapshot.row.sourceId === schema.id)
      await removeRow(reading, snapshot, how, page);
    open(at, [digest(page)]);
  }
}

/** How long a sweep waits for rows that can't be asked; then the next one asks them. */
const longestWaitMs = 60 * 60_000;

/** @returns "later" when it has to be asked again by this sweep. */
async function readOrPass(
  { connection, startedAt }: Reading,
  at: SweepPlace,
  rowId: string,
): Promise<Row | undefined | "later"> {
  try {
    return await connection.within("sweep").row(rowId);
  } catch (error) {
    if (error instanceof BudgetError || !isOfRow(error)) throw error;
    const isYoung = Date.parse(startedAt) - Date.parse(at.startedAt) < longestWaitMs;
    return error instanceof TransientError && isYoung ? "later" : undefined;
  }
}

/**
 * Only the row itself tells what became of it: an index may hide it, and out of sight is not gone.
 * @returns "later" when it has to be asked again by this sweep.
 */
async function ask(reading: Reading, at: SweepPlace, rowId: string): Promise<Gone | "done" | "later"> {
  const row = await readOrPass(reading, at, rowId);
  if (row === "later") return row;
  if (!row) return "done";
  if (isStillIn(reading.schema, row)) {
    const waiting = reading.candidates.size;
    const isTaken = await takeRows(reading, [{ ...row, sourceId: reading.schema.id }], "page");
    return isTaken && reading.candidates.size === waiting ? "done" : "later";
  }
  return { page: row, how: row.inTrash ? "trashed" : "moved" };
}
