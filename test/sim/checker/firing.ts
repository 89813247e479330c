import { deliveryKey } from "../../../shared/domain/delivery.ts";
import type { PollRun } from "../ledger.ts";
import type { Cells, State, WorldSource } from "../notion-world.ts";
import type { WorldRule } from "../rule-authors.ts";
import type { RuleSpec } from "../rule-spec.ts";
import type { Evidence, Observed } from "./evidence.ts";
import { goodReads } from "./observation.ts";

/** Polls without an untrue answer after which an edit of a rule, or of its columns, is surely in force. */
const pollsToBeInForce = 3;

/** I2 and I3: a rule fires for two states that were seen one after the other, exactly if its author would say so. */
export function rulesFireAsTheirAuthorsMean(evidence: Evidence): void {
  for (const [rowId, observed] of evidence.observed) {
    observed.forEach((present, i) => {
      const before = observed[i - 1];
      if (isClockEvent(present, before)) return;
      for (const rule of evidence.universe.author.rules) judge(evidence, rule, rowId, before, present);
    });
  }
}

function isClockEvent(present: Observed, before: Observed | undefined): boolean {
  return present.commit.deliveries.some(({ op }) => op === "time") && before !== undefined;
}

function judge(
  evidence: Evidence,
  rule: WorldRule,
  rowId: string,
  before: Observed | undefined,
  present: Observed,
): void {
  const { snapshot, deliveries } = present.commit;
  const key = deliveryKey(rule.row.id, rowId, snapshot.revision);
  const hasFired = deliveries.some((delivery) => delivery.key === key);
  const states = statesOf(evidence, rowId, before, present);
  const specs = rule.history.flatMap(({ at, spec }) => (spec && at <= present.at ? [spec] : []));
  const named = rule.history.findLast(({ spec }) => spec)?.spec;
  const why = `rule ${rule.row.number} (${named?.when} ${named?.which}${named?.condition}) and ${key}`;
  if (isUnread(evidence, specs, before, present)) return;
  if (hasFired && before === undefined && !hasComeSince(evidence, rule, rowId))
    evidence.found.push({ invariant: "what was there all along is not added", what: why, rowId });
  if (hasFired && !specs.some((spec) => wouldFire(spec, rule, states)))
    return void evidence.found.push({ invariant: "nothing fires without a reason", what: why, rowId });
  const spec = surelyInForce(evidence, rule, present);
  if (!spec || !states.after || states.after.editedAt < since(rule, present)) return;
  if (wouldFire(spec, rule, states) === hasFired) return;
  const what = `${why} ${hasFired ? "fired" : "did not fire"}`;
  evidence.found.push({ invariant: "what its author means fires", what, rowId });
}

/** Was the row made, or moved here, after its author wrote the rule; or was it never to be seen before? */
function hasComeSince(evidence: Evidence, rule: WorldRule, rowId: string): boolean {
  const states = evidence.universe.notion.world.rows.get(rowId)?.states ?? [];
  const from = rule.history[0]?.at ?? 0;
  return states.some(
    ({ at, sourceId, inTrash }, i) =>
      (at >= from && sourceId === rule.source.id && states[i - 1]?.sourceId !== sourceId) ||
      (!inTrash && states[i - 1]?.inTrash === true && wasHidden(evidence, states, i)),
  );
}

/**
 * Was it in the trash, for queries, when the baseline read and still when the first sweep did, until it was restored by the
 * state at `index`? Then nothing tells it from one that is made.
 */
function wasHidden({ universe }: Evidence, states: readonly State[], index: number): boolean {
  const restored = states[index] as State;
  const trashed = states.slice(0, index).findLast((state, i) => state.inTrash && !states[i - 1]?.inTrash);
  const isTrashDuring = (from: number, until: number) =>
    trashed !== undefined && trashed.at <= until && restored.indexedAt >= from;
  const { checkpoints, sweeps } = universe.ledger;
  const saved = checkpoints.get(restored.sourceId) ?? [];
  return saved.some(({ checkpoint, at }, i) => {
    const was = saved[i - 1]?.checkpoint;
    if (checkpoint?.phase !== "watching" || was?.phase === "watching") return false;
    const startedAt = Math.min(Date.parse(checkpoint.since), at);
    const first = sweeps.find(({ sourceId, endedAt }) => sourceId === restored.sourceId && endedAt > at);
    return (
      isTrashDuring(startedAt, at) && first !== undefined && isTrashDuring(first.startedAt, first.endedAt)
    );
  });
}

