import { describe, expect, it } from "vitest";
import type { ChangeEvent } from "../../../shared/domain/change.ts";
import type { Value } from "../../../shared/domain/row.ts";
import type { Rule } from "../../../shared/domain/rule.ts";
import {
  changeLines,
  clockRule,
  evaluate,
  evaluateMoment,
  prepareRule,
  prepareRules,
} from "../../../shared/pipeline/judge/evaluate.ts";
import type { RuleInForce } from "../../../shared/pipeline/rules/rule-book.ts";
import { conditionOf } from "../../domain/condition/meaning.ts";
import { aChange, aRow, aRule, columnId, now, status, watermark, words } from "../../support/builders.ts";
import { compiledRule } from "../../support/compiled-rule.ts";

const moment = { seenAt: watermark, dueAt: now };
const on = (start: string): Value => ({ type: "date", value: { start } });
const live = (rule: Rule, more: Partial<RuleInForce> = {}): RuleInForce => ({ rule, dryRun: false, ...more });
const setOf = (...rules: Rule[]) => prepareRules(rules.map((rule) => live(rule)));
const change = aChange({ before: { Status: status("Doing") }, after: { Status: status("Done") } });

const unknown = aRule({ id: "unknown", trigger: { type: "row-sings", config: {} }, looksAt: [] });

describe("the rules of a source", () => {
  const status_ = compiledRule({ id: "status", which: "Status" });
  const total = compiledRule({ id: "total", which: "Total", condition: "Status is Done" });
  const any = compiledRule({ id: "any", which: "" });
  const added = compiledRule({ id: "added", when: "Row is added" });
  const due = compiledRule({ id: "due", when: "Date is reached", which: "Due" });
  const daily = compiledRule({ id: "daily", when: "On a schedule", which: "every day at 8" });
  const idsOf = (evaluators: Iterable<{ inForce: RuleInForce }> | undefined) =>
    [...(evaluators ?? [])].map(({ inForce }) => inForce.rule.id);

  it("are found by the columns they look at, by their ids, and by whether they follow the clock", () => {
    const rules = setOf(status_, total, any, added, due, daily, unknown);
    expect(idsOf(rules.all)).toEqual(["status", "total", "any", "added", "due", "daily", "unknown"]);
    expect(idsOf(rules.byProperty.get(columnId("Status")))).toEqual(["status"]);
    expect(idsOf(rules.byProperty.get(columnId("Total")))).toEqual(["total"]);
    expect(rules.byProperty.get(columnId("Name"))).toBeUndefined();
    expect([...rules.byProperty.keys()].sort()).toEqual(["Due", "Status", "Total"].map(columnId));
    expect(idsOf(rules.byAny)).toEqual(["any"]);
    expect(idsOf(rules.clocks)).toEqual(["due", "daily"]);
    expect(rules.byId.get("total")?.inForce.rule).toBe(total);
    expect(rules.byId.size).toBe(7);
  });

  it("share a column, each of them", () => {
    const rules = setOf(status_, { ...status_, id: "again" }, { ...status_, id: "once more" });
    expect(idsOf(rules.byProperty.get(columnId("Status")))).toEqual(["status", "again", "once more"]);
  });

  it("use what they look at, ask for and render", () => {
    const renders = { before: [columnId("Owner")], after: [columnId("Email"), columnId("Name")] };
    const paid = compiledRule({ id: "paid", which: "Paid", condition: "Priority is High" }, { renders });
    expect([...setOf(paid, status_).uses].sort()).toEqual(
      ["Email", "Name", "Owner", "Paid", "Priority", "Status"].map(columnId).sort(),
    );
    expect([...setOf().uses]).toEqual([]);
  });

  it("use everything as soon as one of them looks at every column, wherever it stands", () => {
    expect(setOf(any, status_).uses).toBe("any");
    expect(setOf(status_, any, total).uses).toBe("any");
  });

  it("are writing where one of them is", () => {
    expect(setOf(status_, any).isWriting).toBe(false);
    expect(setOf(status_, { ...any, writes: [columnId("Status")] }).isWriting).toBe(true);
  });
});

