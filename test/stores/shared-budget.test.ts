import { describe, expect, it } from "vitest";
import { manualClock } from "../../local/clock.ts";
import { budgetsIn } from "../../shared/stores/budgets.ts";
import { memoryTable } from "../sim/memory-table.ts";

function open() {
  const clock = manualClock(new Date("2026-03-01T10:00:20.000Z"));
  const table = memoryTable(clock);
  let reads = 0;
  const counted: typeof table = {
    ...table,
    get: (key) => {
      reads++;
      return table.get(key);
    },
  };
  const process = () => budgetsIn(counted, { clock });
  return { process, clock, reads: () => reads };
}

const later = "2026-03-01T10:05:00.000Z";

describe("a budget that several processes share", () => {
  it("is read once by one that has it to itself", async () => {
    const { process, clock, reads } = open();
    const own = process();
    for (const seconds of [20, 40, 80, 140]) {
      clock.set(new Date(Date.parse("2026-03-01T10:00:00.000Z") + seconds * 1000));
      expect(await own.take("c1", "write", 4)).toEqual({ granted: 4 });
    }
    expect(reads()).toBe(1);
  });

  it("is what all of them left, whoever wrote it last", async () => {
    const { process } = open();
    const [first, second] = [process(), process()];
    expect((await first.take("c1", "write", 100)).granted).toBe(100);
    expect((await second.take("c1", "write", 60)).granted).toBe(60);
    expect((await first.take("c1", "write", 100)).granted).toBe(20);
    expect((await second.take("c1", "write", 100)).granted).toBe(0);
  });

  it("is paused for all, as long as the one that heard of it was told", async () => {
    const { process } = open();
    const [first, second] = [process(), process()];
    await first.take("c1", "write", 1);
    await second.pause("c1", later);
    expect(await first.take("c1", "write", 1)).toEqual({ granted: 0, again: later });
    await first.pause("c1", "2026-03-01T10:01:00.000Z");
    expect(await second.take("c1", "write", 1)).toEqual({ granted: 0, again: later });
  });
});
