import type { Snapshot } from "../../domain/change.ts";
import type { Delivery } from "../../domain/delivery.ts";
import type { Row } from "../../domain/row.ts";
import type { Timer } from "../../domain/timer.ts";
import { braked } from "../judge/braked.ts";
import { type Evaluator, evaluateMoment, isUnderstood } from "../judge/evaluate.ts";
import { guardCircles } from "../judge/guard-circles.ts";
import { timerAfter } from "../judge/next-timers.ts";
import { momentOf, type Reading } from "../judge/reading.ts";
import { commitEvents, type EventCommit } from "../rows/commit-changes.ts";
import { isEditedAfter, refreshRows } from "../rows/refresh-rows.ts";
import { unlessStumbling } from "../rows/stumble.ts";
import { isStillIn } from "../still-in.ts";
import { dueTimers } from "./due-timers.ts";
import { namedOrLater } from "./named-or-later.ts";

/** What is late by more than this was owed to another day: a person decides whether it is still wanted. */
const longestLatenessMs = 24 * 60 * 60_000;

/**
 * Fires the rules whose moment has come for single rows. A moment is asked of the row and the rule as they are now: timers
 * are not taken back when a date or a rule is edited, they find out when they strike.
 * @returns whether timers of no row have come as well.
 */
export async function strikeRowTimers(reading: Reading): Promise<boolean> {
  let hasOthers = false;
  const isOfRow = ({ rowId }: Timer) => {
    hasOthers ||= rowId === null;
    return rowId !== null;
  };
  for await (const timers of dueTimers(reading, isOfRow)) {
    if (!reading.hasTime()) break;
    await strike(reading, timers);
  }
  return hasOthers;
}

type Struck = { timer: Timer; evaluator: Evaluator };

/** What becomes of timers: those to strike, by row; those that go in vain; those that come after them. The others stay. */
type Sorted = { byRow: Map<string, Struck[]>; idle: Timer[]; next: Timer[] };

async function strike(reading: Reading, timers: readonly Timer[]): Promise<void> {
  const { services, lease } = reading;
  const { struck, idle } = ofRulesInForce(reading, timers);
  const snapshots = await services.snapshots.load([...new Set(struck.map(({ timer }) => rowOf(timer)))]);
  const moments = oldestMoments(reading, struck, snapshots);
  const pages = await refreshRows(reading, moments);
  for (const [rowId, fresh] of await services.snapshots.load([...moments.keys()]))
    snapshots.set(rowId, fresh);
  const sorted: Sorted = { byRow: new Map(), idle, next: [] };
  for (const each of struck) sort(reading, sorted, each, snapshots.get(rowOf(each.timer)), pages);
  const events: EventCommit[] = [];
  for (const [rowId, ofRow] of sorted.byRow) {
    const snapshot = await namedOrLater(reading, snapshots.get(rowId) as Snapshot, ofRow[0]?.timer.at ?? "");
    if (!snapshot) continue;
    // Of a row that this fails for the timers stay, for the next poll.
    unlessStumbling(reading, snapshot.row, () => {
      const fired = strikeRow(reading, snapshot, ofRow);
      if (fired) events.push(fired);
      else goInVain(reading, sorted, snapshot, ofRow);
    });
  }
  await commitEvents(reading, events);
  // Set before the old ones are removed: a crash between the two only makes the old ones strike once more, in vain.
  if (sorted.next.length > 0) await services.timers.set(lease, sorted.next);
  if (idle.length > 0) await services.timers.remove(lease, idle);
}

/** A rule that is not in force may be suspended for this poll alone, so its timers stay; but not for longer than a day. */
function ofRulesInForce(reading: Reading, timers: readonly Timer[]): { struck: Struck[]; idle: Timer[] } {
  const struck: Struck[] = [];
  const idle: Timer[] = [];
  for (const timer of timers) {
    const found = reading.rules.byId.get(timer.ruleId);
    const evaluator = found && isUnderstood(found) ? found : undefined;
    if (evaluator && !isBeforeRule(evaluator, timer.at)) struck.push({ timer, evaluator });
    else if (evaluator || lateness(reading, timer.at) !== undefined) idle.push(timer);
  }
  return { struck, idle };
}

/** Was the rule switched on only after this moment? */
export function isBeforeRule({ inForce: { since } }: Evaluator, at: string): boolean {
  return since !== undefined && Date.parse(at) < Date.parse(since);
}

/** The oldest moment of each row, of those that the row still has as far as is known: an outdated one is worth no request. */
function oldestMoments(
  reading: Reading,
  struck: readonly Struck[],
  snapshots: ReadonlyMap<string, Snapshot>,
): Map<string, string> {
  const moments = new Map<string, string>();
  for (const { timer, evaluator } of struck) {
    const snapshot = snapshots.get(rowOf(timer));
    if (!snapshot || !canStrike(reading, snapshot, evaluator)) continue;
    if (snapshot.reached?.[timer.ruleId] === timer.at) continue;
    const justBefore = new Date(Date.parse(timer.at) - 1).toISOString();
    const isOfRow = timerAfter(reading, evaluator, snapshot.row, justBefore)?.at === timer.at;
    if (isOfRow && !moments.has(snapshot.row.id)) moments.set(snapshot.row.id, timer.at);
  }
  return moments;
}

function sort(
  reading: Reading,
  sorted: Sorted,
  each: Struck,
  snapshot: Snapshot | undefined,
  pages: ReadonlyMap<string, Row | undefined>,
): void {
  const { timer, evaluator } = each;
  if (!snapshot || !canStrike(reading, snapshot, evaluator)) {
    sorted.idle.push(timer);
    return;
  }
  const { id } = snapshot.row;
  const page = pages.get(id);
  if (page && !isStillIn(reading.schema, page)) {
    goInVain(reading, sorted, snapshot, [each]);
    return;
  }
  // Not to be seen now, or edited before this moment: after this poll's window more is known.
  if (pages.has(id) && (!page || !isEditedAfter(page, timer.at))) return;
  const ofRow = sorted.byRow.get(id) ?? [];
  // One moment of a rule after the other: the later ones are still there when this is done.
  if (ofRow.some((other) => other.timer.ruleId === timer.ruleId)) return;
  sorted.byRow.set(id, [...ofRow, each]);
}

function goInVain(reading: Reading, sorted: Sorted, snapshot: Snapshot, struck: readonly Struck[]): void {
  sorted.idle.push(...struck.map(({ timer }) => timer));
  sorted.next.push(...followers(reading, snapshot, struck));
}

function rowOf({ rowId }: Timer): string {
  return rowId ?? "";
}

function canStrike({ schema }: Reading, { row, isStub }: Snapshot, evaluator: Evaluator): boolean {
  return row.sourceId === schema.id && isStub !== true && evaluator.clock()?.per === "row";
}

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
