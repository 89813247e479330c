import type { Snapshot } from "../../domain/change.ts";
import type { Timer } from "../../domain/timer.ts";
import { braked } from "../judge/braked.ts";
import { type Evaluator, evaluateMoment, isUnderstood } from "../judge/evaluate.ts";
import { guardClock } from "../judge/guard-clock.ts";
import { momentOf, type Reading } from "../judge/reading.ts";
import { standIn } from "../judge/stand-in.ts";
import { commitEvents, type EventCommit } from "../rows/commit-changes.ts";
import { isOurs } from "../rows/stumble.ts";
import { dueTimers } from "./due-timers.ts";
import { namedOrLater } from "./named-or-later.ts";
import { isBeforeRule, lateness } from "./strike-timers.ts";

/** Moments of one schedule that are looked through after an outage: a year of every quarter of an hour. */
const mostMissed = 40_000;

/**
 * Fires the schedules whose moment has come: once for all that was missed, for the latest of it. A rule that names no column
 * acts once, any other for each row that meets its condition.
 */
export async function strikeSchedules(reading: Reading): Promise<void> {
  for await (const timers of dueTimers(reading, ({ rowId }) => rowId === null)) {
    for (const timer of timers) {
      if (!reading.hasTime()) return;
      await strikeAlone(reading, timer);
    }
  }
}

/** One schedule that our own code fails for stops no other: its timer stays, for the next poll. */
async function strikeAlone(reading: Reading, timer: Timer): Promise<void> {
  try {
    await strikeSchedule(reading, timer);
  } catch (error) {
    const evaluator = reading.rules.byId.get(timer.ruleId);
    if (!isOurs(error) || !evaluator) throw error;
    guardClock(reading, evaluator, () => {
      throw error;
    });
  }
}

async function strikeSchedule(reading: Reading, timer: Timer): Promise<void> {
  const { services, lease } = reading;
  const found = reading.rules.byId.get(timer.ruleId);
  const evaluator = found && isUnderstood(found) ? found : undefined;
  // It may be suspended for this poll alone.
  if (!evaluator && lateness(reading, timer.at) === undefined) return;
  const clock = evaluator?.clock();
  if (!evaluator || clock?.per !== "source") return services.timers.remove(lease, [timer]);
  const { trigger, options } = evaluator.inForce.rule;
  const nextAfter = (at: string) => clock.next(trigger.config, options.timeZone, at);
  // The schedule was edited since: its new version has a timer of its own.
  if (!isMoment(timer.at, nextAfter)) return services.timers.remove(lease, [timer]);
  const at = begunMoment(reading, timer, nextAfter) ?? latestMoment(reading, timer, nextAfter);
  if (!isBeforeRule(evaluator, at) && !(await act(reading, evaluator, timer, at))) return;
  await services.timers.set(lease, [{ ...timer, at: nextAfter(at) }]);
  await services.timers.remove(lease, [timer]);
}

function isMoment(at: string, nextAfter: (at: string) => string): boolean {
  return nextAfter(new Date(Date.parse(at) - 1).toISOString()) === at;
}

/** The moment of a walk that was begun: it comes to the last row, whatever has come due since, or that one never fires. */
function begunMoment(
  { watching }: Reading,
  timer: Timer,
  nextAfter: (at: string) => string,
): string | undefined {
  const at = watching?.clock?.striking?.[timer.ruleId]?.at;
  return at !== undefined && at >= timer.at && isMoment(at, nextAfter) ? at : undefined;
}

function latestMoment({ startedAt }: Reading, timer: Timer, nextAfter: (at: string) => string): string {
  let at = timer.at;
  let next = nextAfter(at);
  for (let missed = 0; next <= startedAt && missed < mostMissed; missed++) {
    at = next;
    next = nextAfter(at);
  }
  return at;
}

/** @returns false when it is not done yet. */
function act(reading: Reading, evaluator: Evaluator, timer: Timer, at: string): Promise<boolean> {
  const isOnce = evaluator.inForce.rule.scope === "once";
  return isOnce ? actOnce(reading, evaluator, at) : actOnRows(reading, evaluator, timer, at);
}

/** The rule stands in for a row, so that its firings are counted like those of any other. */
async function actOnce(reading: Reading, evaluator: Evaluator, at: string): Promise<true> {
  const { rule } = evaluator.inForce;
  const known = (await reading.services.snapshots.load([rule.id])).get(rule.id);
  const snapshot = known ?? standIn(rule.id, rule.name, at);
  const fired = fireFor(reading, evaluator, snapshot, at);
  if (fired) await commitEvents(reading, [fired]);
  return true;
}

/** @returns false when time ran out: the checkpoint keeps the place, and a row that was acted on remembers the moment. */
async function actOnRows(reading: Reading, evaluator: Evaluator, timer: Timer, at: string): Promise<boolean> {
  const { services, schema, watching } = reading;
  if (!watching) return false;
  const clock = watching.clock ?? { set: {} };
  watching.clock = clock;
  const known = clock.striking?.[timer.ruleId];
  let after = known?.at === at ? known.after : undefined;
  do {
    if (!reading.hasTime()) {
      clock.striking = { ...clock.striking, [timer.ruleId]: placeOf(at, after) };
      return false;
    }
    const page = await services.snapshots.walk(schema.id, after);
    const snapshots = await services.snapshots.load(page.rowIds);
    const { events, isWhole } = await fireForAll(reading, evaluator, snapshots.values(), at);
    await commitEvents(reading, events);
    if (!isWhole) {
      clock.striking = { ...clock.striking, [timer.ruleId]: placeOf(at, after) };
      return false;
    }
    after = page.after;
  } while (after !== undefined);
  delete clock.striking?.[timer.ruleId];
  return true;
}

function placeOf(at: string, after: string | undefined): { at: string; after?: string } {
  return after === undefined ? { at } : { at, after };
}

/** @returns what fires, and whether all could be asked; a row that fired remembers the moment. */
async function fireForAll(
  reading: Reading,
  evaluator: Evaluator,
  snapshots: Iterable<Snapshot>,
  at: string,
): Promise<{ events: EventCommit[]; isWhole: boolean }> {
  const events: EventCommit[] = [];
  for (const snapshot of snapshots) {
    const named = await namedOrLater(reading, snapshot, at);
    if (!named) return { events, isWhole: false };
    const fired = fireFor(reading, evaluator, named, at);
    if (fired) events.push(fired);
  }
  return { events, isWhole: true };
}

function fireFor(
  reading: Reading,
  evaluator: Evaluator,
  snapshot: Snapshot,
  at: string,
): EventCommit | undefined {
  const { rule } = evaluator.inForce;
  if (snapshot.isStub || snapshot.reached?.[rule.id] === at) return undefined;
  const revision = snapshot.revision + 1;
  const delivery = evaluateMoment(evaluator, snapshot.row, revision, at, momentOf(reading.polling));
  if (!delivery) return undefined;
  return {
    event: { op: "time", changed: [] },
    commit: {
      snapshot: { ...snapshot, revision, reached: { ...snapshot.reached, [rule.id]: at } },
      deliveries: braked(reading, [delivery], lateness(reading, at)),
    },
  };
}
