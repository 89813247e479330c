import type { ChangeEvent, Snapshot } from "../../domain/change.ts";
import type { Delivery } from "../../domain/delivery.ts";
import { mayComeBack } from "../../domain/gone-columns.ts";
import type { OwnWrite } from "../../domain/own-write.ts";
import type { Row } from "../../domain/row.ts";
import type { Rule } from "../../domain/rule.ts";
import type { Commit, CommitResult } from "../../ports.ts";
import { braked } from "../judge/braked.ts";
import { type Change, isSilent } from "../judge/change-of.ts";
import { evaluate } from "../judge/evaluate.ts";
import { circleMemory, guardCircles, originOfChange, ownWritesOf } from "../judge/guard-circles.ts";
import { nextTimers } from "../judge/next-timers.ts";
import { momentOf, type Reading } from "../judge/reading.ts";
import { withoutLongReached } from "./long-reached.ts";
import { isOurs, stumble, unlessStumbling } from "./stumble.ts";

/** How many rows go into one call; the store packs them into transactions. */
const batchSize = 25;

/** Judges confirmed changes and stores each with what it owes: all of a row together, or nothing of it. */
export async function commitChanges(reading: Reading, changes: readonly Change[]): Promise<void> {
  for (let first = 0; first < changes.length; first += batchSize) {
    const batch = changes.slice(first, first + batchSize);
    const own = await ownWritesOf(reading, batch);
    const events = batch.flatMap((change) => {
      const make = () => commitOf(reading, change, own.get(change.row.id) ?? []);
      const commit = unlessStumbling(reading, change.row, make);
      return commit ? [{ event: change.event, commit }] : [];
    });
    await commitEvents(reading, events);
  }
}

/** What happened to a row, and all that is to be stored for it. */
export type EventCommit = { event: Pick<ChangeEvent, "changed"> & { op: Delivery["op"] }; commit: Commit };

/** Stores events and tells of them. */
export async function commitEvents(reading: Reading, events: readonly EventCommit[]): Promise<void> {
  const { services, schema, result } = reading;
  if (events.length === 0) return;
  const results = await store(reading, events);
  events.forEach(({ event, commit: { snapshot, deliveries } }, index) => {
    const became = results[index];
    if (became?.outcome === "refused") result.refusals.push({ rowId: snapshot.row.id, text: became.problem });
    if (became?.outcome === "committed") reading.mended.add(snapshot.row.id);
    if (became?.outcome !== "committed" || (event.op === "update" && event.changed.length === 0)) return;
    result.changes++;
    result.deliveries.push(...deliveries.filter(({ state }) => state === "pending").map(({ key }) => key));
    services.log.info("change", {
      sourceId: schema.id,
      rowId: snapshot.row.id,
      revision: snapshot.revision,
      op: event.op,
      changed: event.changed,
      deliveries: deliveries.map(({ key }) => key),
    });
  });
}

/** Together, or one by one where one of them cannot be written down. @returns undefined for that one. */
async function store(
  reading: Reading,
  events: readonly EventCommit[],
): Promise<(CommitResult | undefined)[]> {
  const { services, lease, schema, brakes } = reading;
  const owes = events.some(({ commit }) => commit.deliveries.length > 0);
  try {
    return await services.snapshots.commit(
      lease,
      events.map(({ commit }) => ({ ...commit, snapshot: withoutLongReached(reading, commit.snapshot) })),
      owes ? { sourceId: schema.id, brakes } : undefined,
    );
  } catch (error) {
    if (!isOurs(error)) throw error;
    const [first, ...others] = events;
    if (first && others.length === 0) {
      stumble(reading, first.commit.snapshot.row, error);
      return [undefined];
    }
    const results: (CommitResult | undefined)[] = [];
    for (const event of events) results.push(...(await store(reading, [event])));
    return results;
  }
}

function commitOf(reading: Reading, change: Change, own: readonly OwnWrite[]): Commit {
  const { event, row, snapshot } = change;
  const origin = originOfChange(reading, change, own);
  const onMiss = (rule: Rule, why: string) => {
    if (event.op !== "delete") reading.misses.set(rule.id, { rule, event, why });
  };
  const owed = evaluate(reading.rules, event, momentOf(reading.polling), origin.generation, onMiss);
  const { reasons, firings } = guardCircles(reading, owed, snapshot?.firings);
  return {
    snapshot: { ...nextSnapshot(reading, change), ...circleMemory(origin, firings) },
    deliveries: owed.flatMap((delivery) => braked(reading, [delivery], reasons.get(delivery.key))),
    timers: {
      set: nextTimers(reading, row, event.op === "create" ? undefined : snapshot, event.at),
      remove: [],
    },
  };
}

function nextSnapshot(reading: Reading, { row, content, shown, refused, snapshot, event }: Change): Snapshot {
  const { properties, hashes } = withUnseen(reading, snapshot, row, content.hashes, refused);
  const next: Snapshot = {
    row: { ...row, properties },
    revision: event.revision,
    hash: content.hash,
    hashes,
  };
  if (shown) next.shown = shown;
  if (snapshot?.reached) next.reached = snapshot.reached;
  const lastChange = isSilent(event) ? snapshot?.lastChange : lastChangeOf(event, reading.startedAt);
  if (lastChange) next.lastChange = lastChange;
  return next;
}

/**
 * What the row says, and what it last said in columns that it does not show now: removed, perhaps to be restored, not
 * computed in time, or refused beyond their beginning. When they show again, only what differs from then is a change. Of
 * columns long gone nothing is kept, or rows would grow for ever.
 */
function withUnseen(
  { schema }: Reading,
  snapshot: Snapshot | undefined,
  row: Row,
  hashes: Record<string, string>,
  refused: readonly string[] = [],
): Pick<Snapshot, "hashes"> & Pick<Row, "properties"> {
  const all = { properties: { ...row.properties }, hashes: { ...hashes } };
  if (snapshot?.row.sourceId !== row.sourceId) return all;
  for (const [id, hash] of Object.entries(snapshot.hashes)) {
    const before = snapshot.row.properties[id];
    const isUnseen = hashes[id] === undefined || (refused.includes(id) && before?.truncated !== true);
    if (!before || !isUnseen || !mayComeBack(schema, id)) continue;
    all.properties[id] = before;
    all.hashes[id] = hash;
  }
  return all;
}

function lastChangeOf(event: ChangeEvent, seenAt: string): NonNullable<Snapshot["lastChange"]> {
  const before: Row["properties"] = {};
  for (const id of event.changed) {
    const property = event.before?.properties[id];
    if (property) before[id] = property;
  }
  return { op: event.op, changed: event.changed, before, seenAt };
}
