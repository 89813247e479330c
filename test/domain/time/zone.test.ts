import { describe, expect, test } from "vitest";
import { dayAt, instantAt, wallAt } from "../../../shared/domain/time/zone.ts";
import { fc } from "../../support/fast-check.ts";
import { anyClock, iso, shownAt, ticks } from "./clocks.ts";

describe("a time zone", () => {
  test.each([
    ["Europe/Berlin", "2026-05-04T09:00Z", "2026-05-04T07:00Z"],
    ["Europe/Berlin", "2026-03-29T02:00Z", "2026-03-29T01:00Z"],
    ["Europe/Berlin", "2026-03-29T02:59Z", "2026-03-29T01:00Z"],
    ["Europe/Berlin", "2026-03-29T03:00Z", "2026-03-29T01:00Z"],
    ["Europe/Berlin", "2026-10-25T02:30Z", "2026-10-25T00:30Z"],
    ["Europe/Berlin", "2026-10-25T03:00Z", "2026-10-25T02:00Z"],
    ["America/New_York", "2026-03-08T02:30Z", "2026-03-08T07:00Z"],
    ["America/New_York", "2026-11-01T01:30Z", "2026-11-01T05:30Z"],
    ["Australia/Lord_Howe", "2026-10-04T02:10Z", "2026-10-03T15:30Z"],
    ["Australia/Lord_Howe", "2026-04-05T01:45Z", "2026-04-04T14:45Z"],
    ["Asia/Kolkata", "2026-01-01T00:00Z", "2025-12-31T18:30Z"],
    ["Pacific/Apia", "2011-12-30T09:00Z", "2011-12-30T10:00Z"],
    ["Pacific/Apia", "2011-12-31T09:00Z", "2011-12-30T19:00Z"],
    ["UTC", "2028-02-29T00:00Z", "2028-02-29T00:00Z"],
  ])("%s shows %s first at %s", (timeZone, wall, instant) => {
    expect(iso(instantAt(Date.parse(wall), timeZone))).toBe(iso(Date.parse(instant)));
  });

  test("shows at every instant what Intl says", () => {
    fc.assert(
      fc.property(anyClock, ({ timeZone, instant }) => {
        expect(iso(wallAt(instant, timeZone))).toBe(iso(shownAt(instant, timeZone)));
      }),
      { numRuns: 500 },
    );
  });

  test("shows a time first, or jumps over it, at the minute at which a walk comes to it", () => {
    fc.assert(
      fc.property(anyClock, fc.integer({ min: 1, max: 1_600 }), ({ timeZone, instant }, steps) => {
        const walk = ticks(instant, timeZone);
        for (let step = 0; step < steps; step++) {
          const { instant: at, isNew } = walk.next().value;
          for (const wall of isNew) expect(iso(instantAt(wall, timeZone))).toBe(iso(at));
        }
      }),
      { numRuns: 40 },
    );
  });

  test("begins each day once, at its first midnight, and never goes back to the day before", () => {
    fc.assert(
      fc.property(anyClock, ({ timeZone, instant }) => {
        const walk = ticks(instant, timeZone);
        let day = dayAt(instant, timeZone);
        for (let step = 0; step < 1_600; step++) {
          const { instant: at, isNew } = walk.next().value;
          const begun = isNew.findLast((wall) => wall % 86_400_000 === 0);
          day = begun ?? day;
          expect(iso(dayAt(at, timeZone))).toBe(iso(day));
        }
      }),
      { numRuns: 40 },
    );
  });

  test("is refused when Intl does not know it", () => {
    expect(() => wallAt(0, "Europe/Atlantis")).toThrow(RangeError);
  });
});