describe("the rules that a change is shown to", () => {
  const fires = (rules: Rule[], event: ChangeEvent = change) =>
    evaluate(setOf(...rules), event, moment).map(({ ruleId }) => ruleId);

  it("are those that look at a column that changed, and those that look at any, each once", () => {
    const both = { looksAt: [columnId("Status"), columnId("Total")] };
    const rules = [aRule({ id: "both", ...both }), aRule({ id: "email", looksAt: [columnId("Email")] })];
    expect(fires(rules, { ...change, changed: [columnId("Status"), columnId("Total")] })).toEqual(["both"]);
    expect(fires([...rules, aRule({ id: "any" })])).toEqual(["any", "both"]);
  });

  it("are all of them when a row is added or removed, whatever it holds", () => {
    const added = compiledRule({ id: "added", when: "Row is added" });
    const removed = compiledRule({ id: "removed", when: "Row is removed" });
    const rules = [added, removed];
    expect(fires(rules, { ...change, op: "create", before: null, changed: [] })).toEqual(["added"]);
    expect(fires(rules, { ...change, op: "delete", changed: [] })).toEqual(["removed"]);
    expect(fires(rules)).toEqual([]);
  });

  it("are asked with their condition and in their time zone", () => {
    const rule = aRule({ condition: conditionOf("Due is today") });
    const lateInBerlin = { options: { ...rule.options, timeZone: "Europe/Berlin" } };
    const event = {
      ...aChange({ before: {}, after: { Due: on("2026-11-22") } }),
      at: "2026-11-22T23:30:00Z",
    };
    expect(fires([rule], event)).toEqual(["rule-ship"]);
    expect(fires([{ ...rule, ...lateInBerlin }], event)).toEqual([]);
  });
});

describe("a rule that was switched on", () => {
  /** Edited at 09:07 and seen at 09:12. */
  const owed = (since: string | undefined, event = change) => {
    const rules = prepareRules([live(aRule(), since === undefined ? {} : { since })]);
    return evaluate(rules, event, moment).length;
  };

  it("is not concerned by an edit whose minute was over by then", () => {
    expect(owed("2026-11-22T09:07:59.000Z")).toBe(1);
    expect(owed("2026-11-22T09:08:00.000Z")).toBe(0);
    expect(owed("2026-11-22T09:11:00.000Z")).toBe(0);
    expect(owed(undefined)).toBe(1);
  });

  it("takes for new what came about without an edit, and was seen since", () => {
    const computed = {
      ...change,
      before: { ...change.after, properties: {} },
      changed: [columnId("Status")],
    };
    expect(owed("2026-11-22T09:11:00.000Z", computed)).toBe(1);
    expect(owed("2026-11-22T09:13:00.000Z", computed)).toBe(0);
  });

  it("is concerned by a removal that is seen since, however old the row's last edit", () => {
    const rules = prepareRules([
      live(compiledRule({ when: "Row is removed" }), { since: "2026-11-22T09:11:00.000Z" }),
    ]);
    expect(evaluate(rules, { ...change, op: "delete" }, moment)).toHaveLength(1);
  });

  it("is not concerned by a row that was added before", () => {
    const rules = prepareRules([
      live(compiledRule({ when: "Row is added" }), { since: "2026-11-22T09:11:00.000Z" }),
    ]);
    const added = aChange({ after: {} });
    expect(evaluate(rules, added, moment)).toEqual([]);
  });
});

