import { describe, expect, test } from "vitest";
import { toPredicate } from "../../shared/domain/condition/predicate.ts";
import type { Row } from "../../shared/domain/row.ts";
import dateIsReached from "../../shared/triggers/date-is-reached.ts";
import { conditionOf } from "../domain/condition/meaning.ts";
import { anyClock, iso } from "../domain/time/clocks.ts";
import { aChange, aRow, aSource, columnId } from "../support/builders.ts";
import { fc } from "../support/fast-check.ts";
import { perRow } from "./clock-of.ts";

const clock = perRow(dateIsReached);
const berlin = { condition: null, timeZone: "Europe/Berlin" };

function configOf(which: string): unknown {
  const read = dateIsReached.read({ which, hasCondition: false }, aSource());
  if (read.problems) throw new Error(JSON.stringify(read.problems));
  return JSON.parse(JSON.stringify(read.value));
}

function due(...starts: string[]): Row {
  const dates = starts.map((start) => ({ type: "date" as const, value: { start } }));
  return aRow({
    Sum: { type: "rollup", value: { kind: "array", value: dates } },
    ...(dates[0] && { Due: dates[0] }),
  });
}

describe("Date is reached", () => {
  test("comes once, in the rule's time zone, and never for a date that is over", () => {
    const config = configOf("3 days before Due at 9:00");
    const at = "2026-03-27T08:00:00.000Z";
    expect(clock.next(due("2026-03-30"), config, berlin, "2026-03-01T00:00:00.000Z")).toBe(at);
    expect(clock.next(due("2026-03-30"), config, berlin, "2026-03-27T07:59:59.999Z")).toBe(at);
    expect(clock.next(due("2026-03-30"), config, berlin, at)).toBeUndefined();
    expect(clock.next(aRow(), config, berlin, "2026-03-01T00:00:00.000Z")).toBeUndefined();
    expect(clock.next(due("9999-12-31"), configOf("2 days after Due"), berlin, at)).toBeUndefined();
  });

  test("comes for each date of a rollup, in their order", () => {
    const row = due("2026-05-20", "2026-05-10");
    const config = configOf("Sum at 12:00");
    expect(clock.next(row, config, berlin, "2026-05-01T00:00:00.000Z")).toBe("2026-05-10T10:00:00.000Z");
    expect(clock.next(row, config, berlin, "2026-05-10T10:00:00.000Z")).toBe("2026-05-20T10:00:00.000Z");
  });

  test("fires when it has come, if If is met then", () => {
    const at = "2026-05-20T07:00:00.000Z";
    const config = configOf("Due at 9:00");
    const judge = (row: Row, sentence?: string) =>
      clock.judge(row, at, config, {
        ...berlin,
        condition: sentence === undefined ? null : conditionOf(sentence),
      });
    expect(judge(due("2026-05-20"))).toEqual({ fires: true });
    expect(judge(due("2026-05-20"), "Due is today and Due is on or after now")).toEqual({ fires: true });
    expect(judge(due("2026-05-20"), "Paid is checked")).toEqual({
      fires: false,
      why: "the condition in If was not met at that moment",
    });
  });

  test("does not fire for a row whose date was moved or cleared meanwhile", () => {
    for (const row of [due("2026-05-21"), aRow()]) {
      expect(clock.judge(row, "2026-05-20T07:00:00.000Z", configOf("Due at 9:00"), berlin)).toEqual({
        fires: false,
        why: "Due is another date by now",
      });
    }
  });

  test("fires at every moment that it names, and each is later than the one before", () => {
    const whiches = [
      "Due",
      "2 days before Due at 2:30",
      "1 month after Due",
      "90 minutes after Due",
      "Sum at 0:15",
    ];
    const anyDates = fc.array(fc.tuple(anyClock, fc.boolean()), { maxLength: 3 });
    fc.assert(
      fc.property(anyClock, fc.constantFrom(...whiches), anyDates, ({ timeZone, instant }, which, dates) => {
        const row = due(...dates.map(([date, isDay]) => iso(date.instant).slice(0, isDay ? 10 : 24)));
        const [config, rule] = [configOf(which), { condition: null, timeZone }];
        let after = iso(instant);
        for (let count = 0; ; count++) {
          const next = clock.next(row, config, rule, after);
          expect(count).toBeLessThanOrEqual(3);
          if (next === undefined) return;
          expect(Date.parse(next)).toBeGreaterThan(Date.parse(after));
          expect(clock.judge(row, next, config, rule)).toEqual({ fires: true });
          after = next;
        }
      }),
      { numRuns: 300 },
    );
  });

  test("is not fired by an edit, and looks at its date", () => {
    const change = aChange({ before: {}, after: {} });
    expect(dateIsReached.judge(change, configOf("Due"), toPredicate(null))).toEqual({
      fires: false,
      why: "this rule is fired by the clock, not by an edit",
    });
    expect(dateIsReached.looksAt(configOf("Due"), ["~Total"])).toEqual([columnId("Due")]);
  });

  test("answers a mistake in Which", () => {
    expect(dateIsReached.read({ which: "Status", hasCondition: false }, aSource()).problems).toEqual([
      {
        column: "Which",
        message: '"Status" is a status column and holds no date. The dates of Orders are Due and Created',
      },
    ]);
  });

  test("is described", () => {
    expect(dateIsReached.describe(configOf("the day before due at 9 am"), aSource(), "row")).toBe(
      "when 1 day before Due at 9:00 is reached for a row of Orders",
    );
  });
});
