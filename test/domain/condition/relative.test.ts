import { describe, expect, test } from "vitest";
import type { Value } from "../../../shared/domain/row.ts";
import { aRow } from "../../support/builders.ts";
import { conditionOf, meaningOf, shape } from "./meaning.ts";

const date = (start: string, end?: string): Value => ({
  type: "date",
  value: { start, ...(end !== undefined && { end }) },
});

/** Asked in Berlin, where it is Thursday, 14 May, 0:30. */
function holds(sentence: string, due: string, now = "2026-05-13T22:30:00.000Z"): boolean {
  return meaningOf(sentence, undefined, "Europe/Berlin")(aRow({ Due: date(due) }), now);
}

describe("a date seen from now", () => {
  test.each<[sentence: string, meets: string[], fails: string[]]>([
    [
      "Due is today",
      ["2026-05-14", "2026-05-13T22:00:00.000Z", "2026-05-14T23:59:00.000+02:00"],
      ["2026-05-13", "2026-05-13T21:59:00.000Z", "2026-05-15"],
    ],
    ["Due is tomorrow", ["2026-05-15"], ["2026-05-14", "2026-05-16"]],
    ["Due is not yesterday", ["2026-05-14", "2026-05-12"], ["2026-05-13"]],
    [
      "Due is before today",
      ["2026-05-13", "2026-05-13T21:59:00.000Z"],
      ["2026-05-14", "2026-05-13T22:00:00.000Z"],
    ],
    ["Due < today", ["2026-05-13"], ["2026-05-14"]],
    [
      "Due is after today",
      ["2026-05-15", "2026-05-15T00:00:00.000+02:00"],
      ["2026-05-14", "2026-05-14T23:59:00.000+02:00"],
    ],
    ["Due is on or before today", ["2026-05-13", "2026-05-14"], ["2026-05-15"]],
    ["Due is on or after today", ["2026-05-14", "2026-05-15"], ["2026-05-13"]],
    [
      "Due is within the next 7 days",
      ["2026-05-14", "2026-05-21", "2026-05-21T23:59:00.000+02:00"],
      ["2026-05-13", "2026-05-22"],
    ],
    ["Due is not within the next 7 days", ["2026-05-13", "2026-05-22"], ["2026-05-14", "2026-05-21"]],
    ["Due is within the past week", ["2026-05-07", "2026-05-14"], ["2026-05-06", "2026-05-15"]],
    ["Due is within the last 30 days", ["2026-04-14", "2026-05-14"], ["2026-04-13", "2026-05-15"]],
    ["Due is this week", ["2026-05-11", "2026-05-17"], ["2026-05-10", "2026-05-18"]],
    ["Due is within next month", ["2026-06-01", "2026-06-30"], ["2026-05-31", "2026-07-01"]],
    ["Due is before this month", ["2026-04-30"], ["2026-05-01"]],
    ["Due is after the next 2 weeks", ["2026-05-29"], ["2026-05-28"]],
    ["Due is 3 days ago", ["2026-05-11"], ["2026-05-10", "2026-05-12"]],
    [
      "Due is before now",
      ["2026-05-13T22:29:00.000Z", "2026-05-13"],
      ["2026-05-13T22:30:00.000Z", "2026-05-14"],
    ],
    [
      "Due is on or before now",
      ["2026-05-13T22:30:00.000Z", "2026-05-14"],
      ["2026-05-13T22:31:00.000Z", "2026-05-15"],
    ],
    [
      "Due is within the next 2 hours",
      ["2026-05-13T22:30:00.000Z", "2026-05-14T02:30:00.000+02:00", "2026-05-14"],
      ["2026-05-13T22:29:00.000Z", "2026-05-14T00:31:00.000Z", "2026-05-13", "2026-05-15"],
    ],
    [
      "Due is before 45 minutes ago",
      ["2026-05-13T21:44:00.000Z", "2026-05-12"],
      ["2026-05-13T21:45:00.000Z", "2026-05-13"],
    ],
    ["Due is on or before 2026-05-14", ["2026-05-14"], ["2026-05-15"]],
    [
      "Due is after 2026-05-14 and not Due is within the next 3 days",
      ["2026-05-18"],
      ["2026-05-17", "2026-05-14"],
    ],
  ])("%s", (sentence, meets, fails) => {
    for (const due of meets) expect(holds(sentence, due), due).toBe(true);
    for (const due of fails) expect(holds(sentence, due), due).toBe(false);
  });

  test("is another one in another time zone", () => {
    const row = aRow({ Due: date("2026-05-14") });
    expect(meaningOf("Due is today", undefined, "UTC")(row, "2026-05-13T22:30:00.000Z")).toBe(false);
    expect(meaningOf("Due is today")(row, "2026-05-13T22:30:00.000Z")).toBe(false);
    expect(meaningOf("Due is today", undefined, "America/New_York")(row, "2026-05-15T03:59:00.000Z")).toBe(
      true,
    );
  });

  test("counts a range from its beginning, and an empty cell as none", () => {
    const isToday = meaningOf("Due is today");
    expect(isToday(aRow({ Due: date("2026-05-13", "2026-05-15") }), "2026-05-14T09:00:00.000Z")).toBe(false);
    for (const cells of [{}, { Due: { type: "date", value: null } as Value }]) {
      expect(isToday(aRow(cells), "2026-05-14T09:00:00.000Z")).toBe(false);
      expect(meaningOf("Due is before today")(aRow(cells), "2026-05-14T09:00:00.000Z")).toBe(false);
      expect(meaningOf("Due is not today")(aRow(cells), "2026-05-14T09:00:00.000Z")).toBe(true);
    }
  });

  test("may be a created time, a formula's or a rollup's", () => {
    const now = "2026-05-14T09:00:00.000Z";
    const dated = { kind: "date", value: { start: "2026-05-14" } } as const;
    expect(
      meaningOf("Created is before 2 hours ago")(
        aRow({ Created: { type: "created_time", value: "2026-05-14T06:59:00.000Z" } }),
        now,
      ),
    ).toBe(true);
    expect(
      meaningOf("Score is within this week")(aRow({ Score: { type: "formula", value: dated } }), now),
    ).toBe(true);
    expect(meaningOf("Score is after today")(aRow({ Score: { type: "formula", value: dated } }), now)).toBe(
      false,
    );
    const list: Value = {
      type: "rollup",
      value: { kind: "array", value: [date("2026-05-01"), date("2026-05-14")] },
    };
    expect(meaningOf("Sum is today")(aRow({ Sum: list }), now)).toBe(true);
    expect(meaningOf("Sum is tomorrow")(aRow({ Sum: list }), now)).toBe(false);
  });

  test("does not take words away from texts and options", () => {
    expect(shape(conditionOf("Name is today"))).toBe("[Name is today]");
    expect(shape(conditionOf("Name is before noon"))).toBe("[Name is before noon]");
    expect(shape(conditionOf("Score is before lunch"))).toBe("[Score is before lunch]");
    const now = "2026-05-14T09:00:00.000Z";
    const text: Value = { type: "formula", value: { kind: "string", value: "Today" } };
    expect(meaningOf("Score is today")(aRow({ Score: text }), now)).toBe(true);
    expect(meaningOf("Score is before today")(aRow({ Score: text }), now)).toBe(false);
  });
});
