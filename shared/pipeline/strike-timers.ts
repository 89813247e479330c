import type { Snapshot } from "../domain/change.ts";
import type { Delivery } from "../domain/delivery.ts";
import type { Timer } from "../domain/timer.ts";
import { braked, commitEvents, type EventCommit } from "./commit-changes.ts";
import { type Evaluator, evaluateMoment } from "./evaluate.ts";
import { guardCircles } from "./guard-circles.ts";
import { timerAfter } from "./next-timers.ts";
import { momentOf, type Reading } from "./reading.ts";
import { refreshRows } from "./refresh-rows.ts";

/** How many timers are struck together. */
const batchSize = 100;

/** What is late by more than this was owed to another day: a person decides whether it is still wanted. */
const longestLatenessMs = 24 * 60 * 60_000;

/**
 * Fires the rules whose moment has come for single rows. A moment is asked of the row and the rule as they are now: timers
 * are not taken back when a date or a rule is edited, they find out when they strike.
 */
export async function strikeRowTimers(reading: Reading): Promise<void> {
  const { services, schema, startedAt } = reading;
  while (reading.hasTime()) {
    const due = await services.timers.due(schema.id, startedAt, batchSize);
    const ofRows = due.filter((timer) => timer.rowId !== null);
    if (ofRows.length === 0) return;
    await strike(reading, ofRows);
    if (due.length < batchSize) return;
  }
}

async function strike(reading: Reading, timers: readonly Timer[]): Promise<void> {
  const rowIds = [...new Set(timers.map(({ rowId }) => rowId as string))];
  await refreshRows(reading, rowIds, timers[0]?.at ?? reading.startedAt);
  const snapshots = await reading.services.snapshots.load(rowIds);
  const idle: Timer[] = [];
  const next: Timer[] = [];
  const byRow = new Map<string, { timer: Timer; evaluator: Evaluator }[]>();
  for (const timer of timers) {
    const evaluator = reading.rules.byId.get(timer.ruleId);
    const snapshot = snapshots.get(timer.rowId ?? "");
    if (!evaluator || !snapshot || !canStrike(reading, snapshot, evaluator)) {
      idle.push(timer);
      continue;
    }
    const ofRow = byRow.get(snapshot.row.id) ?? [];
    // One moment of a rule after the other: the later ones are still there when this is done.
    if (ofRow.some((other) => other.timer.ruleId === timer.ruleId)) continue;
    byRow.set(snapshot.row.id, [...ofRow, { timer, evaluator }]);
  }
  const events: EventCommit[] = [];
  for (const [rowId, struck] of byRow) {
    const snapshot = snapshots.get(rowId) as Snapshot;
    const fired = strikeRow(reading, snapshot, struck);
    if (fired) events.push(fired);
    else {
      idle.push(...struck.map(({ timer }) => timer));
      next.push(...followers(reading, snapshot, struck));
    }
  }
  await commitEvents(reading, events);
  // Set before the old ones are removed: a crash between the two only makes the old ones strike once more, in vain.
  if (next.length > 0) await reading.services.timers.set(reading.lease, next);
  if (idle.length > 0) await reading.services.timers.remove(reading.lease, idle);
}

function canStrike({ schema }: Reading, { row, isStub }: Snapshot, evaluator: Evaluator): boolean {
  return row.sourceId === schema.id && isStub !== true && evaluator.clock()?.per === "row";
}

type Struck = { timer: Timer; evaluator: Evaluator };

/** The event of a row for which rules fire now, or undefined when none does. */
function strikeRow(reading: Reading, snapshot: Snapshot, struck: readonly Struck[]): EventCommit | undefined {
  const revision = snapshot.revision + 1;
  const reached = { ...snapshot.reached };
  const deliveries: Delivery[] = [];
  let firings = snapshot.firings;
  for (const { timer, evaluator } of struck) {
    if (reached[timer.ruleId] === timer.at) continue;
    const delivery = evaluateMoment(evaluator, snapshot.row, revision, timer.at, momentOf(reading.polling));
    if (!delivery) continue;
    reached[timer.ruleId] = timer.at;
    const guarded = guardCircles(reading, [delivery], firings);
    firings = guarded.firings;
    const because = lateness(reading, timer.at) ?? guarded.reasons.get(delivery.key);
    deliveries.push(...braked(reading, [delivery], because));
  }
  if (deliveries.length === 0) return undefined;
  return {
    event: { op: "time", changed: [] },
    commit: {
      snapshot: { ...snapshot, revision, reached, ...(firings ? { firings } : {}) },
      deliveries,
      timers: { set: followers(reading, snapshot, struck), remove: struck.map(({ timer }) => timer) },
    },
  };
}

function followers(reading: Reading, { row }: Snapshot, struck: readonly Struck[]): Timer[] {
  return struck.flatMap(({ timer, evaluator }) => timerAfter(reading, evaluator, row, timer.at) ?? []);
}

/** Why a firing for this moment has to wait for a person, if it has. */
export function lateness({ startedAt }: Reading, at: string): string | undefined {
  const isLate = Date.parse(startedAt) - Date.parse(at) > longestLatenessMs;
  return isLate ? "their moment had passed more than a day before Rowbell could look" : undefined;
}
