import { describe, expect, test } from "vitest";
import { circleReason, countFiring } from "../../shared/domain/circle.ts";
import { type OwnWrite, originOf } from "../../shared/domain/own-write.ts";
import type { Property } from "../../shared/domain/row.ts";

const editedAt = "2026-05-04T09:30:00.000Z";
const property = (id: string, type = "number") =>
  ({ id, name: id, type, value: null }) as unknown as Property;

function origin(
  changed: Record<string, string>,
  writes: Partial<OwnWrite>[],
  answered?: Record<string, number>,
  types: Record<string, string> = {},
) {
  const ids = Object.keys(changed);
  const properties = Object.fromEntries(ids.map((id) => [id, property(id, types[id])]));
  const whole = writes.map((write) => ({
    ruleId: "rule",
    revision: 3,
    at: "2026-05-04T09:30:20.000Z",
    generation: 1,
    hashes: {},
    ...write,
  }));
  return originOf(
    { row: { lastEditedTime: editedAt, properties }, changed: ids, hashes: changed },
    whole,
    answered,
  );
}

describe("whose a change is", () => {
  test("Rowbell's own when each cell shows what was announced", () => {
    const writes = [
      { hashes: { status: "done", note: "seen" } },
      { ruleId: "other", revision: 7, generation: 2, hashes: { amount: "5" } },
    ];
    expect(origin({ status: "done" }, writes)).toEqual({ generation: 1, answered: { rule: 3 } });
    expect(origin({ status: "done", amount: "5" }, writes)).toEqual({
      generation: 2,
      answered: { rule: 3, other: 7 },
    });
  });

  test("a person's when one cell shows anything else", () => {
    const writes = [{ hashes: { status: "done" } }];
    expect(origin({ status: "doing" }, writes).generation).toBe(0);
    expect(origin({ status: "done", amount: "5" }, writes).generation).toBe(0);
    expect(origin({ status: "done" }, []).generation).toBe(0);
  });

  test("Rowbell's own whatever is computed from it, and a person's when there is nothing else", () => {
    const writes = [{ hashes: { status: "done" } }];
    const types = { score: "formula", sum: "rollup" };
    expect(origin({ status: "done", score: "x", sum: "y" }, writes, {}, types).generation).toBe(1);
    expect(origin({ score: "x" }, writes, {}, types).generation).toBe(0);
  });

  test("a person's when the announced write was seen before", () => {
    const writes = [{ hashes: { status: "done" } }];
    expect(origin({ status: "done" }, writes, { rule: 2 }).generation).toBe(1);
    expect(origin({ status: "done" }, writes, { rule: 3 }).generation).toBe(0);
  });

  test.each([
    ["2026-05-04T09:40:00.000Z", 1],
    ["2026-05-04T09:20:00.000Z", 1],
    ["2026-05-04T09:40:01.000Z", 0],
    ["2026-05-04T09:19:59.000Z", 0],
  ])("a person's when the edit is far from the announcement, at %s", (at, generation) => {
    expect(origin({ status: "done" }, [{ at, hashes: { status: "done" } }]).generation).toBe(generation);
  });
});

describe("a circle", () => {
  test("ends at three generations", () => {
    expect([0, 1, 2].map(circleReason)).toEqual([undefined, undefined, undefined]);
    expect(circleReason(3)).toBe("it answers Rowbell's own writes in a circle (3 times in a row)");
  });

  function fire(times: readonly string[], pollMs = 60_000): (string | undefined)[] {
    let before: string[] = [];
    return times.map((at) => {
      const { firings, reason } = countFiring(before, at, pollMs);
      before = firings;
      return reason;
    });
  }
  const every = (minutes: number, count: number) =>
    Array.from({ length: count }, (_, n) =>
      new Date(Date.parse(editedAt) + n * minutes * 60_000).toISOString(),
    );

  test("that no generation tells of ends at the sixth time in ten minutes", () => {
    const reason = "it fired more than 5 times within 10 minutes for the same row";
    expect(fire(every(1, 7))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      reason,
      reason,
    ]);
    expect(fire(every(2, 6)).at(-1)).toBe(reason);
    expect(fire(every(3, 12)).every((each) => each === undefined)).toBe(true);
  });

  test("is looked for in ten polls where those take longer, but not over an outage", () => {
    expect(fire(every(10, 6), 5 * 60_000).at(-1)).toContain("within 50 minutes");
    expect(fire(every(60, 12), 8 * 3_600_000).every((each) => each === undefined)).toBe(true);
  });
});
