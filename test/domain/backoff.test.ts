import { describe, expect, test } from "vitest";
import { backoffMs, mostAttempts } from "../../shared/domain/backoff.ts";

const minuteMs = 60_000;

describe("the wait after a failed attempt", () => {
  test("is half a minute, doubles, and ends at an hour", () => {
    const waits = Array.from({ length: 9 }, (_, index) => backoffMs(index + 1) / minuteMs);
    expect(waits).toEqual([0.5, 1, 2, 4, 8, 16, 32, 60, 60]);
    expect(backoffMs(10_000)).toBe(60 * minuteMs);
  });

  test("adds up to about eight hours before a delivery is given up", () => {
    const waits = Array.from({ length: mostAttempts - 1 }, (_, index) => backoffMs(index + 1));
    expect(waits.reduce((sum, wait) => sum + wait) / (60 * minuteMs)).toBeCloseTo(8, 0);
  });
});
