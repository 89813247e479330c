import type { Checkpoint, Watching } from "../domain/checkpoint.ts";
import { keepRefusals } from "../domain/refusal.ts";
import { setTimers } from "./clock/set-timers.ts";
import { strikeSchedules } from "./clock/strike-schedules.ts";
import { strikeRowTimers } from "./clock/strike-timers.ts";
import { prepareRules } from "./judge/evaluate.ts";
import type { CaptureResult, Polling, Reading } from "./judge/reading.ts";
import { askUnseen } from "./rows/ask-unseen.ts";
import type { RuleInForce } from "./rules/rule-book.ts";
import { baseline } from "./windows/baseline.ts";
import { sweep } from "./windows/sweep.ts";
import { watch } from "./windows/watch.ts";

/** Makes one source ready to be read, with what is remembered of it. */
export async function openReading(
  polling: Polling,
  sourceId: string,
  rules: readonly RuleInForce[],
): Promise<Reading> {
  const { services, connection, lease, startedAt, hasTime } = polling;
  const known = await services.sources.state(sourceId);
  const schema = known.schema ?? (await connection.workspace.source(sourceId));
  return {
    polling,
    services,
    connection,
    lease,
    startedAt,
    hasTime,
    schema,
    volatile: new Set(schema.columns.filter((column) => column.volatile).map((column) => column.id)),
    rules: prepareRules(rules),
    checkpoint: known.checkpoint ?? { phase: "baseline", startedAt },
    brakes: known.brakes,
    tally: known.tally,
    misses: new Map(),
    fired: new Map(),
    before: known.candidates,
    looked: new Set(),
    candidates: new Map(),
    mended: new Set(),
    lastStart: startedAt,
    result: { rowsRead: 0, changes: 0, deliveries: [], complete: false, refusals: [] },
  };
}

/**
 * Reads what happened to a source since the last polls, commits every change with the deliveries it owes, and only then
 * moves the checkpoint. A source read for the first time gets a baseline, which fires nothing.
 */
export async function captureSource(reading: Reading): Promise<CaptureResult> {
  const { checkpoint } = reading;
  if (checkpoint.phase === "baseline") {
    const next = await baseline(reading, checkpoint);
    await save(reading, next);
    if (next.phase === "watching") reading.watching = next;
    return reading.result;
  }
  await captureWatched(reading, checkpoint);
  return reading.result;
}

/**
 * The clock's moments come first, of the rows as they were: what an edit makes of a row is judged as of now, when the moment
 * has passed. Schedules come after the window, and act on rows as they are.
 */
async function captureWatched(reading: Reading, checkpoint: Watching): Promise<void> {
  reading.lastStart = checkpoint.lastStart;
  reading.watching = checkpoint;
  const hasOthers = await strikeRowTimers(reading);
  let next = await watch(reading, checkpoint);
  reading.watching = next;
  try {
    if (hasOthers) await strikeSchedules(reading);
    await setTimers(reading);
    // Rules are bound to other columns by now than the rows show: the next poll binds them anew.
    if (!reading.schema.stale) {
      next = { ...next, sweep: await sweep(reading, next.sweep) };
      // What a window of several polls showed at its beginning is shown again by the next one.
      if (!checkpoint.cutAt && !next.cutAt) await askUnseen(reading);
    }
  } finally {
    const told = keepRefusals(next.sweep.told ?? [], reading.mended, reading.result.refusals);
    reading.result.refusals = told;
    // What the window read is committed, whatever became of the rest.
    await save(reading, { ...next, sweep: { ...next.sweep, told } });
  }
}

async function save(reading: Reading, checkpoint: Checkpoint): Promise<void> {
  const { services, lease, schema, before, looked, candidates } = reading;
  for (const [rowId, hash] of before)
    if (!looked.has(rowId) && !candidates.has(rowId)) candidates.set(rowId, hash);
  if (before.size > 0 || candidates.size > 0)
    await services.sources.saveCandidates(lease, schema.id, candidates);
  await services.sources.saveCheckpoint(lease, schema.id, checkpoint);
}
