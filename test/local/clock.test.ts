import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { every, laterOn, manualClock, systemClock } from "../../local/clock.ts";

const NINE = new Date("2026-03-01T09:00:00Z");
const at = (seconds: number): Date => new Date(NINE.getTime() + seconds * 1000);

describe("a manual clock", () => {
  it("stands still until it is set and tells who listens", () => {
    const clock = manualClock(NINE);
    const seen: Date[] = [];
    const unsubscribe = clock.subscribe(() => seen.push(clock.now()));
    clock.set(at(60));
    unsubscribe();
    clock.set(at(120));
    expect(seen).toEqual([at(60)]);
    expect(clock.now()).toEqual(at(120));
  });

  it("gives out times that cannot move it", () => {
    const clock = manualClock(NINE);
    clock.now().setFullYear(1999);
    expect(clock.now()).toEqual(NINE);
  });

  it("refuses an invalid date", () => {
    expect(() => manualClock(NINE).set(new Date("nope"))).toThrow("invalid date");
  });
});

describe("work for later on a manual clock", () => {
  it("waits for the clock, and is done in its order", () => {
    const clock = manualClock(NINE);
    const later = laterOn(clock);
    const done: string[] = [];
    later(20_000, () => done.push("second"));
    later(10_000, () => done.push("first"));
    later(0, () => done.push("at once"));
    clock.set(at(9));
    expect(done).toEqual(["at once"]);
    clock.set(at(60));
    clock.set(at(120));
    expect(done).toEqual(["at once", "first", "second"]);
  });

  it("does not wait for a move when there is nothing to wait for", async () => {
    const later = laterOn(manualClock(NINE));
    await new Promise<void>((resolve) => later(0, resolve));
  });
});

describe("a schedule on a manual clock", () => {
  it("runs once for each move of at least the interval", async () => {
    const clock = manualClock(NINE);
    let runs = 0;
    const stop = every(clock, 60, () => {
      runs++;
    });
    for (const seconds of [59, 60, 61, 1000, 1059, 1060]) {
      clock.set(at(seconds));
      await setImmediate();
    }
    await stop();
    expect(runs).toBe(3); // at 60, 1000 and 1060
  });

  it("never overlaps itself and makes up with one run", async () => {
    const clock = manualClock(NINE);
    const ends: (() => void)[] = [];
    const stop = every(clock, 60, () => new Promise<void>((resolve) => ends.push(resolve)));
    clock.set(at(60));
    clock.set(at(120));
    clock.set(at(180));
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await setImmediate();
    expect(ends).toHaveLength(2);
    ends[1]?.();
    await stop();
    expect(ends).toHaveLength(2);
  });

  it("goes on after the clock was set back", async () => {
    const clock = manualClock(NINE);
    let runs = 0;
    const stop = every(clock, 60, () => {
      runs++;
    });
    clock.set(at(-3600));
    clock.set(at(-3540));
    await stop();
    expect(runs).toBe(1);
  });

  it("waits for the run under way when it is stopped", async () => {
    const clock = manualClock(NINE);
    let end = (): void => {};
    const stop = every(clock, 1, () => new Promise<void>((resolve) => (end = resolve)));
    clock.set(at(1));
    let stopped = false;
    const stopping = stop().then(() => (stopped = true));
    await setImmediate();
    expect(stopped).toBe(false);
    end();
    await stopping;
  });
});

describe("a schedule on the system clock", () => {
  it("runs again and again until it is stopped", async () => {
    let runs = 0;
    let third = (): void => {};
    const thrice = new Promise<void>((resolve) => (third = resolve));
    const stop = every(systemClock(), 0.01, () => {
      if (++runs === 3) third();
    });
    await thrice;
    await stop();
    expect(runs).toBe(3);
  });

  it("refuses an interval of nothing", () => {
    expect(() => every(systemClock(), 0, () => {})).toThrow("above 0");
  });
});
