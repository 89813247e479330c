import { describe, expect, test } from "vitest";
import { quietText, quietUntil, readQuietHours } from "../../../shared/domain/time/quiet-hours.ts";
import { fc } from "../../support/fast-check.ts";
import { anyClock } from "./clocks.ts";

describe("quiet hours", () => {
  test.each([
    ["20:00-8:00", "20:00 to 8:00"],
    ["20:00 – 8:00", "20:00 to 8:00"],
    ["8 pm to 8 am", "20:00 to 8:00"],
    ["from 22 until 6:30", "22:00 to 6:30"],
    ["midnight to noon", "0:00 to 12:00"],
    ["12:00-13:00", "12:00 to 13:00"],
  ])("are read: %s", (text, said) => {
    const quiet = readQuietHours(text);
    expect(quiet && quietText(quiet)).toBe(said);
  });

  test.each(["", "20:00", "20:00-", "at night", "25:00-8:00", "20:00-20:00", "20:00-8:00 on Sunday"])(
    "are not read where they say something else: %j",
    (text) => expect(readQuietHours(text)).toBeUndefined(),
  );

  test.each<[string, string, string, string | undefined]>([
    ["20:00-8:00", "Europe/Berlin", "2026-01-10T18:59:59Z", undefined],
    ["20:00-8:00", "Europe/Berlin", "2026-01-10T19:00:00Z", "2026-01-11T07:00:00.000Z"],
    ["20:00-8:00", "Europe/Berlin", "2026-01-11T06:59:59Z", "2026-01-11T07:00:00.000Z"],
    ["20:00-8:00", "Europe/Berlin", "2026-01-11T07:00:00Z", undefined],
    ["12:00-13:00", "UTC", "2026-01-11T12:30:00Z", "2026-01-11T13:00:00.000Z"],
    // The night in which clocks are set forward, and the one in which they are set back.
    ["20:00-8:00", "Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29T06:00:00.000Z"],
    ["20:00-8:00", "Europe/Berlin", "2026-10-24T22:00:00Z", "2026-10-25T07:00:00.000Z"],
    ["20:00-2:30", "Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29T01:00:00.000Z"],
  ])("%s in %s at %s end at %s", (text, zone, now, end) => {
    const quiet = readQuietHours(text);
    if (!quiet) throw new Error(text);
    const until = quietUntil(quiet, zone, Date.parse(now));
    expect(until && new Date(until).toISOString()).toBe(end);
  });

  test("always end within a day and an hour, and are over when they end", () => {
    const minutes = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(anyClock, minutes, minutes, ({ timeZone, instant: now }, from, until) => {
        fc.pre(from !== until);
        const end = quietUntil({ from, until }, timeZone, now);
        if (end === undefined) return;
        expect(end).toBeGreaterThan(now);
        expect(end - now).toBeLessThanOrEqual(26 * 3_600_000);
      }),
    );
  });
});