/**
 * A column that was gone when the row was last seen says nothing of what it held before. Once a sweep has read the source
 * with it again, everything is known.
 */
function isUnread(
  { universe }: Evidence,
  specs: readonly RuleSpec[],
  before: Observed | undefined,
  present: Observed,
): boolean {
  const was = before?.commit.snapshot;
  if (!was || was.isStub) return false;
  const { sourceId } = present.commit.snapshot.row;
  const schemas = universe.notion.world.sources.get(sourceId)?.schemas ?? [];
  return specs.some(({ looksAt = [] }) =>
    looksAt.some((id) => {
      if (was.row.properties[id]) return false;
      const back = schemas.findLast(
        ({ at, columns }, i) => at <= present.at && has(columns, id) && !has(schemas[i - 1]?.columns, id),
      );
      return !universe.ledger.sweeps.some(
        (sweep) =>
          sweep.sourceId === sourceId &&
          sweep.startedAt > (back?.at ?? Number.POSITIVE_INFINITY) &&
          sweep.endedAt < present.at,
      );
    }),
  );
}

function has(columns: readonly { id: string }[] | undefined, id: string): boolean {
  return columns?.some((column) => column.id === id) ?? false;
}

type Seen = { before: Cells | undefined; after: State | undefined; isSilent: boolean };

function statesOf(evidence: Evidence, rowId: string, before: Observed | undefined, present: Observed): Seen {
  const states = evidence.universe.notion.world.rows.get(rowId)?.states ?? [];
  const { snapshot } = present.commit;
  const was = before?.commit.snapshot;
  // Back from where it was forgotten nothing is known of before; from another source it comes as new.
  const hasMoved =
    was !== undefined && (was.removed === "moved" || was.row.sourceId !== snapshot.row.sourceId);
  const isSilent =
    snapshot.lastChange === undefined ||
    snapshot.removed !== undefined ||
    (was?.isStub === true && !hasMoved) ||
    JSON.stringify(was?.lastChange) === JSON.stringify(snapshot.lastChange);
  return {
    before: was === undefined || hasMoved ? undefined : states[before?.index ?? -1]?.cells,
    after: snapshot.removed ? undefined : states[present.index],
    isSilent,
  };
}

function wouldFire(spec: RuleSpec, rule: WorldRule, { before, after, isSilent }: Seen): boolean {
  return (
    after !== undefined && !isSilent && after.sourceId === rule.source.id && spec.fires(before, after.cells)
  );
}

function since(rule: WorldRule, { at }: Observed): number {
  return rule.history.findLast((entry) => entry.at <= at)?.at ?? 0;
}

/** What an author wants and every poll must know by now; undefined while that is not sure. */
function surelyInForce(evidence: Evidence, rule: WorldRule, present: Observed): RuleSpec | undefined {
  const { run, at } = present;
  const entry = rule.history.findLast((known) => known.at <= at);
  if (!run || run.anomalies > 0 || !entry?.spec || entry.at > run.startedAt) return undefined;
  const indexedAt = rule.row.states.findLast((state) => state.at <= entry.at)?.indexedAt ?? entry.at;
  const polls = evidence.universe.ledger.runs.filter(
    (other) =>
      other.startedAt >= indexedAt &&
      isEndedBefore(other, run) &&
      other.anomalies === 0 &&
      other.completed.has(rule.source.id) &&
      isWholeDuring(rule.source, other.startedAt - lastLookMs, other.endedAt ?? at),
  );
  const first = polls[polls.length - pollsToBeInForce];
  if (!first || lacksColumn(rule.source, first.startedAt, at)) return undefined;
  return entry.spec;
}

/** A rule with a problem is looked at again after a minute. */
const lastLookMs = 70_000;

