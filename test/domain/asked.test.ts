import { describe, expect, test } from "vitest";
import { readBox } from "../../shared/domain/asked.ts";

const at = "2026-03-02T10:00:10.000Z";
const over = "2026-03-02T10:01:10.000Z";
const sameMinute = "2026-03-02T10:01:00.000Z";
const nextMinute = "2026-03-02T10:02:00.000Z";
const seconds = (count: number) => new Date(Date.parse(over) + count * 1000).toISOString();

describe("a box that its author ticks", () => {
  test("asks when nothing is remembered of it", () => {
    expect(readBox(undefined, true, at, at)).toBe("asked");
    expect(readBox(undefined, false, at, at)).toBe("idle");
  });

  test("does not ask again before its tick was taken away", () => {
    expect(readBox({ at }, true, nextMinute, seconds(600))).toBe("again");
    expect(readBox({ at }, false, at, seconds(0))).toBe("over");
    expect(readBox({ at }, false, at, at)).toBe("unclear");
  });

  test("asks anew after that, as soon as it is no old answer's tick", () => {
    expect(readBox({ at, over }, true, nextMinute, seconds(5))).toBe("asked");
    expect(readBox({ at, over }, true, sameMinute, seconds(5))).toBe("unclear");
    expect(readBox({ at, over }, true, sameMinute, seconds(30))).toBe("asked");
    expect(readBox({ at, over }, false, sameMinute, seconds(30))).toBe("idle");
  });
});
