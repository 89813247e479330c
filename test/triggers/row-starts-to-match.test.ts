import { describe, expect, test } from "vitest";
import { hashRow } from "../../shared/domain/content.ts";
import { diffRow } from "../../shared/domain/diff.ts";
import type { Row, Value } from "../../shared/domain/row.ts";
import rowStartsToMatch from "../../shared/triggers/row-starts-to-match.ts";
import { conditionOf, meaningOf } from "../domain/condition/meaning.ts";
import { aChange, aRow, aSnapshot, aSource, now, status } from "../support/builders.ts";
import { perRow } from "./clock-of.ts";

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
    const change = diffRow(aSnapshot(aRow(doing)), after, hashRow(after, new Set()), now);
    expect(rowStartsToMatch.judge(change, {}, meaningOf(sentence))).toEqual(metBefore);
  });

  test("fires for what somebody put into an added column", () => {
    const after = aRow({ Paid: { type: "checkbox", value: true } });
    const change = diffRow(aSnapshot(aRow()), after, hashRow(after, new Set()), now);
    expect(rowStartsToMatch.judge(change, {}, meaningOf("Paid is checked"))).toEqual({ fires: true });
  });

  test("does not fire for a row that is removed, whatever it was before", () => {
    const removed = aChange({ after: done }, { op: "delete" });
    expect(rowStartsToMatch.judge(removed, {}, isDone)).toEqual({ fires: false, why: "the row was removed" });
  });

  test("looks at what its condition looks at", () => {
    expect(rowStartsToMatch.looksAt({}, ["~Status"])).toEqual(["~Status"]);
  });

  test("asks both states as of when the change was seen", () => {
    const seen: unknown[] = [];
    const condition = (_row: unknown, at: string) => seen.push(at) === 1;
    rowStartsToMatch.judge(aChange({ before: doing, after: done }, { at: now }), {}, condition);
    expect(seen).toEqual([now, now]);
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
    expect(rowStartsToMatch.describe({}, aSource(), "row")).toBe("when a row of Orders starts to match");
  });
});

describe("Row starts to match by the clock alone", () => {
  const clock = perRow(rowStartsToMatch);
  const due = (start: string) => aRow({ Due: { type: "date", value: { start } } });
  const rule = (sentence: string) => ({ condition: conditionOf(sentence), timeZone: "Europe/Berlin" });

  test.each<[sentence: string, start: string, at: string | undefined]>([
    ["Due is within the next 7 days", "2026-06-10", "2026-06-02T22:00:00.000Z"],
    ["Due is today", "2026-06-10", "2026-06-09T22:00:00.000Z"],
    ["Due is before today", "2026-06-10", "2026-06-10T22:00:00.000Z"],
    ["Due is on or before now", "2026-06-10T09:00:00.000Z", "2026-06-10T09:00:00.000Z"],
    ["not Due is within the next 7 days", "2026-05-14", "2026-05-14T22:00:00.000Z"],
    ["not Due is within the next 7 days", "2026-06-10", "2026-06-10T22:00:00.000Z"],
    ["Due is within the next 7 days", "2026-05-14", undefined],
    ["Due is before today", "2026-05-01", undefined],
    ["Due is after today", "2026-06-10", undefined],
    ["Due is today and Paid is checked", "2026-06-10", undefined],
    ["Due is 2026-06-10", "2026-06-10", undefined],
  ])("%s: %s at %s", (sentence, start, at) => {
    const next = clock.next(due(start), {}, rule(sentence), "2026-05-14T09:00:00.000Z");
    expect(next).toBe(at);
    if (next === undefined) return;
    expect(clock.judge(due(start), next, {}, rule(sentence))).toEqual({ fires: true });
    expect(clock.next(due(start), {}, rule(sentence), next)).toBeUndefined();
  });

  test("does not fire at a moment at which it does not become true", () => {
    const at = "2026-06-09T22:00:00.000Z";
    const late = "2026-06-09T22:00:00.001Z";
    const judge = (row: Row, instant: string) => clock.judge(row, instant, {}, rule("Due is today"));
    expect(judge(due("2026-06-10"), at)).toEqual({ fires: true });
    for (const verdict of [judge(due("2026-06-11"), at), judge(due("2026-06-10"), late), judge(aRow(), at)])
      expect(verdict).toMatchObject({ fires: false });
    expect(judge(due("2026-06-11"), at)).toEqual({
      fires: false,
      why: `the condition in If does not become true for this row at ${at}`,
    });
  });
});
