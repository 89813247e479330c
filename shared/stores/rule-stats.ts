import type { Delivery } from "../domain/delivery.ts";
import type { RuleStats } from "../domain/rule.ts";
import type { Outcome, SettledState } from "../ports.ts";
import { keys } from "./keys.ts";
import type { Item, Table, Update } from "./table.ts";

const counters = {
  /** Counted in a tally. */
  done: undefined,
  "passed on": undefined,
  "dry run": "dryRuns",
  suppressed: "suppressed",
  failed: "failed",
  uncertain: "uncertain",
  cancelled: undefined,
} satisfies Record<SettledState, keyof RuleStats | undefined>;

/**
 * Counts a settled delivery for its rule. A write of its own, after the delivery's: many deliveries of one rule settle at
 * once, and a conflict over a counter must never leave a sent mail unrecorded. A crash between the two costs one count, and
 * an answer that is lost may add one.
 */
export async function countSettled(
  table: Table,
  delivery: Delivery,
  state: SettledState,
  outcome: Outcome,
): Promise<void> {
  const counter = counters[state];
  if (!counter) return;
  const change = { add: { [counter]: 1 }, ...newest(delivery, state, outcome) };
  await table.write({ update: keys.ruleStats(delivery.connectionId, delivery.ruleId), change });
}

/** Firings of rules that were not written down yet: one write a rule and batch instead of one a mail. */
export type Tally = Map<string, { delivery: Delivery; fired: number; at: string }>;

export function count(tally: Tally, delivery: Delivery, at: string): void {
  // A rule fires once, however many people it writes to.
  const fired = (tally.get(delivery.ruleId)?.fired ?? 0) + (delivery.recipient === undefined ? 1 : 0);
  tally.set(delivery.ruleId, { delivery, fired, at });
}

/** Writes down what was counted. What a crash or a lost answer costs is a count, never a mail. */
export async function writeDown(table: Table, tally: Tally): Promise<void> {
  for (const [ruleId, { delivery, fired, at }] of tally) {
    tally.delete(ruleId);
    await table.write({
      update: keys.ruleStats(delivery.connectionId, ruleId),
      change: { add: { fired }, set: { lastFired: at }, remove: ["lastFailure"] },
    });
  }
}

function newest(delivery: Delivery, state: SettledState, outcome: Outcome): Update {
  const { at, error = "" } = outcome;
  if (state === "dry run") {
    const lastDryRun = JSON.stringify({ at, would: wouldDo(delivery, outcome) });
    return { set: { lastDryRun }, remove: ["lastFailure"] };
  }
  if (state === "suppressed") return {};
  return { set: { lastFailure: JSON.stringify({ at, reason: error }) } };
}

/** Tells the rule's author why a delivery waits; the next one that succeeds clears it. */
export async function noteWaiting(
  table: Table,
  delivery: Delivery,
  at: string,
  reason: string,
): Promise<void> {
  const lastFailure = JSON.stringify({ at, reason: `${reason}; it is tried again` });
  const update = keys.ruleStats(delivery.connectionId, delivery.ruleId);
  await table.write({ update, change: { set: { lastFailure } } });
}

/** Tells the rule's author what kept a test from them. It counts as nothing. */
export async function noteTest(table: Table, delivery: Delivery, reason: string): Promise<void> {
  const update = keys.ruleStats(delivery.connectionId, delivery.ruleId);
  const lastTest = JSON.stringify({ key: delivery.key, reason });
  await table.write({ update, change: { set: { lastTest } } });
}

function wouldDo(delivery: Delivery, outcome: Outcome): string {
  const preview = outcome.result?.preview;
  if (!preview) return `“${delivery.rowTitle}”`;
  const to = preview.to === "" ? "" : ` to ${preview.to}`;
  return `“${preview.subject}”${to} for “${delivery.rowTitle}”`;
}

export function statsOf(item: Item): RuleStats {
  const count = (name: string) => Number(item[name] ?? 0);
  const stats: RuleStats = {
    fired: count("fired"),
    dryRuns: count("dryRuns"),
    failed: count("failed"),
    uncertain: count("uncertain"),
  };
  for (const name of ["suppressed", "bounced", "complained", "rejected"] as const)
    if (item[name] !== undefined) stats[name] = count(name);
  if (item.lastTrouble !== undefined) stats.lastTrouble = JSON.parse(String(item.lastTrouble));
  if (item.lastFired !== undefined) stats.lastFired = String(item.lastFired);
  if (item.lastFailure !== undefined) stats.lastFailure = JSON.parse(String(item.lastFailure));
  if (item.lastDryRun !== undefined) stats.lastDryRun = JSON.parse(String(item.lastDryRun));
  if (item.lastTest !== undefined) stats.lastTest = JSON.parse(String(item.lastTest));
  return stats;
}
