import type { TriggerClock, Verdict } from "../../define.ts";
import type { ChangeEvent } from "../../domain/change.ts";
import { mentionedProperties } from "../../domain/condition/mentioned-properties.ts";
import { type RowPredicate, toPredicate } from "../../domain/condition/predicate.ts";
import { type ChangeLine, type Delivery, deliveryKey } from "../../domain/delivery.ts";
import { displayText } from "../../domain/display.ts";
import { type Property, type Row, rowTitle } from "../../domain/row.ts";
import type { Rule } from "../../domain/rule.ts";
import { cut } from "../../domain/words.ts";
import { triggerFor } from "../../registry.ts";
import type { RuleInForce } from "../rules/rule-book.ts";

/** A rule of one source, made ready when it is first asked: most changes concern few of a source's rules. */
export type Evaluator = {
  inForce: RuleInForce;
  judge(change: ChangeEvent): Verdict;
  clock(): TriggerClock<unknown> | undefined;
  meets: RowPredicate;
};

/** The rules of one source, found by what changed. */
export type RuleSet = {
  all: readonly Evaluator[];
  byId: ReadonlyMap<string, Evaluator>;
  byProperty: ReadonlyMap<string, readonly Evaluator[]>;
  /** Those that any update of a row may concern. */
  byAny: readonly Evaluator[];
  /** Those that the clock alone may make fire. */
  clocks: readonly Evaluator[];
  /** Does any of them write into the rows it fires for? */
  isWriting: boolean;
  /** Property ids that some rule looks at or renders. */
  uses: ReadonlySet<string> | "any";
};

export function prepareRule(inForce: RuleInForce): Evaluator {
  const { rule } = inForce;
  const config = rule.trigger.config;
  let predicate: RowPredicate | undefined;
  const meets: RowPredicate = (row, now, past) => {
    predicate ??= toPredicate(rule.condition, rule.options.timeZone);
    return predicate(row, now, past);
  };
  return {
    inForce,
    meets,
    // Looked up only here: a trigger that this version does not know must fail its own rule, not the whole source.
    judge: (change) => triggerFor(rule.trigger.type).judge(change, config, meets),
    clock: () => triggerFor(rule.trigger.type).clock,
  };
}

export function prepareRules(rules: readonly RuleInForce[]): RuleSet {
  const all = rules.map(prepareRule);
  const byProperty = new Map<string, Evaluator[]>();
  const byAny: Evaluator[] = [];
  let uses: Set<string> | "any" = new Set<string>();
  for (const evaluator of all) {
    const { looksAt, renders } = evaluator.inForce.rule;
    if (looksAt === "any") byAny.push(evaluator);
    for (const id of looksAt === "any" ? [] : looksAt) {
      const asked = byProperty.get(id);
      if (asked) asked.push(evaluator);
      else byProperty.set(id, [evaluator]);
    }
    if (looksAt === "any") uses = "any";
    if (uses === "any") continue;
    const conditions = mentionedProperties(evaluator.inForce.rule.condition);
    for (const id of [...looksAt, ...conditions, ...renders.before, ...renders.after]) uses.add(id);
  }
  return {
    all,
    byId: new Map(all.map((evaluator) => [evaluator.inForce.rule.id, evaluator])),
    byProperty,
    byAny,
    clocks: all.filter(hasClock),
    isWriting: rules.some(({ rule }) => rule.writes !== undefined),
    uses,
  };
}

function hasClock(evaluator: Evaluator): boolean {
  return isUnderstood(evaluator) && evaluator.clock() !== undefined;
}

/** False for a trigger that this version does not know: its rule fails where it is judged. */
export function isUnderstood(evaluator: Evaluator): boolean {
  try {
    evaluator.clock();
    return true;
  } catch {
    return false;
  }
}

/** The rules that a change has to be shown to, each once. */
function concerned(rules: RuleSet, change: ChangeEvent): Iterable<Evaluator> {
  if (change.op !== "update") return rules.all;
  const asked = new Set(rules.byAny);
  for (const id of change.changed) {
    for (const evaluator of rules.byProperty.get(id) ?? []) asked.add(evaluator);
  }
  return asked;
}

/** When a change was seen, of Notion's clock, and from when on its deliveries are due, of ours. ISO times. */
export type Moment = { seenAt: string; dueAt: string };

