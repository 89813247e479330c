import { describe, expect, test } from "vitest";
import type { Value } from "../../../shared/domain/row.ts";
import type { Rule } from "../../../shared/domain/rule.ts";
import { changeLines, evaluate, prepareRules } from "../../../shared/pipeline/judge/evaluate.ts";
import { conditionOf } from "../../domain/condition/meaning.ts";
import { aChange, aRule, columnId, now, status, watermark, words } from "../../support/builders.ts";

const moment = { seenAt: watermark, dueAt: now };
const change = aChange({ before: { Status: status("Doing") }, after: { Status: status("Done") } });

function deliveriesOf(rules: readonly Partial<Rule>[], changed = change, dryRun = false) {
  return evaluate(prepareRules(rules.map((rule) => ({ rule: aRule(rule), dryRun }))), changed, moment);
}

describe("the deliveries that a change owes", () => {
  test("are one for each rule that asks for it", () => {
    const condition = conditionOf("Status is Doing");
    expect(deliveriesOf([{ id: "a" }, { id: "b", condition }, { id: "c" }]).map(({ key }) => key)).toEqual([
      "a:row-lamp@5",
      "c:row-lamp@5",
    ]);
  });

  test("keep what was seen, and just the values that are rendered", () => {
    const renders = { before: [columnId("Status")], after: [columnId("Name"), columnId("Gone")] };
    expect(deliveriesOf([{ renders }])).toEqual([
      {
        key: "rule-ship:row-lamp@5",
        connectionId: "main",
        sourceId: "source-orders",
        ruleId: "rule-ship",
        ruleVersion: 2,
        ruleName: "Tell the customer",
        rowId: "row-lamp",
        rowTitle: "Lamp",
        rowUrl: change.after.url,
        revision: 5,
        op: "update",
        changes: [{ column: "Status", before: "Doing", after: "Done" }],
        values: {
          before: { [columnId("Status")]: change.before?.properties[columnId("Status")] },
          after: { [columnId("Name")]: change.after.properties[columnId("Name")] },
        },
        dryRun: false,
        policy: "never twice",
        generation: 0,
        state: "pending",
        seenAt: watermark,
        dueAt: now,
        attempts: 0,
        claim: 0,
      },
    ]);
  });

  test("say whether the rule is a dry run now", () => {
    expect(deliveriesOf([{}], change, true)).toMatchObject([{ dryRun: true, state: "pending" }]);
  });

  test("are none when only the columns of the source differ", () => {
    const trigger = { type: "row-starts-to-match", config: {} };
    expect(deliveriesOf([{}, { trigger }], { ...change, changed: [] })).toEqual([]);
  });

  test("hold no values from before a row that was added", () => {
    const added = aChange({ after: { Status: status("Done") } });
    const trigger = { type: "row-is-added", config: {} };
    const renders = { before: [columnId("Name")], after: [columnId("Name")] };
    expect(deliveriesOf([{ trigger, renders }], added)).toMatchObject([
      { op: "create", changes: [], values: { before: {}, after: { [columnId("Name")]: {} } } },
    ]);
  });

  test.each<[what: string, broken: Partial<Rule>]>([
    ["has a trigger that this version does not know", { trigger: { type: "row-sings", config: {} } }],
    ["throws on the row", { trigger: { type: "row-changes", config: null } }],
  ])("are made for the other rules when one %s, and that one fails to be seen", (_what, broken) => {
    const deliveries = deliveriesOf([{ ...broken, id: "broken" }, { id: "whole" }]);
    expect(deliveries.map(({ ruleId, refusal }) => [ruleId, refusal])).toEqual([
      ["broken", expect.stringContaining("could not be evaluated for this row")],
      ["whole", undefined],
    ]);
  });
});

describe("the lines of a change's story", () => {
  test("read as the cells do, each cut to a line, and only so many", () => {
    const cells = (text: string): Record<string, Value> =>
      Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`Column ${index}`, words(text)]));
    const lines = changeLines(aChange({ before: cells("a"), after: cells("🎁".repeat(90)) }));
    expect(lines).toHaveLength(8);
    expect(lines[0]).toEqual({ column: "Column 0", before: "a", after: `${"🎁".repeat(39)}…` });
  });

  test("say nothing for what was empty", () => {
    expect(changeLines(aChange({ before: {}, after: { Status: status("Done") } }))).toEqual([
      { column: "Status", before: "", after: "Done" },
    ]);
  });
});
