import type { Snapshot } from "../../domain/change.ts";
import type { ClockWork } from "../../domain/checkpoint.ts";
import type { Timer } from "../../domain/timer.ts";
import type { Evaluator } from "../judge/evaluate.ts";
import { guardClock } from "../judge/guard-clock.ts";
import { timerAfter } from "../judge/next-timers.ts";
import type { Reading } from "../judge/reading.ts";

type Setting = NonNullable<ClockWork["setting"]>;

/** How long a rule may be switched on before it is read: polls are minutes apart, and an index is minutes late. */
const longestLookBackMs = 10 * 60_000;

/** How long an index may be behind at the most, many times over: until then a row may be known that it does not name. */
const settledMs = 2 * 60_000;

/**
 * Sets the timers of rules that came into force, for every row that is known; rows that change later get theirs with the
 * change. Goes on in the next poll where time runs out. A row that was first seen just before may be missing in the index
 * that is walked over, so those of the last minutes are walked over once more when it has settled.
 */
export async function setTimers(reading: Reading): Promise<void> {
  const { watching, rules, startedAt } = reading;
  if (!watching || (rules.clocks.length === 0 && !watching.clock)) return;
  const clock: ClockWork = watching.clock ?? { set: {} };
  watching.clock = clock;
  for (const ofRules of [clock.set, clock.striking ?? {}])
    for (const ruleId of Object.keys(ofRules)) if (!rules.byId.has(ruleId)) delete ofRules[ruleId];
  const setting = clock.setting ?? begin(rules.clocks, clock, startedAt) ?? beginAgain(clock, startedAt);
  if (!setting) return;
  clock.setting = setting;
  const { versions, after } = setting;
  const isDone = await walk(
    reading,
    setting,
    rules.clocks.filter((evaluator) => isSetting(evaluator, versions)),
    after,
  );
  if (!isDone) return;
  clock.set = { ...clock.set, ...versions };
  delete clock.setting;
  const again = setting.second
    ? []
    : rules.clocks.filter((evaluator) => isSetting(evaluator, versions) && isPerRow(evaluator));
  if (again.length === 0) return;
  clock.again = { versions: { ...clock.again?.versions, ...versionsOf(again) }, startedAt };
}

function isPerRow(evaluator: Evaluator): boolean {
  return evaluator.clock()?.per === "row";
}

function versionsOf(clocks: readonly Evaluator[]): Record<string, number> {
  return Object.fromEntries(clocks.map(({ inForce: { rule } }) => [rule.id, rule.version]));
}

/** Of moments to come alone: one that has passed since was struck, or went in vain. */
function beginAgain(clock: ClockWork, startedAt: string): ClockWork["setting"] {
  const { again } = clock;
  if (!again || Date.parse(startedAt) - Date.parse(again.startedAt) < settledMs) return undefined;
  delete clock.again;
  const madeAfter = new Date(Date.parse(again.startedAt) - 2 * longestLookBackMs).toISOString();
  return { versions: again.versions, startedAt, after: `${madeAfter}#`, second: true };
}

function begin(clocks: readonly Evaluator[], { set }: ClockWork, startedAt: string): ClockWork["setting"] {
  const fresh = clocks.filter(({ inForce: { rule } }) => set[rule.id] !== rule.version);
  if (fresh.length === 0) return undefined;
  return { versions: versionsOf(fresh), startedAt };
}

/** A version that came meanwhile is none of this walk's: it gets its own. */
function isSetting({ inForce: { rule } }: Evaluator, versions: Record<string, number>): boolean {
  return versions[rule.id] === rule.version;
}

async function walk(
  reading: Reading,
  setting: Setting,
  clocks: readonly Evaluator[],
  first: string | undefined,
): Promise<boolean> {
  const { services, lease, schema } = reading;
  if (first === undefined)
    await services.timers.set(
      lease,
      clocks.flatMap((evaluator) => ofSource(reading, evaluator, beginOf(reading, setting, evaluator))),
    );
  const perRow = clocks.filter(isPerRow);
  let after = first;
  while (perRow.length > 0) {
    if (!reading.hasTime()) return false;
    const page = await services.snapshots.walk(schema.id, after);
    const snapshots = await services.snapshots.load(page.rowIds);
    const timers = [...snapshots.values()].flatMap((snapshot) =>
      snapshot.isStub
        ? []
        : perRow.flatMap((evaluator) => ofRow(reading, setting, evaluator, snapshot) ?? []),
    );
    await services.timers.set(lease, timers);
    if (page.after === undefined) break;
    after = page.after;
    setting.after = after;
  }
  return true;
}

/**
 * Just before the earliest moment that counts for a rule: what came between its being switched on and its being read does.
 * Of an edited one only what came since the last poll, which still read it as it was before.
 */
function beginOf(
  { lastStart, watching }: Reading,
  { startedAt, second }: Setting,
  { inForce }: Evaluator,
): string {
  const { rule, since } = inForce;
  if (since === undefined || second) return startedAt;
  const isEdited = watching?.clock?.set[rule.id] !== undefined;
  const started = Date.parse(startedAt);
  const first = Math.max(
    started - longestLookBackMs,
    Date.parse(since) - 1,
    isEdited ? Date.parse(lastStart) : 0,
  );
  return new Date(Math.min(started, first)).toISOString();
}

/** The first moment that nothing has spoken for: neither a firing, nor, where a change is judged too, one judged after it. */
function ofRow(
  reading: Reading,
  setting: Setting,
  evaluator: Evaluator,
  { row, lastChange, reached }: Snapshot,
): Timer | undefined {
  const clock = evaluator.clock();
  const judgedAt = clock?.per === "row" && !clock.isAlone ? lastChange?.seenAt : undefined;
  const fired = reached?.[evaluator.inForce.rule.id];
  const spoken = [beginOf(reading, setting, evaluator), judgedAt ?? "", fired ?? ""].sort();
  return timerAfter(reading, evaluator, row, spoken.at(-1) as string);
}

function ofSource(reading: Reading, evaluator: Evaluator, after: string): Timer[] {
  const { rule } = evaluator.inForce;
  const clock = evaluator.clock();
  if (clock?.per !== "source") return [];
  const at = guardClock(reading, evaluator, () =>
    clock.next(rule.trigger.config, rule.options.timeZone, after),
  );
  return at === undefined ? [] : [{ sourceId: reading.schema.id, at, ruleId: rule.id, rowId: null }];
}
