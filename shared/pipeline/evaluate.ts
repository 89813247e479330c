import type { Verdict } from "../define.ts";
import type { ChangeEvent } from "../domain/change.ts";
import { toPredicate } from "../domain/condition/predicate.ts";
import { type ChangeLine, type Delivery, deliveryKey } from "../domain/delivery.ts";
import { displayText } from "../domain/display.ts";
import { type Property, type Row, rowTitle } from "../domain/row.ts";
import { cut } from "../domain/words.ts";
import { triggerFor } from "../registry.ts";
import type { RuleInForce } from "./sync-rules.ts";

/** A rule of one source, made ready once a poll and asked for every change. */
export type Evaluator = { inForce: RuleInForce; judge(change: ChangeEvent): Verdict };

export function prepareRule(inForce: RuleInForce): Evaluator {
  const { rule } = inForce;
  const condition = toPredicate(rule.condition);
  return {
    inForce,
    // Looked up only here: a trigger that this version does not know must fail its own rule, not the whole source.
    judge: (change) => triggerFor(rule.trigger.type).judge(change, rule.trigger.config, condition),
  };
}

/** When a change was seen, of Notion's clock, and from when on its deliveries are due, of ours. ISO times. */
export type Moment = { seenAt: string; dueAt: string };

/** The deliveries that a change owes. A change of nothing but the source's columns owes none. */
export function evaluate(evaluators: readonly Evaluator[], change: ChangeEvent, moment: Moment): Delivery[] {
  if (change.changed.length === 0 && change.op === "update") return [];
  const deliveries: Delivery[] = [];
  let about: About | undefined;
  for (const evaluator of evaluators) {
    if (isBefore(change, evaluator.inForce)) continue;
    const judged = judge(evaluator, change);
    if (!judged.fires) continue;
    about ??= aboutChange(change, moment);
    deliveries.push(owe(evaluator.inForce, change, about, judged.error));
  }
  return deliveries;
}

/** What every delivery of one change says alike. */
type About = Pick<
  Delivery,
  "rowId" | "rowTitle" | "rowUrl" | "revision" | "op" | "changes" | "seenAt" | "dueAt"
>;

function aboutChange(change: ChangeEvent, { seenAt, dueAt }: Moment): About {
  const { after, revision, op } = change;
  return {
    rowId: after.id,
    rowTitle: rowTitle(after),
    rowUrl: after.url,
    revision,
    op,
    changes: changeLines(change),
    seenAt,
    dueAt,
  };
}

const minuteMs = 60_000;

/** Edited before the rule was switched on, and only seen now: after an outage, or because the index was late. */
function isBefore({ after }: ChangeEvent, { since }: RuleInForce): boolean {
  return since !== undefined && Date.parse(after.lastEditedTime) + minuteMs <= Date.parse(since);
}

/** A rule that throws on a row must stop neither the row nor the other rules: it becomes a delivery that fails, to be seen. */
function judge(evaluator: Evaluator, change: ChangeEvent): { fires: boolean; error?: string } {
  try {
    return evaluator.judge(change);
  } catch (error) {
    const kind = error instanceof Error ? error.name : typeof error;
    const words =
      "this rule could not be evaluated for this row; that is a fault of Rowbell's, please report it";
    return { fires: true, error: `${words} (${kind})` };
  }
}

function owe(
  { rule, dryRun }: RuleInForce,
  change: ChangeEvent,
  about: About,
  error: string | undefined,
): Delivery {
  const delivery: Delivery = {
    ...about,
    key: deliveryKey(rule.id, about.rowId, about.revision),
    connectionId: rule.connectionId,
    sourceId: rule.sourceId,
    ruleId: rule.id,
    ruleVersion: rule.version,
    ruleName: rule.name,
    values: {
      before: pick(change.before, rule.renders.before),
      after: pick(change.after, rule.renders.after),
    },
    dryRun,
    state: "pending",
    attempts: 0,
    claim: 0,
  };
  return error === undefined ? delivery : { ...delivery, refusal: error };
}

function pick(row: Row | null, ids: readonly string[]): Record<string, Property> {
  const picked: Record<string, Property> = {};
  for (const id of ids) {
    const property = row?.properties[id];
    if (property) picked[id] = property;
  }
  return picked;
}

const mostLines = 8;
const longestText = 80;

/** What changed, as a person reads it. A new row needs no list: all of it is new. */
export function changeLines(change: Pick<ChangeEvent, "op" | "before" | "after" | "changed">): ChangeLine[] {
  if (change.op !== "update") return [];
  return change.changed.slice(0, mostLines).map((id) => {
    const [before, after] = [change.before?.properties[id], change.after.properties[id]];
    return { column: after?.name ?? before?.name ?? id, before: short(before), after: short(after) };
  });
}

function short(property: Property | undefined): string {
  return cut(property ? displayText(property) : "", longestText);
}
