import { describe, expect, test } from "vitest";
import {
  advance,
  beginWatching,
  overlapMs,
  type Watching,
  windowStart,
} from "../../shared/domain/checkpoint.ts";
import { fc } from "../support/fast-check.ts";

const minuteMs = 60_000;
const start = Date.parse("2026-11-22T09:00:00.000Z");
const iso = (time: number) => new Date(time).toISOString();

const noSweep = { dueAt: iso(start), rows: 0 };

type Poll = { at: number; from: number };

/** Polls a source at these moments (ms); one that fails leaves the checkpoint where it is. */
function pollAt(moments: readonly { at: number; fails: boolean }[]): {
  polls: Poll[];
  checkpoints: Watching[];
} {
  let checkpoint = beginWatching(iso(start), noSweep);
  const polls: Poll[] = [];
  const checkpoints: Watching[] = [checkpoint];
  for (const { at, fails } of moments) {
    if (!fails) {
      polls.push({ at, from: Date.parse(windowStart(checkpoint.watermark)) });
      checkpoint = advance(checkpoint, iso(at));
    }
    checkpoints.push(checkpoint);
  }
  return { polls, checkpoints };
}

/** From seconds to hours apart, and some of them fail. */
const moments = fc
  .array(
    fc.record({
      gap: fc.oneof(fc.integer({ min: 1, max: 120_000 }), fc.integer({ min: 1, max: 7_200_000 })),
      fails: fc.boolean(),
    }),
    { minLength: 2, maxLength: 30 },
  )
  .map((gaps) => {
    let at = start;
    return gaps.map(({ gap, fails }) => {
      at += gap;
      return { at, fails };
    });
  });

describe("the watermark of a source", () => {
  test("is the start of the baseline once that is complete", () => {
    expect(beginWatching(iso(start), noSweep)).toMatchObject({
      phase: "watching",
      watermark: iso(start),
      lastStart: iso(start),
      since: iso(start),
    });
  });

  test("follows a complete poll to the start of the one before it", () => {
    const checkpoint = { ...beginWatching(iso(start), noSweep), lastStart: iso(start + minuteMs) };
    expect(advance(checkpoint, iso(start + 2 * minuteMs))).toEqual({
      ...checkpoint,
      watermark: iso(start + minuteMs),
      lastStart: iso(start + 2 * minuteMs),
    });
  });

  test("stops at the oldest edit that still waits for a second look", () => {
    const checkpoint = {
      ...beginWatching(iso(start), noSweep),
      lastStart: iso(start + 9 * minuteMs),
    };
    const now = iso(start + 10 * minuteMs);
    expect(advance(checkpoint, now, iso(start + 4 * minuteMs)).watermark).toBe(iso(start + 4 * minuteMs));
    expect(advance(checkpoint, now, iso(start + 10 * minuteMs)).watermark).toBe(iso(start + 9 * minuteMs));
    expect(advance(checkpoint, now, iso(start - minuteMs)).watermark).toBe(iso(start));
  });

  test("forgets where a read was cut once the read is complete", () => {
    const cutAt = { from: iso(start), startedAt: iso(start) };
    const checkpoint = { ...beginWatching(iso(start), noSweep), cutAt };
    expect(advance(checkpoint, iso(start + minuteMs))).not.toHaveProperty("cutAt");
  });

  test("never moves back, whatever a clock says", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -7_200_000, max: 7_200_000 })), (offsets) => {
        let checkpoint = beginWatching(iso(start), noSweep);
        for (const offset of offsets) {
          const next = advance(checkpoint, iso(start + offset));
          expect(Date.parse(next.watermark)).toBeGreaterThanOrEqual(Date.parse(checkpoint.watermark));
          expect(Date.parse(next.lastStart)).toBeGreaterThanOrEqual(Date.parse(checkpoint.lastStart));
          expect(Date.parse(next.watermark)).toBeLessThanOrEqual(Date.parse(next.lastStart));
          checkpoint = next;
        }
      }),
    );
  });

  test("never moves back, even where a checkpoint says that the last poll began before it", () => {
    const checkpoint = { ...beginWatching(iso(start), noSweep), lastStart: iso(start - minuteMs) };
    expect(advance(checkpoint, iso(start + minuteMs))).toMatchObject({ watermark: iso(start) });
  });

  test("stays where it is after a poll that failed", () => {
    const { checkpoints } = pollAt([
      { at: start + minuteMs, fails: false },
      { at: start + 2 * minuteMs, fails: true },
    ]);
    expect(checkpoints[2]).toEqual(checkpoints[1]);
  });
});

describe("the window of a poll", () => {
  test("begins at a whole minute, the overlap behind the watermark", () => {
    expect(windowStart("2026-11-22T09:12:34.567Z")).toBe("2026-11-22T09:07:00.000Z");
    expect(windowStart("2026-11-22T09:12:00.000Z")).toBe("2026-11-22T09:07:00.000Z");
  });

  test("holds any minute in two complete polls that began after it", () => {
    fc.assert(
      fc.property(moments, fc.double({ min: 0, max: 1, noNaN: true }), (polled, place) => {
        const { polls } = pollAt(polled);
        const edited = Math.floor(start + place * ((polled.at(-1)?.at ?? start) - start));
        const after = polls.filter(({ at }) => at > edited);
        fc.pre(after.length >= 2);
        const minute = edited - (edited % minuteMs);
        expect(after.filter(({ from }) => from <= minute).length).toBeGreaterThanOrEqual(2);
      }),
      { numRuns: 1_000 },
    );
  });

  test("holds an edit that Notion shows as late as the overlap, in two complete polls", () => {
    fc.assert(
      fc.property(
        moments,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: overlapMs }),
        (polled, place, lag) => {
          const { polls } = pollAt(polled);
          const edited = Math.floor(start + place * ((polled.at(-1)?.at ?? start) - start));
          const shown = polls.filter(({ at }) => at > edited + lag);
          fc.pre(shown.length >= 2);
          const minute = edited - (edited % minuteMs);
          expect(shown.filter(({ from }) => from <= minute).length).toBeGreaterThanOrEqual(2);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
