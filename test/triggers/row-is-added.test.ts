import { describe, expect, test } from "vitest";
import { toPredicate } from "../../shared/domain/condition/predicate.ts";
import rowIsAdded from "../../shared/triggers/row-is-added.ts";
import { aChange, aSource, now, status } from "../support/builders.ts";

const added = aChange({ after: { Status: status("Done") } }, { at: now });

describe("Row is added", () => {
  test("fires for a new row that meets If, and asks If of that row", () => {
    const seen: unknown[] = [];
    const condition = (...asked: unknown[]) => seen.push(asked) > 0;
    expect(rowIsAdded.judge(added, {}, condition)).toEqual({ fires: true });
    expect(seen).toEqual([[added.after, now]]);
  });

  test("does not fire for a new row that does not meet If", () => {
    expect(rowIsAdded.judge(added, {}, () => false)).toEqual({
      fires: false,
      why: "the condition in If was not met",
    });
  });

  test("does not fire for an edit", () => {
    const edited = aChange({ before: {}, after: { Status: status("Done") } });
    expect(rowIsAdded.judge(edited, {}, toPredicate(null))).toEqual({
      fires: false,
      why: "the row was there before; it was edited, not added",
    });
  });

  test("does not fire for a row that was removed, and looks at no column of an edit", () => {
    const removed = aChange({ after: {} }, { op: "delete" });
    expect(rowIsAdded.judge(removed, {}, toPredicate(null))).toEqual({
      fires: false,
      why: "the row was removed, not added",
    });
    expect(rowIsAdded.looksAt({}, ["~Status"])).toEqual([]);
  });

  test("wants nothing in Which", () => {
    expect(rowIsAdded.read({ which: "", hasCondition: false }, aSource())).toEqual({ value: {} });
    expect(rowIsAdded.read({ which: "Status", hasCondition: true }, aSource()).problems).toEqual([
      { column: "Which", message: '"Row is added" needs nothing in Which; empty it. Conditions go into If.' },
    ]);
  });

  test("is described", () => {
    expect(rowIsAdded.describe({}, aSource(), "row")).toBe("when a row is added to Orders");
  });
});
