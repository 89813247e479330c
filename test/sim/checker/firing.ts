import { deliveryKey } from "../../../shared/domain/delivery.ts";
import type { Column } from "../../../shared/domain/row.ts";
import { watchedColumns } from "../columns.ts";
import type { Cells, State } from "../notion-world.ts";
import type { WorldRule } from "../rule-authors.ts";
import type { RuleSpec } from "../rule-spec.ts";
import type { Evidence, Observed } from "./evidence.ts";
import { surelyInForce } from "./in-force.ts";

/** I2 and I3: a rule fires for two states that were seen one after the other, exactly if its author would say so. */
export function rulesFireAsTheirAuthorsMean(evidence: Evidence): void {
  for (const [rowId, observed] of evidence.observed) {
    observed.forEach((present, i) => {
      const before = observed[i - 1];
      // What two untrue answers made of it is nothing to judge by.
      const isKnown = present.commit.snapshot.isStub || present.index >= 0;
      if (!isKnown || before?.index === -1 || isClockEvent(present, before)) return;
      for (const rule of evidence.universe.author.rules) judge(evidence, rule, rowId, before, present);
    });
  }
}

function isClockEvent(present: Observed, before: Observed | undefined): boolean {
  return present.commit.deliveries.some(({ op }) => op === "time" || op === "asked") && before !== undefined;
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
  const owed = deliveries.find((delivery) => delivery.key === key);
  if (owed?.refusal !== undefined && rule.poison) return;
  const hasFired = owed !== undefined;
  const states = statesOf(evidence, rowId, before, present);
  const specs = rule.history.flatMap(({ at, spec }) => (spec && at <= present.at ? [spec] : []));
  const named = rule.history.findLast(({ spec }) => spec)?.spec;
  const why = `rule ${rule.row.number} (${named?.when} ${named?.which}${named?.condition}) and ${key}`;
  if (isUnread(evidence, specs, before, present) || isTurning(specs, states, present)) return;
  if (hasFired && before === undefined && !hasComeSince(evidence, rule, rowId))
    evidence.found.push({ invariant: "what was there all along is not added", what: why, rowId });
  const fires = (spec: RuleSpec) => wouldFire(spec, rule, states, present);
  if (hasFired && !specs.some(fires))
    return void evidence.found.push({ invariant: "nothing fires without a reason", what: why, rowId });
  const spec = surelyInForce(evidence, rule, present);
  const from = Math.max(since(rule, present), evidence.since.get(rule.row.id) ?? 0);
  if (!spec || (states.after && states.after.editedAt < from)) return;
  if (fires(spec) === hasFired) return;
  const what = `${why} ${hasFired ? "fired" : "did not fire"}`;
  evidence.found.push({ invariant: "what its author means fires", what, rowId });
}

/** Was the row made, or moved here, after its author wrote the rule; or was it never to be seen before? */
function hasComeSince(evidence: Evidence, rule: WorldRule, rowId: string): boolean {
  const states = evidence.universe.notion.world.rows.get(rowId)?.states ?? [];
  const from = rule.history[0]?.at ?? 0;
  const hasCome = states.some(
    ({ at, sourceId }, i) =>
      at >= from && sourceId === rule.source.id && states[i - 1]?.sourceId !== sourceId,
  );
  return hasCome || wasHidden(evidence, rule.source.id, states);
}

/**
 * Was it hidden when the baseline read, and again when the first sweep did, be it in the trash or by an untrue answer? Then
 * nothing tells it from one that is made: the README says so of the trash, and two untrue answers are the residue of every
 * promise, which is counted.
 */
function wasHidden({ universe }: Evidence, sourceId: string, states: readonly State[]): boolean {
  const { checkpoints, sweeps, runs } = universe.ledger;
  const isTrashDuring = (from: number, until: number) =>
    states.some(
      ({ at, inTrash }, i) => inTrash && at <= until && (states[i + 1]?.indexedAt ?? until) >= from,
    );
  const isUntrueDuring = (from: number, until: number) =>
    runs.some(
      ({ anomalies, startedAt, endedAt }) =>
        anomalies > 0 && startedAt <= until && (endedAt ?? startedAt) >= from,
    );
  const saved = checkpoints.get(sourceId) ?? [];
  return saved.some(({ checkpoint, at }, i) => {
    const was = saved[i - 1]?.checkpoint;
    if (checkpoint?.phase !== "watching" || was?.phase === "watching") return false;
    const first = sweeps.find((sweep) => sweep.sourceId === sourceId && sweep.endedAt > at);
    if (!first) return false;
    const reads = [
      [Math.min(Date.parse(checkpoint.since), at), at] as const,
      [first.startedAt, first.endedAt] as const,
    ];
    const isHidden = reads.every(
      ([from, until]) => isTrashDuring(from, until) || isUntrueDuring(from, until),
    );
    if (isHidden && !reads.every(([from, until]) => isTrashDuring(from, until)))
      universe.marks.add("two untrue answers agreed");
    return isHidden;
  });
}

/**
 * A column that was gone, or of another type, when the row was last seen says nothing of what it held before. Once a sweep has read the source
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
      const type = watchedColumns.find((column) => column.id === id)?.type;
      // What it says of a column that was gone just then, it says of an earlier time.
      const shownThen = schemas.findLast(({ at }) => at <= (before?.at ?? 0))?.columns;
      if (was.row.properties[id]?.type === type) return !has(shownThen, id);
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

function has(columns: readonly Column[] | undefined, id: string): boolean {
  const type = watchedColumns.find((column) => column.id === id)?.type;
  return columns?.some((column) => column.id === id && column.type === type) ?? false;
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
    (was?.isStub === true && (!hasMoved || snapshot.removed !== undefined)) ||
    JSON.stringify(was?.lastChange) === JSON.stringify(snapshot.lastChange);
  return {
    before: was === undefined || hasMoved ? undefined : states[before?.index ?? -1]?.cells,
    after: snapshot.removed ? undefined : states[present.index],
    isSilent,
  };
}

function wouldFire(
  spec: RuleSpec,
  rule: WorldRule,
  { before, after, isSilent }: Seen,
  { at, commit: { snapshot } }: Observed,
): boolean {
  if (isSilent || snapshot.row.sourceId !== rule.source.id) return false;
  if (snapshot.removed) return before !== undefined && spec.removes?.(before) === true;
  return after !== undefined && spec.fires(before, after.cells, at);
}

const nearMs = 3 * 60_000;

/** Did the clock make a rule's condition another one between the edit and when it was seen? Then either is right. */
function isTurning(specs: readonly RuleSpec[], { before, after }: Seen, { at }: Observed): boolean {
  const from = (after?.editedAt ?? at) - nearMs;
  return specs.some(({ turns }) =>
    [before, after?.cells].some(
      (cells) =>
        cells !== undefined && turns?.(cells).some((turn) => !(turn < from || turn > at + nearMs)) === true,
    ),
  );
}

function since(rule: WorldRule, { at }: Observed): number {
  return rule.history.findLast((entry) => entry.at <= at)?.at ?? 0;
}
