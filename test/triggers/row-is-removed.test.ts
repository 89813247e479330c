import { describe, expect, test } from "vitest";
import { toPredicate } from "../../shared/domain/condition/predicate.ts";
import rowIsRemoved from "../../shared/triggers/row-is-removed.ts";
import { aChange, aSource, now, status } from "../support/builders.ts";

const removed = aChange({ after: { Status: status("Done") } }, { op: "delete", at: now });

describe("Row is removed", () => {
  test("fires for a removed row that met If, and asks If of what it last was", () => {
    const seen: unknown[] = [];
    const condition = (...asked: unknown[]) => seen.push(asked) > 0;
    expect(rowIsRemoved.judge(removed, {}, condition)).toEqual({ fires: true });
    expect(seen).toEqual([[removed.after, now]]);
  });

  test("does not fire for a removed row that did not meet If", () => {
    expect(rowIsRemoved.judge(removed, {}, () => false)).toEqual({
      fires: false,
      why: "the condition in If was not met by what the row last was",
    });
  });

  test("does not fire for a row that is there, and looks at no column of an edit", () => {
    for (const op of ["create", "update"] as const) {
      expect(rowIsRemoved.judge(aChange({ after: {} }, { op }), {}, toPredicate(null))).toEqual({
        fires: false,
        why: "the row is still there",
      });
    }
    expect(rowIsRemoved.looksAt({}, ["~Status"])).toEqual([]);
  });

  test("wants nothing in Which", () => {
    expect(rowIsRemoved.read({ which: "", hasCondition: false }, aSource())).toEqual({ value: {} });
    expect(rowIsRemoved.read({ which: "Status", hasCondition: true }, aSource()).problems).toEqual([
      {
        column: "Which",
        message: '"Row is removed" needs nothing in Which; empty it. Conditions go into If.',
      },
    ]);
  });

  test("is described", () => {
    expect(rowIsRemoved.describe({}, aSource(), "row")).toBe("when a row is removed from Orders");
  });
});