/** Had a source the columns that its rules name, all the while? */
function isWholeDuring({ schemas }: WorldSource, from: number, until: number): boolean {
  return schemas.every(
    ({ at, columns }, i) =>
      columns === schemas[0]?.columns ||
      at > until ||
      (schemas[i + 1]?.at ?? Number.POSITIVE_INFINITY) < from,
  );
}

/** Was one of them gone, at any moment? A column that is renamed or added harms no rule that was once understood. */
function lacksColumn({ schemas }: WorldSource, from: number, until: number): boolean {
  return schemas.some(
    ({ at, columns }, i) =>
      columns.length < (schemas[0]?.columns.length ?? 0) &&
      at <= until &&
      (schemas[i + 1]?.at ?? Number.POSITIVE_INFINITY) >= from,
  );
}

function isEndedBefore({ outcome, endedAt }: PollRun, run: PollRun): boolean {
  return outcome === "ended" && endedAt !== undefined && endedAt <= run.startedAt;
}

/** Two commits of a row by the clock never fire a rule for one moment, and each moment was one that the row had. */
export function momentsFireOnce(evidence: Evidence): void {
  for (const [rowId, observed] of evidence.observed) {
    const struck = new Set<string>();
    const states = evidence.universe.notion.world.rows.get(rowId)?.states ?? [];
    for (const { commit, at } of observed) {
      for (const { ruleId, op } of commit.deliveries) {
        if (op !== "time") continue;
        const moment = commit.snapshot.reached?.[ruleId] ?? "";
        const name = `${ruleId} ${moment}`;
        const wasDue = states.some((state) => state.at <= at && dueOf(state) === Date.parse(moment));
        if (!struck.has(name) && wasDue && Date.parse(moment) <= at + 10 * 60_000) struck.add(name);
        else
          evidence.found.push({
            invariant: "a moment fires once, and only one that the row had",
            what: `${name} of ${rowId}${struck.has(name) ? " fired before" : ""}`,
            rowId,
          });
      }
    }
  }
}

function dueOf({ cells }: State): number | undefined {
  return cells.du?.type === "date" && cells.du.value ? Date.parse(cells.du.value.start) : undefined;
}

/** A moment that comes while the row has long said so, with its rule in force, fires. */
export function everyMomentFires(evidence: Evidence): void {
  const { universe, observed, found } = evidence;
  const rules = universe.author.rules.filter(
    ({ history }) => history[0]?.spec?.kind === "date" && history.length === 1,
  );
  for (const rule of rules) {
    const { startedAt } = rule.history[0] ? { startedAt: rule.history[0].at } : { startedAt: 0 };
    for (const row of rule.source.rows) {
      row.states.forEach((state, index) => {
        const due = dueOf(state);
        const end =
          row.states
            .slice(index + 1)
            .find((next) => dueOf(next) !== due || next.inTrash || next.sourceId !== state.sourceId)?.at ??
          universe.time.now();
        if (
          due === undefined ||
          state.inTrash ||
          state.sourceId !== rule.source.id ||
          due < state.at ||
          due > end
        )
          return;
        if (!isSteady(row.states, index, end, rule) || rule.source.schemas.length > 1) return;
        const isSettled =
          goodReads(evidence, rule.source.id, Math.max(state.indexedAt, startedAt) + 60_000, due).length >= 3;
        if (!isSettled || goodReads(evidence, rule.source.id, due, end).length < 3) return;
        const fired = observed
          .get(row.id)
          ?.some(
            ({ commit, at }) => at <= end && Date.parse(commit.snapshot.reached?.[rule.row.id] ?? "") === due,
          );
        if (!fired)
          found.push({
            invariant: "every moment that comes fires",
            what: `${new Date(due).toISOString()} of ${row.id} for rule ${rule.row.number}`,
            rowId: row.id,
          });
      });
    }
  }
}

/** Its condition has to hold all the while for a moment to be sure to fire. */
function isSteady(states: readonly State[], index: number, end: number, rule: WorldRule): boolean {
  if (rule.history[0]?.spec?.condition === "") return true;
  const during = states.filter((state, i) => i >= index && state.at < end);
  return during.every(({ cells }) => cells.st?.type === "status" && cells.st.value?.name !== "Done");
}
