import type { PollRun } from "../ledger.ts";
import { newest, type State, type WorldRow, type WorldSource } from "../notion-world.ts";
import { isPoisoned } from "../poison.ts";
import { type Evidence, hashesOf, identityOf, type Observed } from "./evidence.ts";
import { isBoundWell } from "./in-force.ts";

/** Complete reads of a source without an untrue answer that a state has to live through to be one that is seen. */
const readsToBeSeen = 3;
/** Which edits of a minute came last cannot be told before it is over by the overlap. */
const ambiguousMs = 6 * 60_000;
/** Of many changes at once the second sweep finds the rest. */
const sweepsToBeSeen = 2;
/** A source that went to the trash before its edits were seen is noticed within ten minutes, and passed by until then. */
const hiddenMs = 10 * 60_000;
/** What an index shows later than this is for the sweep to find. */
const longestLagMs = 4 * 60_000;

/** I1: whatever stays for a few complete reads is what the snapshot says before it changes again. */
export function everySettledStateIsSeen(evidence: Evidence): void {
  for (const row of evidence.universe.notion.world.rows.values()) {
    const observed = evidence.observed.get(row.id) ?? [];
    row.states.forEach((state, index) => {
      const end = endOf(evidence, row, index);
      if (!isSettled(evidence, row, state, index, end)) return;
      const last = observed.findLast(({ at }) => at <= end);
      if (last?.commit.snapshot.isStub && !last.commit.snapshot.removed) return;
      if (
        last &&
        !last.commit.snapshot.removed &&
        hashesOf(evidence.universe, row, state).has(last.commit.snapshot.hash)
      )
        return;
      evidence.found.push({
        invariant: "every settled state is seen",
        what: `${row.id} ${state.why} at ${iso(state.at)}, stayed until ${iso(end)}, and was not seen`,
        rowId: row.id,
      });
    });
  }
}

/** When a state's content ends to be the row's; a following state may say the same. */
function endOf({ universe }: Evidence, row: WorldRow, index: number): number {
  const state = row.states[index] as State;
  const identity = identityOf(state);
  for (const next of row.states.slice(index + 1)) if (identityOf(next) !== identity) return next.at;
  return universe.time.now();
}

function isSettled(evidence: Evidence, row: WorldRow, state: State, index: number, end: number): boolean {
  if (state.inTrash || !isWatched(evidence, state.sourceId, end)) return false;
  const wasBefore = row.states
    .slice(0, index)
    .some((other) => minute(other.editedAt) === minute(state.editedAt));
  const shownAt = wasBefore ? Math.max(state.indexedAt, state.editedAt + ambiguousMs) : state.indexedAt;
  const since = row.poison && isPoisoned(row, state.at, end) ? Math.max(shownAt, row.poison.until) : shownAt;
  if (isInWindows(evidence, state))
    return goodReads(evidence, state.sourceId, since, end).length >= readsToBeSeen;
  return goodSweeps(evidence, state.sourceId, since, end) >= sweepsToBeSeen;
}

/** Do the reads that follow its edit show it, or was it there before the first of them, or hidden while they were made? */
function isInWindows({ universe }: Evidence, state: State): boolean {
  if (state.indexedAt - state.editedAt > longestLagMs) return false;
  const { troubles } = universe.notion.world.sources.get(state.sourceId) as WorldSource;
  if (troubles.some(({ from, until }) => until >= state.editedAt && from <= state.indexedAt + hiddenMs))
    return false;
  const saved = universe.ledger.checkpoints.get(state.sourceId) ?? [];
  const watching = saved.find(({ checkpoint }) => checkpoint?.phase === "watching")?.checkpoint;
  return watching?.phase === "watching" && state.editedAt > Date.parse(watching.since);
}

/** Sweeps that came to their end within a time, while no poll saw anything untrue. */
function goodSweeps({ universe }: Evidence, sourceId: string, from: number, until: number): number {
  const { sweeps, runs } = universe.ledger;
  return sweeps.filter((sweep) => {
    if (sweep.sourceId !== sourceId || sweep.startedAt < from || sweep.endedAt > until) return false;
    return !runs.some(
      ({ anomalies, startedAt, endedAt }) =>
        anomalies > 0 && startedAt <= sweep.endedAt && (endedAt ?? startedAt) >= sweep.startedAt,
    );
  }).length;
}

/** Complete reads of a source within a time, by polls that saw nothing untrue. */
export function goodReads({ universe }: Evidence, sourceId: string, from: number, until: number): PollRun[] {
  const troubles = universe.notion.world.sources.get(sourceId)?.troubles ?? [];
  return universe.ledger.runs.filter(
    ({ startedAt, anomalies, completed }) =>
      startedAt >= from &&
      anomalies === 0 &&
      // In the trash it shows no rows, until that is noticed.
      !troubles.some((trouble) => trouble.from <= until && trouble.until >= startedAt) &&
      (completed.get(sourceId) ?? Number.POSITIVE_INFINITY) <= until,
  );
}

/** Does a rule that its author has not removed name the source? */
function isWatched(evidence: Evidence, sourceId: string, at: number): boolean {
  const { universe } = evidence;
  const source = universe.notion.world.sources.get(sourceId);
  if (!source || !isBoundWell(evidence, source)) return false;
  return universe.author.rules.some(
    ({ row, source }) =>
      source.id === sourceId && !row.states.some((state) => state.inTrash && state.at <= at),
  );
}

/** I10: when all is quiet, what is remembered is what is there. */
export function everythingIsAsItIs(evidence: Evidence): void {
  const { universe, observed, found } = evidence;
  for (const row of universe.notion.world.rows.values()) {
    const state = newest(row);
    const snapshot = observed.get(row.id)?.at(-1)?.commit.snapshot;
    if (!isWatched(evidence, state.sourceId, universe.time.now())) continue;
    const { rulesSource, runs } = universe.author;
    if ([rulesSource.id, runs?.source.id].includes(state.sourceId)) continue;
    const isGone = state.inTrash;
    const isRight = isGone
      ? snapshot === undefined || snapshot.removed !== undefined
      : snapshot !== undefined && isShown(evidence, row, state, observed.get(row.id)?.at(-1));
    if (isRight) continue;
    const what = `${row.id} ${state.why} at ${iso(state.at)}, and the snapshot says ${snapshot?.removed ?? (snapshot ? "something else" : "nothing")}`;
    found.push({ invariant: "in the end the snapshots are the rows", what, rowId: row.id });
  }
}

function isShown({ universe }: Evidence, row: WorldRow, state: State, last: Observed | undefined): boolean {
  const snapshot = last?.commit.snapshot;
  if (!snapshot || snapshot.removed) return false;
  return snapshot.isStub === true || hashesOf(universe, row, state).has(snapshot.hash);
}

function minute(time: number): number {
  return Math.floor(time / 60_000);
}

export function iso(time: number): string {
  return new Date(time).toISOString().slice(11, 19);
}
