import type { Brakes } from "../../../shared/domain/brake.ts";
import { hashRow } from "../../../shared/domain/content.ts";
import type { Delivery } from "../../../shared/domain/delivery.ts";
import type { RuleHead, RuleStats } from "../../../shared/domain/rule.ts";
import { storesIn } from "../../../shared/stores/stores.ts";
import type { Committed } from "../ledger.ts";
import { indexedState, type State, show, type WorldRow, type WorldSource } from "../notion-world.ts";
import type { Universe } from "../universe.ts";

export type Violation = { invariant: string; what: string; rowId?: string };

/** What the checker judges by: the true history, what was durably done, and what is there in the end. */
export type Evidence = {
  universe: Universe;
  /** As they are in the end, by key. */
  deliveries: Map<string, Delivery>;
  /** Each commit of a row with the true state it shows, where there is one. */
  observed: Map<string, Observed[]>;
  /** As they are in the end, of all rules. */
  brakes: Brakes;
  /** Of all rules, by rule id. */
  stats: Map<string, RuleStats>;
  /** From when on each rule is said to be in force, by rule id. */
  since: Map<string, number>;
  /** As they are in the end, by rule id. */
  heads: Map<string, RuleHead>;
  found: Violation[];
};

/** `index` is the place of the true state in the row's history; -1 for none, and for what holds no content. */
export type Observed = Committed & { index: number };

export async function gather(universe: Universe): Promise<Evidence> {
  const { outbox, rules, sources } = storesIn(universe.truth, {
    clock: { now: () => new Date(universe.time.now()) },
    newId: universe.newId,
  });
  const deliveries = new Map<string, Delivery>();
  for (const key of universe.ledger.deliveriesPut.keys()) {
    const delivery = await outbox.load(key);
    if (delivery) deliveries.set(key, delivery);
  }
  const heads = await rules.heads("default");
  const since = new Map(heads.map((head) => [head.ruleId, Date.parse(head.since ?? "")] as const));
  const brakes: Brakes = {};
  for (const sourceId of universe.notion.world.sources.keys())
    Object.assign(brakes, await sources.brakes(sourceId));
  const evidence: Evidence = {
    universe,
    deliveries,
    brakes,
    stats: await rules.stats("default"),
    observed: new Map(),
    since,
    heads: new Map(heads.map((head) => [head.ruleId, head])),
    found: [],
  };
  for (const [rowId, commits] of universe.ledger.commits)
    evidence.observed.set(rowId, observe(evidence, rowId, commits));
  return evidence;
}

/** Finds for each commit the earliest true state that it can show, never going back. */
function observe({ universe, found }: Evidence, rowId: string, commits: readonly Committed[]): Observed[] {
  const row = universe.notion.world.rows.get(rowId);
  if (!row) return commits.map((committed) => ({ ...committed, index: -1 }));
  let from = 0;
  return commits.map((committed) => {
    const { snapshot } = committed.commit;
    const { removed, isStub, hash } = snapshot;
    // A schedule that acts on no row has its rule stand in for one.
    if (!universe.notion.world.sources.has(snapshot.row.sourceId)) return { ...committed, index: -1 };
    if (isStub && !removed) return { ...committed, index: -1 };
    const matches = (state: State) =>
      removed
        ? state.inTrash || state.sourceId !== snapshot.row.sourceId
        : !state.inTrash &&
          state.sourceId === snapshot.row.sourceId &&
          hashesOf(universe, row, state).has(hash);
    const index = row.states.findIndex(
      (state, at) => at >= from && state.at <= committed.at && matches(state),
    );
    if (index >= 0) from = index;
    else if (!isAgreedUntruth(universe, row, committed, row.states[from], matches))
      found.push({
        invariant: "observed states are true states, in their order",
        what: `revision ${snapshot.revision} of ${rowId} (${removed ?? "content"}) shows what the row was not, or not any more`,
        rowId,
      });
    return { ...committed, index };
  });
}

/**
 * Two untrue answers, or an index that is behind for long, agreed on an older state of the very edit minute that the newest is
 * of: nobody can tell. It is the residue that the promise names, and is counted.
 */
function isAgreedUntruth(
  { ledger, marks }: Universe,
  row: WorldRow,
  { at, run }: Committed,
  seen: State | undefined,
  matches: (state: State) => boolean,
): boolean {
  if (!run || !seen) return false;
  const minuteOf = ({ editedAt }: State) => Math.floor(editedAt / 60_000);
  const shown = row.states.filter((state) => minuteOf(state) === minuteOf(seen) && matches(state));
  if (shown.length === 0) return false;
  const untrue = ledger.runs
    .filter(({ index }) => index <= run.index)
    .reduce((sum, { anomalies }) => sum + anomalies, 0);
  const isBehind =
    shown.includes(indexedState(row, at) as State) && at > minuteOf(seen) * 60_000 + longBehindMs;
  if (!isBehind && (run.anomalies === 0 || untrue < 2)) return false;
  marks.add("two untrue answers agreed");
  return true;
}

/** An edit's minute, from its beginning since Notion tells no more, and the overlap. */
const longBehindMs = 6 * 60_000;

const known = new WeakMap<State, Set<string>>();
const identities = new WeakMap<State, string>();

/** Names what a state truly says, whatever columns it is shown with. */
export function identityOf(state: State): string {
  let identity = identities.get(state);
  if (identity === undefined) {
    identity = JSON.stringify([state.sourceId, state.inTrash, state.cells]);
    identities.set(state, identity);
  }
  return identity;
}

/** Notion shows the first 25 references of a cell. */
const mostReferences = 25;

/** The content hashes by which a state may be remembered: its columns may change under it, and cut values be completed. */
export function hashesOf(universe: Universe, row: WorldRow, state: State): Set<string> {
  let hashes = known.get(state);
  if (!hashes) {
    hashes = new Set();
    const source = universe.notion.world.sources.get(state.sourceId) as WorldSource;
    for (const columns of new Set(source.schemas.map((schema) => schema.columns))) {
      const { shown: _shown, ...apart } = state;
      const shown = show(row, apart, columns);
      hashes.add(hashRow(shown, new Set()).hash);
      const links = state.cells.re;
      if (links?.type !== "relation" || links.value.length <= mostReferences || !shown.properties.re)
        continue;
      const properties = { ...shown.properties, re: { id: "re", name: "Links", ...links } };
      hashes.add(hashRow({ properties }, new Set()).hash);
    }
    known.set(state, hashes);
  }
  return hashes;
}
