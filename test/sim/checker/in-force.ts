import type { PollRun } from "../ledger.ts";
import type { WorldSource } from "../notion-world.ts";
import type { WorldRule } from "../rule-authors.ts";
import type { RuleSpec } from "../rule-spec.ts";
import type { Evidence, Observed } from "./evidence.ts";

/** Polls without an untrue answer after which an edit of a rule, or of its columns, is surely in force. */
const pollsToBeInForce = 3;

/** What an author wants and every poll must know by now; undefined while that is not sure. */
export function surelyInForce(evidence: Evidence, rule: WorldRule, present: Observed): RuleSpec | undefined {
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
  if (isBoundLate(rule.source, entry.at, polls)) return undefined;
  const first = polls[polls.length - pollsToBeInForce];
  if (!first || lacksColumn(rule.source, first.startedAt, at)) return undefined;
  return entry.spec;
}

/** Was a column another one before the rule was surely understood? Then it may mean that one, or have meant nothing for long. */
function isBoundLate({ schemas }: WorldSource, from: number, polls: readonly PollRun[]): boolean {
  return schemas.some(
    ({ at, columns }, i) =>
      columns !== schemas[0]?.columns &&
      (schemas[i + 1]?.at ?? Number.POSITIVE_INFINITY) >= from &&
      polls.filter(({ endedAt }) => (endedAt ?? at) < at).length < pollsToBeInForce,
  );
}

/** Was the source always what its rules were bound to, once they were? */
export function isBoundWell({ universe }: Evidence, source: WorldSource): boolean {
  return universe.author.rules.some((rule) => {
    if (rule.source.id !== source.id) return false;
    const polls = universe.ledger.runs.filter(({ completed }) => completed.has(source.id));
    return rule.history.every(({ at }) => {
      const since = polls.filter(({ startedAt }) => startedAt >= at);
      return !isBoundLate(source, at, since);
    });
  });
}

/** A rule with a problem is looked at again after a minute. */
const lastLookMs = 70_000;

/** Had a source the columns that its rules name, all the while? */
function isWholeDuring({ schemas, troubles }: WorldSource, from: number, until: number): boolean {
  if (troubles.some((trouble) => trouble.from <= until && trouble.until >= from)) return false;
  return schemas.every(
    ({ at, columns }, i) =>
      columns === schemas[0]?.columns ||
      at > until ||
      (schemas[i + 1]?.at ?? Number.POSITIVE_INFINITY) < from,
  );
}

/** Was one of them gone or another, at any moment? A column that is renamed or added harms no rule that was once understood. */
function lacksColumn({ schemas }: WorldSource, from: number, until: number): boolean {
  const whole = schemas[0]?.columns ?? [];
  return schemas.some(
    ({ at, columns }, i) =>
      !whole.every(({ id, type }) => columns.some((column) => column.id === id && column.type === type)) &&
      at <= until &&
      (schemas[i + 1]?.at ?? Number.POSITIVE_INFINITY) >= from,
  );
}

function isEndedBefore({ outcome, endedAt }: PollRun, run: PollRun): boolean {
  return outcome === "ended" && endedAt !== undefined && endedAt <= run.startedAt;
}
