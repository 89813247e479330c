import type { Cells, State, WorldRow } from "../notion-world.ts";
import { isPoisoned } from "../poison.ts";
import type { WorldRule } from "../rule-authors.ts";
import type { RuleSpec } from "../rule-spec.ts";
import type { Evidence } from "./evidence.ts";
import { goodReads } from "./observation.ts";

const minuteMs = 60_000;
/** Polls without an untrue answer after which what was there is surely known, and what came surely done. */
const enoughReads = 3;
/** A poll's clock may be that far ahead. */
const wrongClockMs = 10 * minuteMs;

/** Two commits of a row by the clock never fire a rule for one moment, and each moment was one that rule and row had. */
export function momentsFireOnce(evidence: Evidence): void {
  const { universe, observed, found } = evidence;
  for (const [rowId, commits] of observed) {
    const struck = new Set<string>();
    for (const { commit, at } of commits) {
      for (const { ruleId, op } of commit.deliveries) {
        if (op !== "time") continue;
        const moment = commit.snapshot.reached?.[ruleId] ?? "";
        const name = `${ruleId} ${moment}`;
        const rule = universe.author.rules.find(({ row }) => row.id === ruleId);
        const isRight = rule && hasMoment(evidence, rule, rowId, Date.parse(moment), at);
        if (!struck.has(name) && isRight && Date.parse(moment) <= at + wrongClockMs) struck.add(name);
        else
          found.push({
            invariant: "a moment fires once, and only one that the row had",
            what: `${name} of ${rowId}${struck.has(name) ? " fired before" : ""}`,
            rowId,
          });
      }
    }
  }
}

function hasMoment(
  { universe }: Evidence,
  rule: WorldRule,
  rowId: string,
  moment: number,
  at: number,
): boolean {
  const states = universe.notion.world.rows.get(rowId)?.states ?? [];
  return rule.history.some(({ spec }) => {
    if (!spec) return false;
    if (spec.recurs) return spec.recurs(moment, moment).includes(moment);
    return states.some((state) => state.at <= at && spec.moments?.(state.cells).includes(moment));
  });
}

/** A moment that comes while the row has long said so, with its rule in force, fires. */
export function everyMomentFires(evidence: Evidence): void {
  for (const rule of evidence.universe.author.rules) {
    const { row, source, history } = rule;
    const [first, ...edits] = history;
    // Edited rules, and sources that were not always whole, are judged by what they fired for only.
    const isSteady = edits.length === 0 && source.schemas.length === 1 && source.troubles.length === 0;
    if (!first?.spec || !isSteady || rule.poison || row.states.some(({ inTrash }) => inTrash)) continue;
    const knownAt = Math.max(first.at, row.states[0]?.indexedAt ?? 0);
    if (first.spec.recurs) everyRecurrence(evidence, rule, first.spec, knownAt);
    else if (first.spec.moments)
      for (const each of source.rows) everyMomentOf(evidence, rule, first.spec, each, knownAt);
  }
}

function everyRecurrence(evidence: Evidence, rule: WorldRule, spec: RuleSpec, knownAt: number): void {
  const { universe } = evidence;
  for (const moment of spec.recurs?.(universe.traits.startsAt, universe.time.now()) ?? []) {
    const known = reads(evidence, rule, knownAt, moment);
    const done = reads(evidence, rule, moment, universe.time.now());
    if (known.length < enoughReads || done.length < enoughReads) continue;
    const until = done[enoughReads - 1]?.completed.get(rule.source.id) ?? 0;
    const rows = spec.isPerRow ? [...rule.source.rows] : [rule.row];
    for (const row of rows) {
      const from = known.at(-enoughReads)?.startedAt ?? 0;
      if (isPoisoned(row, from, until) || (spec.isPerRow && !isThere(row.states, rule, spec, from, until)))
        continue;
      // Several that were missed are made up for by one.
      if (reachedBy(evidence, rule, row, until) < moment) missed(evidence, rule, row, moment);
    }
  }
}

function everyMomentOf(
  evidence: Evidence,
  rule: WorldRule,
  spec: RuleSpec,
  row: WorldRow,
  knownAt: number,
): void {
  row.states.forEach((state, index) => {
    const before = row.states[index - 1];
    for (const moment of spec.moments?.(state.cells) ?? []) {
      if (before && spec.moments?.(before.cells).includes(moment) && before.sourceId === state.sourceId)
        continue;
      const known = reads(evidence, rule, Math.max(state.indexedAt, knownAt) + minuteMs, moment);
      const done = reads(evidence, rule, moment, evidence.universe.time.now());
      if (known.length < enoughReads || done.length < enoughReads) continue;
      const until = done[enoughReads - 1]?.completed.get(rule.source.id) ?? 0;
      const stays = (other: State) => spec.moments?.(other.cells).includes(moment) === true;
      const during = row.states.filter((other, i) => i >= index && other.at <= until);
      if (
        isPoisoned(row, state.at, until) ||
        !during.every(stays) ||
        !isThere(row.states, rule, spec, state.at, until)
      )
        continue;
      if (reachedBy(evidence, rule, row, until, moment) !== moment) missed(evidence, rule, row, moment);
    }
  });
}

function reads(evidence: Evidence, rule: WorldRule, from: number, until: number) {
  return goodReads(evidence, rule.source.id, from, until).filter(({ isHurried }) => !isHurried);
}

/** Was a row in the source all that time, shown by queries, and did its rule's condition hold? */
function isThere(
  states: readonly State[],
  rule: WorldRule,
  spec: RuleSpec,
  from: number,
  until: number,
): boolean {
  const during = states.filter(({ at }, i) => at <= until && (states[i + 1]?.at ?? until) >= from);
  const first = during[0];
  if (!first || first.at > from || first.indexedAt > from + minuteMs) return false;
  return during.every(
    ({ inTrash, sourceId, cells }) =>
      !inTrash && !isTooLarge(cells) && sourceId === rule.source.id && spec.holds?.(cells) !== false,
  );
}

function isTooLarge({ no }: Cells): boolean {
  return no?.type === "rich_text" && (no.value[0]?.text.length ?? 0) > 400_000;
}

/** The newest moment that a row fired for, or that one if it did. */
function reachedBy(
  { observed }: Evidence,
  rule: WorldRule,
  row: WorldRow,
  until: number,
  moment?: number,
): number {
  let newest = 0;
  for (const { commit, at } of observed.get(row.id) ?? []) {
    const reached = Date.parse(commit.snapshot.reached?.[rule.row.id] ?? "");
    if (at > until || Number.isNaN(reached)) continue;
    if (reached === moment) return reached;
    newest = Math.max(newest, reached);
  }
  return newest;
}

function missed({ found }: Evidence, rule: WorldRule, row: WorldRow, moment: number): void {
  found.push({
    invariant: "every moment that comes fires",
    what: `${new Date(moment).toISOString()} of ${row.id} for rule ${rule.row.number}`,
    rowId: row.id,
  });
}
