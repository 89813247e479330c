import { describe, expect, it } from "vitest";
import type { Row, Value } from "../../../shared/domain/row.ts";
import type { Rule } from "../../../shared/domain/rule.ts";
import { nextTimers, timerAfter } from "../../../shared/pipeline/judge/next-timers.ts";
import { aRow, aSnapshot } from "../../support/builders.ts";
import { compiledRule } from "../../support/compiled-rule.ts";
import { openSourceDesk } from "../../support/source-desk.ts";

const on = (start: string): Value => ({ type: "date", value: { start } });
/** Edited at 09:07, judged at 09:10, looked at at 09:12. */
const judgedAt = "2026-11-22T09:10:00.000Z";
const noon = "2026-11-22T12:00:00.000Z";
const due = compiledRule({ id: "due", when: "Date is reached", which: "Due" });
const soon = compiledRule({
  id: "soon",
  when: "Row starts to match",
  condition: "Due is within the next 2 days",
});
const daily = compiledRule({ id: "daily", when: "On a schedule", which: "every day at 9:11" });

async function timersOf(row: Row, rules: Rule[] = [due], snapshot?: Parameters<typeof nextTimers>[2]) {
  const reading = await (await openSourceDesk()).reading({ rules });
  return nextTimers(reading, row, snapshot, judgedAt);
}

describe("the timers that a row's content brings", () => {
  it("are one for each rule that follows the clock row by row", async () => {
    const row = aRow({ Due: on("2026-11-28T12:00:00.000Z") });
    const own = { sourceId: "source-orders", rowId: "row-lamp" };
    expect(await timersOf(row, [due, soon, daily])).toEqual([
      { ...own, ruleId: "due", at: "2026-11-28T12:00:00.000Z" },
      { ...own, ruleId: "soon", at: expect.stringMatching(/^2026-11-2[67]T/) },
    ]);
    expect(await timersOf(aRow())).toEqual([]);
  });

  it("are of moments that were still to come when the edit was made, where no change is judged", async () => {
    const of = async (at: string) => (await timersOf(aRow({ Due: on(at) }))).map((timer) => timer.at);
    expect(await of("2026-11-22T09:07:00.000Z")).toEqual(["2026-11-22T09:07:00.000Z"]);
    expect(await of("2026-11-22T09:06:59.000Z")).toEqual([]);
  });

  it("are none older than a day, however old the edit", async () => {
    const of = async (at: string) =>
      (await timersOf(aRow({ Due: on(at) }, { lastEditedTime: "2026-11-01T09:00:00.000Z" }))).length;
    expect(await of("2026-11-21T09:12:00.000Z")).toBe(1);
    expect(await of("2026-11-21T09:11:59.000Z")).toBe(0);
  });

  it("are later than the change was judged at, where that is judged too", async () => {
    const passed = compiledRule({ when: "Row starts to match", condition: "Due is today" });
    const today = aRow({ Due: on("2026-11-22") }, { lastEditedTime: "2026-11-21T23:59:00.000Z" });
    expect(await timersOf(today, [passed])).toEqual([]);
    const tomorrow = aRow({ Due: on("2026-11-23") }, { lastEditedTime: "2026-11-21T23:59:00.000Z" });
    expect((await timersOf(tomorrow, [passed])).map((timer) => timer.at)).toEqual([
      "2026-11-23T00:00:00.000Z",
    ]);
  });

  it("are not set again where the row had the moment before, unless it was forgotten", async () => {
    const row = aRow({ Due: on(noon) });
    const later = aRow({ Due: on("2026-11-22T13:00:00.000Z") });
    expect(await timersOf(row, [due], aSnapshot(row))).toEqual([]);
    expect(await timersOf(row, [due], aSnapshot(row, { isStub: true }))).toHaveLength(1);
    expect(await timersOf(row, [due], aSnapshot(aRow()))).toHaveLength(1);
    expect(await timersOf(later, [due], aSnapshot(row))).toHaveLength(1);
    expect(await timersOf(row, [due], aSnapshot(later))).toHaveLength(1);
  });

  it("are those of the other rules where one cannot be reckoned, whose author is told", async () => {
    const options = { ...due.options, timeZone: "Nowhere/At all" };
    const poison = { ...due, id: "poison", options };
    const desk = await openSourceDesk();
    const reading = await desk.reading({ rules: [poison, due] });
    const row = aRow({ Due: on("2026-11-28") });
    expect(nextTimers(reading, row, undefined, judgedAt).map(({ ruleId }) => ruleId)).toEqual(["due"]);
    expect(reading.result.refusals).toEqual([
      { ruleId: "poison", text: expect.stringContaining("stumbled over this rule's moments") },
    ]);
    expect(desk.lines).toMatchObject([{ event: "moment-not-reckoned", fields: { ruleId: "poison" } }]);
  });

  it("are not set for a moment that the rule has fired for", async () => {
    const row = aRow({ Due: on(noon) });
    const reached = (by: string, at: string) => aSnapshot(aRow(), { reached: { [by]: at } });
    expect(await timersOf(row, [due], reached("due", noon))).toEqual([]);
    expect(await timersOf(row, [due], reached("soon", noon))).toHaveLength(1);
    expect(await timersOf(row, [due], reached("due", "2026-11-22T11:00:00.000Z"))).toHaveLength(1);
  });
});

describe("the first moment of a row", () => {
  it("is there only for a rule that follows the clock row by row", async () => {
    const reading = await (await openSourceDesk()).reading({
      rules: [due, daily, compiledRule({ id: "change" })],
    });
    const of = (id: string, after = judgedAt) => {
      const evaluator = reading.rules.byId.get(id);
      return evaluator && timerAfter(reading, evaluator, aRow({ Due: on(noon) }), after);
    };
    expect(of("due")).toEqual({ sourceId: "source-orders", at: noon, ruleId: "due", rowId: "row-lamp" });
    expect(of("due", noon)).toBeUndefined();
    expect(of("daily")).toBeUndefined();
    expect(of("change")).toBeUndefined();
  });
});
