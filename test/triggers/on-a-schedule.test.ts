import { describe, expect, test } from "vitest";
import { toPredicate } from "../../shared/domain/condition/predicate.ts";
import onASchedule from "../../shared/triggers/on-a-schedule.ts";
import { aChange, aSource } from "../support/builders.ts";
import { perSource } from "./clock-of.ts";

const clock = perSource(onASchedule);

function configOf(which: string): unknown {
  const read = onASchedule.read({ which, hasCondition: false }, aSource());
  if (read.problems) throw new Error(JSON.stringify(read.problems));
  return JSON.parse(JSON.stringify(read.value));
}

describe("On a schedule", () => {
  test("comes again and again, in the rule's time zone", () => {
    const config = configOf("every Monday at 9:00");
    const first = clock.next(config, "Europe/Berlin", "2026-10-19T07:00:00.000Z");
    expect(first).toBe("2026-10-26T08:00:00.000Z");
    expect(clock.next(config, "Europe/Berlin", first)).toBe("2026-11-02T08:00:00.000Z");
    expect(clock.next(config, "Asia/Kolkata", first)).toBe("2026-11-02T03:30:00.000Z");
  });

  test("is not fired by an edit, and looks at no column of it", () => {
    expect(onASchedule.judge(aChange({ after: {} }), configOf("every day"), toPredicate(null))).toEqual({
      fires: false,
      why: "this rule is fired by the clock, not by an edit",
    });
    expect(onASchedule.looksAt(configOf("every day"), ["~Total"])).toEqual([]);
  });

  test("answers a mistake in Which", () => {
    expect(onASchedule.read({ which: "every day at 25", hasCondition: false }, aSource()).problems).toEqual([
      {
        column: "Which",
        message: 'after "every day at" I expect a time, like 9:00, 17:30 or 9 pm, but it says "25"',
      },
    ]);
  });

  test("is described", () => {
    const schedule = configOf("each thursday and monday at 9am");
    expect(onASchedule.describe(schedule, aSource(), "once")).toBe("every Monday and Thursday at 9:00");
    expect(onASchedule.describe(schedule, aSource(), "row")).toBe(
      "for each row of Orders every Monday and Thursday at 9:00",
    );
  });
});