describe("what a rule owes", () => {
  it("answers as many of Rowbell's own writes as led to the change", () => {
    expect(evaluate(setOf(aRule()), change, moment, 2)).toMatchObject([{ generation: 2 }]);
    expect(evaluate(setOf(aRule()), change, moment)).toMatchObject([{ generation: 0 }]);
  });

  it("names the kind of error in its refusal, also of what is no error", () => {
    const refusalOf = (thrown: unknown) => {
      const broken = { ...prepareRule(live(aRule())) };
      broken.judge = () => {
        throw thrown;
      };
      const rules = { ...setOf(), byAny: [broken] };
      return evaluate(rules, change, moment)[0]?.refusal;
    };
    expect(refusalOf(new RangeError("secret"))).toMatch(
      /could not be evaluated.*please report it \(RangeError\)$/,
    );
    expect(refusalOf("a word")).toMatch(/\(string\)$/);
    expect(evaluate(setOf(aRule()), change, moment)[0]).not.toHaveProperty("refusal");
  });

  it("renders nothing of a column that the row does not show", () => {
    const renders = { before: [columnId("Gone")], after: [columnId("Gone"), columnId("Name")] };
    const [delivery] = evaluate(setOf(aRule({ renders })), change, moment);
    expect(Object.keys(delivery?.values.after ?? {})).toEqual([columnId("Name")]);
    expect(Object.keys(delivery?.values.before ?? {})).toEqual([]);
  });
});

describe("what a rule owes for a moment", () => {
  const at = "2026-11-22T09:10:00.000Z";
  const row = aRow({
    Due: on(at),
    Status: status("Doing"),
    Email: { type: "email", value: "eve@x.example" },
  });
  const owed = (rule: Rule, of = row, when = at) =>
    evaluateMoment(prepareRule(live(rule)), of, 8, when, moment);
  const due = (condition = "") =>
    compiledRule({ when: "Date is reached", which: "Due", condition, to: "{{ Email }}" });

  it("is one delivery of the row as it is, made by the clock", () => {
    expect(owed(due())).toMatchObject({
      key: "rule-ship:row-lamp@8",
      op: "time",
      changes: [],
      revision: 8,
      generation: 0,
      seenAt: watermark,
      dueAt: now,
      values: { before: {}, after: { [columnId("Email")]: { value: "eve@x.example" } } },
    });
  });

  it("is nothing where the row has another date by now, or does not meet the condition", () => {
    expect(owed(due(), row, "2026-11-22T09:11:00.000Z")).toBeUndefined();
    expect(owed(due("Status is Done"))).toBeUndefined();
    expect(owed(due("Status is Doing"))).toBeDefined();
  });

  it("is asked of the condition alone where the moment is everybody's", () => {
    const daily = (condition: string) =>
      compiledRule({ when: "On a schedule", which: "every day at 9:10", condition });
    expect(owed(daily("Status is Doing"))).toMatchObject({ op: "time" });
    expect(owed(daily("Status is Done"))).toBeUndefined();
    expect(owed(daily("Due is today"), row, "2026-11-23T09:10:00.000Z")).toBeUndefined();
  });

  it("is asked of the condition alone, too, where the rule follows no clock any more", () => {
    const change = compiledRule({ condition: "Status is Doing" });
    expect(owed(change)).toBeDefined();
    expect(owed(change)).not.toHaveProperty("refusal");
  });

  it("fails to be seen where the rule can't be evaluated", () => {
    expect(owed(unknown)?.refusal).toMatch(/\(Error\)$/);
  });

  it("depends on a rule's condition and time zone", () => {
    const rule = compiledRule({ condition: "Status is Done" });
    const options = { ...rule.options, timeZone: "Asia/Tokyo" };
    expect(clockRule(prepareRule(live({ ...rule, options })))).toEqual({
      condition: rule.condition,
      timeZone: "Asia/Tokyo",
    });
  });
});

describe("the lines of a change's story, column by column", () => {
  it("are called as the column is now, or was last, or by its id", () => {
    const before = aRow({ Gone: words("x"), Kept: words("old") });
    const after = aRow({ Kept: words("new") });
    const lines = changeLines({
      op: "update",
      before,
      after,
      changed: [columnId("Kept"), columnId("Gone"), "unheard-of"],
    });
    expect(lines).toEqual([
      { column: "Kept", before: "old", after: "new" },
      { column: "Gone", before: "x", after: "" },
      { column: "unheard-of", before: "", after: "" },
    ]);
  });

  it("are none of a row that was removed, and stand without a before", () => {
    expect(changeLines({ ...change, op: "delete" })).toEqual([]);
    expect(changeLines({ ...change, before: null })).toEqual([
      { column: "Status", before: "", after: "Done" },
    ]);
  });
});
