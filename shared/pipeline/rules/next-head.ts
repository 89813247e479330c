import type { Row } from "../../domain/row.ts";
import type { Read, Rule, RuleHead, RuleProblem, RuleRow } from "../../domain/rule.ts";
import type { RulesBinding } from "../../domain/rules-binding.ts";
import { type RuleColumnIds, readRuleRow } from "../../domain/rules-database.ts";
import { canonical } from "./canonical.ts";
import type { CompiledRule } from "./compile-rule.ts";

const states = ["Off", "Dry run", "Live"];

/** What was found out about a rule in this poll. */
export type Findings = Pick<
  RuleHead,
  "connectionId" | "fingerprint" | "schema" | "bodyReadAt" | "checkedAt" | "newestVersion"
> & {
  sourceId: string | null;
  compiled: Read<CompiledRule>;
  /** The version that is in force, or was until it was suspended. */
  last: Rule | undefined;
  /** Is what that version is bound to still there, and if not, can its source be opened at all? */
  isSound: boolean;
  isOutOfReach: boolean;
  /** Our own clock. */
  now: string;
  /** When the author can have switched it on at the earliest, should it be on now. */
  switchedOn: string;
};

/**
 * Where a rule stands after it was looked at, and its new version if it got one. A mistake in its text leaves it as it was
 * last understood, so that a half-typed edit misses nothing; where that lost what it is bound to, it is suspended, to go on
 * from there. Off is off.
 */
export function nextHead(
  rule: RuleRow,
  before: RuleHead | undefined,
  { sourceId, compiled, last, isSound, isOutOfReach, now, switchedOn, ...found }: Findings,
): { head: RuleHead; version: Rule | undefined } {
  const isOn = rule.state === "Live" || rule.state === "Dry run";
  const problems = [...stateProblems(rule.state), ...(compiled.problems ?? [])];
  const goesOn = isOn && problems.length > 0 ? lastVersion(before) : null;
  const watch = rule.watch ?? null;
  const head: RuleHead = {
    ...found,
    ruleId: rule.id,
    name: rule.name,
    state: rule.state,
    ...(before && goesOn !== null
      ? // The version that stays has its own source, whatever Watch says meanwhile.
        { watch: before.watch, sourceId: before.sourceId }
      : { watch, sourceId: sourceId ?? (before?.watch === watch ? before.sourceId : null) }),
    version: isSound ? goesOn : null,
    ...(goesOn === null || isSound ? {} : { suspended: goesOn, ...(isOutOfReach ? { isOutOfReach } : {}) }),
    body: rule.body,
    problems,
    ...(before?.since === undefined || lastVersion(before) === null ? {} : { since: before.since }),
    ...(before?.versionAt === undefined ? {} : { versionAt: before.versionAt }),
    ...(before?.sourceProblem === undefined ? {} : { sourceProblem: before.sourceProblem }),
    ...(before?.asked === undefined ? {} : { asked: before.asked }),
    ...(before?.unfollowed === undefined ? {} : { unfollowed: before.unfollowed }),
    summary: compiled.value?.summary ?? before?.summary ?? "",
  };
  if (!isOn || problems.length > 0 || !compiled.value) return { head, version: undefined };
  // Pointed at another database it begins anew: what went on there before is none of its business.
  const isRepointed = before?.sourceId !== head.sourceId;
  const since = isRepointed ? switchedOn : (head.since ?? switchedOn);
  const { connectionId, fingerprint } = found;
  const own = { connectionId, fingerprint };
  // A version of its own for every look would have each moment of its rows reckoned anew.
  if (last && isSame(last, { ...compiled.value, ...own, version: last.version }))
    return { head: { ...head, version: last.version, since }, version: undefined };
  const version = head.newestVersion + 1;
  return {
    head: { ...head, version, newestVersion: version, versionAt: now, since },
    version: { ...compiled.value, ...own, version },
  };
}

/** The number of the version that is in force, or was until it was suspended. */
export function lastVersion(head: RuleHead | undefined): number | null {
  return head?.version ?? head?.suspended ?? null;
}

function isSame(a: Rule, b: Rule): boolean {
  return canonical(a) === canonical(b);
}

/**
 * A rule that could not be looked at: as it last was, but in the State that its row shows now.
 * @param message what to tell; without one, what was told before.
 */
export function unread(
  row: Row,
  { columns }: RulesBinding,
  before: RuleHead | undefined,
  { connectionId, now, message }: { connectionId: string; now: string; message: string | undefined },
): RuleHead {
  const { name, state } = readRuleRow(row, columns as RuleColumnIds);
  const { suspended, isOutOfReach, ...known }: RuleHead = before ?? {
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
    ...(isOn && suspended !== undefined ? { suspended } : {}),
    ...(isOn && isOutOfReach ? { isOutOfReach } : {}),
    // Not what was understood last: the row is looked at again, whatever it says then.
    fingerprint: "",
    problems: message === undefined ? known.problems : [{ column: "Rule", message }],
  };
}

function stateProblems(state: string): RuleProblem[] {
  if (states.includes(state)) return [];
  const written = state === "" ? "It is empty" : `It says "${state}"`;
  return [{ column: "State", message: `Choose Off, Dry run or Live. ${written}, so the rule is off.` }];
}