/** The deliveries that a change owes. A change of nothing but the source's columns owes none. */
export function evaluate(
  rules: RuleSet,
  change: ChangeEvent,
  moment: Moment,
  generation = 0,
  onMiss: (rule: Rule, why: string) => void = () => {},
): Delivery[] {
  if (change.changed.length === 0 && change.op === "update") return [];
  const deliveries: Delivery[] = [];
  let about: About | undefined;
  for (const evaluator of concerned(rules, change)) {
    if (isBefore(change, evaluator.inForce)) continue;
    const judged = judge(() => evaluator.judge(change));
    if (!judged.fires) {
      onMiss(evaluator.inForce.rule, judged.why ?? "");
      continue;
    }
    about ??= aboutChange(change, moment, generation);
    deliveries.push(owe(evaluator.inForce, change, about, judged.error));
  }
  return deliveries;
}

/** What a rule owes for a row at a moment that the clock alone brought, or undefined. */
export function evaluateMoment(
  evaluator: Evaluator,
  row: Row,
  revision: number,
  at: string,
  moment: Moment,
): Delivery | undefined {
  const { rule } = evaluator.inForce;
  const judged = judge(() => {
    const clock = evaluator.clock();
    if (clock?.per === "row") return clock.judge(row, at, rule.trigger.config, clockRule(evaluator));
    return evaluator.meets(row, at)
      ? { fires: true }
      : { fires: false, why: "the condition in If was not met" };
  });
  if (!judged.fires) return undefined;
  const change = { op: "time", before: row, after: row, changed: [], revision } as const;
  return owe(evaluator.inForce, change, aboutChange(change, moment, 0), judged.error);
}

/** What a rule owes for a row as it is, because a person asked for it. */
export function evaluateAsked({ inForce }: Evaluator, row: Row, revision: number, moment: Moment): Delivery {
  const event = { op: "asked", before: row, after: row, changed: [], revision } as const;
  return owe(inForce, event, aboutChange(event, moment, 0), undefined);
}

export function clockRule({ inForce: { rule } }: Evaluator) {
  return { condition: rule.condition, timeZone: rule.options.timeZone };
}

/** What a delivery is about: a change, or a row at a moment. */
type Event = Pick<ChangeEvent, "before" | "after" | "revision"> & {
  op: Delivery["op"];
  changed: readonly string[];
};

/** What every delivery of one change says alike. */
type About = Pick<
  Delivery,
  "rowId" | "rowTitle" | "rowUrl" | "revision" | "op" | "changes" | "seenAt" | "dueAt" | "generation"
>;

function aboutChange(event: Event, { seenAt, dueAt }: Moment, generation: number): About {
  const { after, revision, op } = event;
  return {
    rowId: after.id,
    rowTitle: rowTitle(after),
    rowUrl: after.url,
    revision,
    op,
    changes: changeLines(event),
    seenAt,
    dueAt,
    generation,
  };
}

const minuteMs = 60_000;

/** Edited before the rule was switched on, and only seen now: after an outage, or because the index was late. */
function isBefore(change: ChangeEvent, { since }: RuleInForce): boolean {
  return since !== undefined && Date.parse(happenedAt(change)) + minuteMs <= Date.parse(since);
}

/** An edit tells its minute. What came about without one, a removal or a formula's new result, is as old as its being seen. */
function happenedAt({ op, before, after, at }: ChangeEvent): string {
  const isEdit = op !== "delete" && before?.lastEditedTime !== after.lastEditedTime;
  return isEdit ? after.lastEditedTime : at;
}

/** A rule that throws on a row must stop neither the row nor the other rules: it becomes a delivery that fails, to be seen. */
function judge(ask: () => Verdict): { fires: boolean; why?: string; error?: string } {
  try {
    return ask();
  } catch (error) {
    const kind = error instanceof Error ? error.name : typeof error;
    const words =
      "this rule could not be evaluated for this row; that is a fault of Rowbell's, please report it";
    return { fires: true, error: `${words} (${kind})` };
  }
}

function owe(
  { rule, dryRun, inRuns }: RuleInForce,
  event: Event,
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
      before: pick(event.before, rule.renders.before),
      after: pick(event.after, rule.renders.after),
    },
    dryRun,
    ...(inRuns ? { inRuns } : {}),
    policy: rule.options.delivery,
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
export function changeLines({
  op,
  before,
  after,
  changed,
}: Pick<Event, "op" | "before" | "after" | "changed">): ChangeLine[] {
  if (op !== "update") return [];
  return changed.slice(0, mostLines).map((id) => {
    const [was, is] = [before?.properties[id], after.properties[id]];
    return { column: is?.name ?? was?.name ?? id, before: short(was), after: short(is) };
  });
}

function short(property: Property | undefined): string {
  return cut(property ? displayText(property) : "", longestText);
}
