import { describe, expect, test } from "vitest";
import { toPredicate } from "../../shared/domain/condition/predicate.ts";
import type { Value } from "../../shared/domain/row.ts";
import rowChanges from "../../shared/triggers/row-changes.ts";
import { aChange, anOption, aSource, columnId, now, status, tags } from "../support/builders.ts";

type Cells = Record<string, Value>;

function verdict(which: string, before: Cells, after: Cells) {
  const read = rowChanges.read({ which, hasCondition: false }, aSource());
  if (read.problems) throw new Error(JSON.stringify(read.problems));
  const config: unknown = JSON.parse(JSON.stringify(read.value));
  return rowChanges.judge(aChange({ before, after }), config, toPredicate(null));
}

const doing = { Status: status("Doing") };
const done = { Status: status("Done") };
const paid = (value: boolean): Cells => ({ Paid: { type: "checkbox", value } });
const total = (value: number | null): Cells => ({ Total: { type: "number", value } });
const due = (start: string): Cells => ({ Due: { type: "date", value: { start } } });
const owner = (...names: string[]): Cells => ({
  Owner: { type: "people", value: names.map((name) => ({ id: `user-${name}`, name })) },
});

describe("Row changes", () => {
  test.each<[which: string, before: Cells, after: Cells]>([
    ["", doing, done],
    ["", {}, total(5)],
    ["Status", doing, done],
    ["Status", {}, done],
    ["Status to Done", doing, done],
    ["Status from Doing to Done", doing, done],
    ["Status from Doing", doing, done],
    [
      "Status to Done",
      doing,
      { Status: { type: "status", value: { id: anOption("Done").id, name: "Finished" } } },
    ],
    ["Paid to checked", paid(false), paid(true)],
    ["Paid from checked", paid(true), paid(false)],
    ["Total from 5 to 10", total(5), total(10)],
    ["Due to 2026-12-01", due("2026-11-30"), due("2026-12-01")],
    ["Tags to Gift", { Tags: tags("Rush") }, { Tags: tags("Rush", "Gift") }],
    ["Tags from Gift", { Tags: tags("Rush", "Gift") }, { Tags: tags("Rush") }],
    ["Owner to Ada", owner(), owner("Ada")],
    ["Owner from empty", owner(), owner("Ada")],
    ["Owner to empty", owner("Ada"), owner()],
    ["Total from empty to 5", {}, total(5)],
  ])("fires for %j from %j to %j", (which, before, after) => {
    expect(verdict(which, before, after)).toEqual({ fires: true });
  });

  test.each<[which: string, before: Cells, after: Cells, why: string]>([
    ["Status", { ...doing, ...total(1) }, { ...doing, ...total(2) }, "Status did not change"],
    ["Status to Done", done, { ...done, ...total(2) }, "Status did not change"],
    ["Status to Done", {}, doing, "Status changed to Doing, not to Done"],
    [
      "Status to Done",
      done,
      { Status: { type: "status", value: null } },
      "Status changed to nothing, not to Done",
    ],
    ["Status from Doing to Done", {}, done, "Status changed from nothing, not from Doing"],
    [
      "Status from Doing to Done",
      { Status: status("Not started") },
      done,
      "Status changed from Not started, not from Doing",
    ],
    [
      "Status from Doing to Done",
      doing,
      { Status: status("Not started") },
      "Status changed to Not started, not to Done",
    ],
    ["Paid to checked", paid(true), paid(false), "Paid changed to No, not to checked"],
    [
      "Due to 2026-12-01",
      due("2026-12-01"),
      due("2026-12-01T10:00:00.000Z"),
      "Due changed from 1 December 2026 to 1 December 2026, 10:00, and had 2026-12-01 before",
    ],
    [
      "Tags to Gift",
      { Tags: tags("Gift") },
      { Tags: tags("Gift", "Rush") },
      "Tags changed from Gift to Gift, Rush, and had Gift before",
    ],
    [
      "Tags from Gift",
      { Tags: tags("Gift", "Rush") },
      { Tags: tags("Gift") },
      "Tags changed from Gift, Rush to Gift, which still has Gift",
    ],
  ])("does not fire for %j from %j to %j", (which, before, after, why) => {
    expect(verdict(which, before, after)).toEqual({ fires: false, why });
  });

  test("does not fire for a row that was added", () => {
    const change = aChange({ after: done });
    const config = { property: null, column: "" };
    expect(rowChanges.judge(change, config, toPredicate(null))).toEqual({
      fires: false,
      why: "the row was added, not changed",
    });
  });

  test("does not fire for a row that was removed", () => {
    const change = aChange({ before: doing, after: doing }, { op: "delete" });
    expect(rowChanges.judge(change, { property: null, column: "" }, toPredicate(null))).toEqual({
      fires: false,
      why: "the row was removed, not changed",
    });
  });

  test("looks at its column, or at any", () => {
    const { value: some } = rowChanges.read({ which: "Status to Done", hasCondition: true }, aSource());
    expect(rowChanges.looksAt(some, ["~Total"])).toEqual([columnId("Status")]);
    expect(rowChanges.looksAt({ property: null, column: "" }, ["~Total"])).toBe("any");
  });

  test("takes a formula's word today for a text, since Which has no clock", () => {
    const score = (value: string): Cells => ({
      Score: { type: "formula", value: { kind: "string", value } },
    });
    expect(verdict("Score to today", score("later"), score("today"))).toEqual({ fires: true });
    const dated: Cells = {
      Score: { type: "formula", value: { kind: "date", value: { start: now.slice(0, 10) } } },
    };
    expect(verdict("Score to today", score("later"), dated)).toMatchObject({ fires: false });
  });

  test("asks If of the row after the change, as of when it was seen", () => {
    const change = aChange({ before: doing, after: done }, { at: now });
    const config = { property: columnId("Status"), column: "Status" };
    const seen: unknown[] = [];
    const condition = (...asked: unknown[]) => seen.push(asked) > 1;
    expect(rowChanges.judge(change, config, condition)).toEqual({
      fires: false,
      why: "the condition in If was not met",
    });
    expect(rowChanges.judge(change, config, condition)).toEqual({ fires: true });
    expect(seen).toEqual([
      [change.after, now, change],
      [change.after, now, change],
    ]);
  });

  test("answers a mistake in Which", () => {
    const read = rowChanges.read({ which: "Total to five", hasCondition: false }, aSource());
    expect(read.problems).toEqual([
      {
        column: "Which",
        message: `"Total" is a number column, and "five" isn't a number I can read. Write it like 1000 or 12.5.`,
      },
    ]);
  });

  test.each([
    ["", "when anything changes in a row of Orders"],
    ["Status", "when Status changes in Orders"],
    ["status to done", "when Status changes to Done in Orders"],
    ["Status from Doing to Done", "when Status changes from Doing to Done in Orders"],
    ["Owner to empty", "when Owner changes to empty in Orders"],
  ])("describes %j as %s", (which, expected) => {
    const { value } = rowChanges.read({ which, hasCondition: false }, aSource());
    expect(rowChanges.describe(value, aSource(), "row")).toBe(expected);
  });
});
