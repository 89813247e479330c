import type { Row } from "../domain/row.ts";
import type { Read, Rule, RuleHead, RuleProblem, RuleRow } from "../domain/rule.ts";
import { type RuleColumnIds, readRuleRow } from "../domain/rules-database.ts";
import type { RulesBinding } from "../ports.ts";
import type { CompiledRule } from "./compile-rule.ts";

/** One change must fit into one transaction of 100 actions: a snapshot, the lease and a delivery for each rule. */
export const mostRulesPerSource = 90;

const states = ["Off", "Dry run", "Live"];

/** What was found out about a rule in this poll. `othersOn` counts the other rules in force on the same source. */
export type Findings = Pick<
  RuleHead,
  "connectionId" | "fingerprint" | "bodyReadAt" | "checkedAt" | "newestVersion"
> & {
  sourceId: string | null;
  compiled: Read<CompiledRule>;
  /** Our own clock. */
  now: string;
  /** When the author can have switched it on at the earliest, should it be on now. */
  switchedOn: string;
  othersOn(sourceId: string): number;
};

/**
 * Where a rule stands after it was looked at, and its new version if it got one. A mistake in its text leaves it as it was
 * last understood, so that a half-typed edit misses nothing. Off is off.
 */
export function nextHead(
  rule: RuleRow,
  before: RuleHead | undefined,
  { sourceId, compiled, othersOn, now, switchedOn, ...found }: Findings,
): { head: RuleHead; version: Rule | undefined } {
  const isOn = rule.state === "Live" || rule.state === "Dry run";
  const problems = [...stateProblems(rule.state), ...(compiled.problems ?? [])];
  const watch = rule.watch ?? null;
  const inForce = isOn && problems.length > 0 ? (before?.version ?? null) : null;
  const head: RuleHead = {
    ...found,
    ruleId: rule.id,
    name: rule.name,
    state: rule.state,
    ...(before && inForce !== null
      ? // The version that stays in force has its own source, whatever Watch says meanwhile.
        { watch: before.watch, sourceId: before.sourceId }
      : { watch, sourceId: sourceId ?? (before?.watch === watch ? before.sourceId : null) }),
    version: inForce,
    body: rule.body,
    problems,
    ...(before?.since === undefined || before.version === null ? {} : { since: before.since }),
    ...(before?.versionAt === undefined ? {} : { versionAt: before.versionAt }),
    ...(before?.sourceProblem === undefined ? {} : { sourceProblem: before.sourceProblem }),
    summary: compiled.value?.summary ?? before?.summary ?? "",
  };
  if (!isOn || problems.length > 0 || !compiled.value) return { head, version: undefined };
  if (othersOn(compiled.value.sourceId) >= mostRulesPerSource) {
    return { head: { ...head, problems: [tooMany(compiled.value.sourceName)] }, version: undefined };
  }
  const number = head.newestVersion + 1;
  return {
    head: {
      ...head,
      version: number,
      newestVersion: number,
      versionAt: now,
      since: head.since ?? switchedOn,
    },
    version: { ...compiled.value, version: number, connectionId: found.connectionId },
  };
}

/** A rule that could not be looked at: as it last was, but in the State that its row shows now. */
export function unread(
  row: Row,
  { columns }: RulesBinding,
  before: RuleHead | undefined,
  { connectionId, now, message }: { connectionId: string; now: string; message: string },
): RuleHead {
  const { name, state } = readRuleRow(row, columns as RuleColumnIds);
  const known: RuleHead = before ?? {
    ruleId: row.id,
    connectionId,
    name,
    state,
    watch: null,
    sourceId: null,
    version: null,
    newestVersion: 0,
    fingerprint: "",
    bodyReadAt: "",
    body: [],
    problems: [],
    checkedAt: now,
    summary: "",
  };
  const isOn = state === "Live" || state === "Dry run";
  return {
    ...known,
    name,
    state,
    version: isOn ? known.version : null,
    problems: [{ column: "Rule", message }],
  };
}

function stateProblems(state: string): RuleProblem[] {
  if (states.includes(state)) return [];
  const written = state === "" ? "It is empty" : `It says "${state}"`;
  return [{ column: "State", message: `Choose Off, Dry run or Live. ${written}, so the rule is off.` }];
}

function tooMany(sourceName: string): RuleProblem {
  const message = `${sourceName} already has ${mostRulesPerSource} rules that are on, and that is the most it can have. Turn one off.`;
  return { column: "Watch", message };
}
