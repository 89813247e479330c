import { describe, expect, test } from "vitest";
import { hashRow } from "../../shared/domain/content.ts";
import { diffRow } from "../../shared/domain/diff.ts";
import type { Value } from "../../shared/domain/row.ts";
import rowStartsToMatch from "../../shared/triggers/row-starts-to-match.ts";
import { meaningOf } from "../domain/condition/meaning.ts";
import { aChange, aRow, aSnapshot, aSource, status } from "../support/builders.ts";

const isDone = meaningOf("Status is Done");
const [doing, done] = [{ Status: status("Doing") }, { Status: status("Done") }];
const notMet = { fires: false, why: "the condition in If was not met" };
const metBefore = { fires: false, why: "the condition in If was met before the change as well" };

describe("Row starts to match", () => {
  test("fires when the condition becomes true", () => {
    expect(rowStartsToMatch.judge(aChange({ before: doing, after: done }), {}, isDone)).toEqual({
      fires: true,
    });
  });

  test("fires for a new row that meets it", () => {
    expect(rowStartsToMatch.judge(aChange({ after: done }), {}, isDone)).toEqual({ fires: true });
  });

  test("does not fire while the condition stays true, stays false or becomes false", () => {
    const other: Value = { type: "url", value: "https://a.example" };
    const judge = (before: Record<string, Value>, after: Record<string, Value>) =>
      rowStartsToMatch.judge(aChange({ before, after }), {}, isDone);
    expect(judge(done, { ...done, Link: other })).toEqual(metBefore);
    expect(judge(doing, { ...doing, Link: other })).toEqual(notMet);
    expect(judge(done, doing)).toEqual(notMet);
    expect(rowStartsToMatch.judge(aChange({ after: doing }), {}, isDone)).toEqual(notMet);
  });

  test.each<[sentence: string, added: Record<string, Value>]>([
    ["Paid is unchecked", { Paid: { type: "checkbox", value: false } }],
    ["Score is late", { Score: { type: "formula", value: { kind: "string", value: "late" } } }],
    ["Sum > 5", { Sum: { type: "rollup", value: { kind: "number", value: 6 } } }],
    ["ID > 5", { ID: { type: "unique_id", value: { prefix: null, number: 6 } } }],
  ])("does not fire because a column was added: %s", (sentence, added) => {
    const after = aRow({ ...done, ...added });
    const change = diffRow(aSnapshot(aRow(doing)), after, hashRow(after, new Set()));
    expect(rowStartsToMatch.judge(change, {}, meaningOf(sentence))).toEqual(metBefore);
  });

  test("fires for what somebody put into an added column", () => {
    const after = aRow({ Paid: { type: "checkbox", value: true } });
    const change = diffRow(aSnapshot(aRow()), after, hashRow(after, new Set()));
    expect(rowStartsToMatch.judge(change, {}, meaningOf("Paid is checked"))).toEqual({ fires: true });
  });

  test("wants a condition in If and nothing in Which", () => {
    const read = (which: string, hasCondition: boolean) =>
      rowStartsToMatch.read({ which, hasCondition }, aSource());
    expect(read("", true)).toEqual({ value: {} });
    expect(read("", false).problems).toEqual([
      { column: "If", message: '"Row starts to match" needs a condition in If, like: Priority is High' },
    ]);
    expect(read("Status", true).problems).toEqual([
      {
        column: "Which",
        message: '"Row starts to match" needs nothing in Which; empty it. What to match goes into If.',
      },
    ]);
  });

  test("is described", () => {
    expect(rowStartsToMatch.describe({}, aSource())).toBe("a row of Orders starts to match");
  });
});
