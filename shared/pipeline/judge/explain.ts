import { type ChangeEvent, rowBefore } from "../../domain/change.ts";
import { explainCondition, type Finding } from "../../domain/condition/explain.ts";
import { type ChangeLine, type Delivery, deliveryKey } from "../../domain/delivery.ts";
import { rowTitle } from "../../domain/row.ts";
import type { RuleHead, RuleProblem } from "../../domain/rule.ts";
import type { Outbox, Rules, Snapshots } from "../../ports.ts";
import { changeLines, prepareRule } from "./evaluate.ts";

/** Why a rule did or did not fire for the newest change of a row. */
export type Explanation = {
  rule: string;
  row: string;
  /** One sentence. */
  answer: string;
  fired: boolean;
  /** Undefined when the row was only ever seen by a baseline. */
  change?: { op: ChangeEvent["op"]; seenAt: string; changes: ChangeLine[] };
  /** Each comparison of the condition with the value it saw. */
  conditions: Finding[];
  problems: RuleProblem[];
  /** `because`: why it is in that state, where there is more to say. */
  delivery?: { key: string; state: string; because?: string };
};

export type ExplainServices = { rules: Rules; snapshots: Snapshots; outbox: Outbox };

/** @returns undefined when there is no such rule, or its source has no such row. */
export async function explain(
  services: ExplainServices,
  connectionId: string,
  ruleId: string,
  rowId: string,
): Promise<Explanation | undefined> {
  const head = await services.rules.head(connectionId, ruleId);
  const snapshot = head && (await services.snapshots.load([rowId])).get(rowId);
  if (!head || snapshot?.row.sourceId !== head.sourceId) return undefined;
  const { row, revision, lastChange } = snapshot;
  const base: Explanation = {
    rule: head.name,
    row: rowTitle(row),
    answer: "",
    fired: false,
    conditions: [],
    problems: head.problems,
  };
  const rule = head.version === null ? undefined : await services.rules.load(ruleId, head.version);
  if (!rule) return { ...base, answer: offAnswer(head) };
  const asOf = lastChange?.seenAt ?? row.lastEditedTime;
  const past = lastChange && { before: rowBefore(row, lastChange), changed: lastChange.changed };
  const conditions = explainCondition(rule.condition, row, asOf, rule.options.timeZone, past);
  if (!lastChange) {
    return {
      ...base,
      conditions,
      answer: "The row has not changed since Rowbell first read it; a first read fires nothing.",
    };
  }
  const before = rowBefore(row, lastChange);
  const change: ChangeEvent = {
    op: lastChange.op,
    before,
    after: row,
    changed: lastChange.changed,
    revision,
    at: lastChange.seenAt,
  };
  const verdict = prepareRule({ rule, dryRun: head.state !== "Live" }).judge(change);
  const delivery = await services.outbox.load(deliveryKey(ruleId, rowId, revision));
  const explanation: Explanation = {
    ...base,
    conditions,
    fired: delivery !== undefined,
    answer: answerFor(verdict.fires ? undefined : verdict.why, delivery !== undefined),
    change: { op: lastChange.op, seenAt: lastChange.seenAt, changes: changeLines(change) },
  };
  return delivery ? { ...explanation, delivery: tellDelivery(delivery) } : explanation;
}

function tellDelivery({ key, state, lastError, mail }: Delivery): NonNullable<Explanation["delivery"]> {
  const fate = mail && [`its mail is ${mail.state}`, ...(mail.reason ? [mail.reason] : [])].join(": ");
  const because = state === "done" ? fate : lastError;
  return because === undefined ? { key, state } : { key, state, because };
}

function offAnswer(head: RuleHead): string {
  const problem = head.problems[0];
  return problem ? `The rule is not in force: ${problem.column}: ${problem.message}` : "The rule is off.";
}

function answerFor(why: string | undefined, delivered: boolean): string {
  if (delivered) return "It fired for the newest change of this row.";
  if (why === undefined)
    return "It would fire for this change, but it was not in force as it is now when the change was seen.";
  return `It did not fire for the newest change of this row: ${why}.`;
}
