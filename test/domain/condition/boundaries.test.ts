import { describe, expect, test } from "vitest";
import { nextBoundary } from "../../../shared/domain/condition/boundaries.ts";
import type { Value } from "../../../shared/domain/row.ts";
import { aRow } from "../../support/builders.ts";
import { fc } from "../../support/fast-check.ts";
import { anyClock, iso } from "../time/clocks.ts";
import { conditionOf, meaningOf } from "./meaning.ts";

const due = (start: string): Value => ({ type: "date", value: { start } });

function boundaries(sentence: string, start: string, after: string, timeZone = "Europe/Berlin"): string[] {
  const found: string[] = [];
  let at: string | undefined = after;
  for (;;) {
    at = nextBoundary(conditionOf(sentence), timeZone, aRow({ Due: due(start) }), at);
    if (at === undefined) return found;
    found.push(at.replace(/:00\.000Z$/, ""));
  }
}

describe("when a condition may change by the clock alone", () => {
  test.each<[sentence: string, due: string, after: string, boundaries: string[]]>([
    ["Due is today", "2026-05-14", "2026-05-01T00:00Z", ["2026-05-13T22:00", "2026-05-14T22:00"]],
    ["Due is today", "2026-05-14", "2026-05-13T22:00Z", ["2026-05-14T22:00"]],
    ["Due is today", "2026-05-14", "2026-05-14T22:00Z", []],
    [
      "Due is within the next 7 days",
      "2026-04-01",
      "2026-03-01T00:00Z",
      ["2026-03-24T23:00", "2026-04-01T22:00"],
    ],
    [
      "Due is within the past 7 days",
      "2026-03-25",
      "2026-03-01T00:00Z",
      ["2026-03-24T23:00", "2026-04-01T22:00"],
    ],
    ["Due is within next month", "2026-05-14", "2026-03-05T00:00Z", ["2026-03-31T22:00", "2026-04-30T22:00"]],
    [
      "Due is this week",
      "2026-03-29T10:00:00.000Z",
      "2026-03-01T00:00Z",
      ["2026-03-22T23:00", "2026-03-29T22:00"],
    ],
    [
      "Due is before now",
      "2026-05-14T09:00:00.000Z",
      "2026-05-01T00:00Z",
      ["2026-05-14T09:00", "2026-05-14T09:00:00.001Z"],
    ],
    [
      "Due is within the next 2 hours",
      "2026-05-14T09:00:00.000Z",
      "2026-05-01T00:00Z",
      ["2026-05-14T07:00", "2026-05-14T09:00:00.001Z"],
    ],
    ["Due is before 2026-05-14", "2026-05-13", "2026-05-01T00:00Z", []],
    ["Due is today and Paid is checked", "2026-05-14", "2026-05-01T00:00Z", []],
    ["Due is today or Paid is unchecked", "2026-05-14", "2026-05-01T00:00Z", []],
    [
      "not (Due is today or Paid is checked)",
      "2026-05-14",
      "2026-05-01T00:00Z",
      ["2026-05-13T22:00", "2026-05-14T22:00"],
    ],
    ["Due is within the past week", "9999-12-31", "2026-05-01T00:00Z", ["9999-12-30T23:00"]],
  ])("%s, Due being %s, after %s", (sentence, start, after, expected) => {
    expect(boundaries(sentence, start, after)).toEqual(expected);
  });

  test("is never where nothing relative is asked, or of an empty cell", () => {
    expect(nextBoundary(null, "UTC", aRow(), "2026-05-01T00:00Z")).toBeUndefined();
    expect(nextBoundary(conditionOf("Due is today"), "UTC", aRow(), "2026-05-01T00:00Z")).toBeUndefined();
  });

  const counts = fc.integer({ min: 0, max: 40 });
  const units = fc.constantFrom("minute", "hour", "day", "week", "month", "year");
  const anyTime = fc.oneof(
    fc.constantFrom("today", "tomorrow", "this week", "last month", "next year", "the past week", "now"),
    fc
      .tuple(fc.constantFrom("the next", "the past"), counts, units)
      .map(([way, n, unit]) => `${way} ${n} ${unit}s`),
    fc
      .tuple(counts, units, fc.constantFrom("ago", "from now"))
      .map(([n, unit, way]) => `${n} ${unit}s ${way}`),
  );
  const anyTest = fc
    .tuple(
      fc.constantFrom("Due", "Score"),
      fc.constantFrom("<", ">", "≤", "≥", "is within", "is not within"),
      anyTime,
    )
    // An instant is over before anybody looks: with "is" it is refused.
    .map(
      ([column, operator, time]) =>
        `${column} ${/^is/.test(operator) && /now|ago/.test(time) ? ">" : operator} ${time}`,
    );
  const anySentence = fc.oneof(
    anyTest,
    fc.tuple(anyTest, fc.constantFrom("and", "or"), anyTest).map(([a, joint, b]) => `${a} ${joint} not ${b}`),
  );
  const anyDate = fc
    .tuple(anyClock, fc.boolean())
    .map(([{ instant }, isDay]) => iso(instant).slice(0, isDay ? 10 : 24));

  test("is every instant at which it does: between two of them nothing differs", () => {
    let crossed = 0;
    fc.assert(
      fc.property(
        anyClock,
        anySentence,
        anyDate,
        anyDate,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 12, maxLength: 12 }),
        (clock, sentence, first, second, places) => {
          const { timeZone, instant } = clock;
          const row = aRow({
            Due: due(first),
            Score: { type: "formula", value: { kind: "date", value: { start: second } } },
          });
          const [condition, holds] = [conditionOf(sentence), meaningOf(sentence, undefined, timeZone)];
          let from = instant;
          for (let count = 0; ; count++) {
            const next = nextBoundary(condition, timeZone, row, iso(from));
            const until = next === undefined ? from + 3e11 : Date.parse(next);
            expect(until).toBeGreaterThan(from);
            expect(count).toBeLessThanOrEqual(4);
            const expected = holds(row, iso(from));
            const near = [0, 1, 30, 59, 60, 61, 1_439].map((minutes) => from + minutes * 60_000);
            const between = places.map((place) => Math.floor(from + place * (until - from)));
            for (const at of [...near, ...between, until - 1].filter((time) => time < until))
              expect(holds(row, iso(at)), `${sentence} at ${iso(at)}`).toBe(expected);
            if (next === undefined) return;
            if (holds(row, next) !== expected) crossed++;
            from = until;
          }
        },
      ),
      { numRuns: 1_500 },
    );
    expect(crossed).toBeGreaterThan(300);
  });
});
