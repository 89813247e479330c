import { describe, expect, it } from "vitest";
import { runMany } from "./run-many.ts";
import { runSeed } from "./run-seed.ts";

/** Seeds that once failed, each with what it showed; they are lived through again for ever. */
const regressions: readonly number[] = [];

const share = 300;

describe("a simulated world", () => {
  it("breaks no promise in hundreds of seeds", async () => {
    const seeds = [...regressions, ...Array.from({ length: share }, (_, i) => i + 1)];
    const { failing } = await runMany(seeds, 2);
    const told = [...failing].map(
      ([seed, [first]]) => `npm run sim -- --seeds 1 --seed ${seed}: ${first?.invariant}: ${first?.what}`,
    );
    expect(told).toEqual([]);
  }, 120_000);

  it("is the same world for the same seed", async () => {
    for (const seed of [3, 14, 159]) {
      const first = await runSeed(seed);
      const second = await runSeed(seed);
      expect(first.events).toBeGreaterThan(100);
      expect([second.trace, second.events, second.calls]).toEqual([first.trace, first.events, first.calls]);
    }
  }, 20_000);
});
