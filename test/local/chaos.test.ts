import { describe, expect, it } from "vitest";
import { checkChaos } from "./chaos/check-chaos.ts";
import { runChaos } from "./chaos/run-chaos.ts";

describe("people at work, faults and kills", () => {
  it("leave every settled change told once, in its order, and nothing else", async () => {
    // A share of `npm run test:chaos`, which goes on for as long as it is asked to.
    const outcome = await runChaos({ seed: 11, rounds: 10, kills: 3 });
    expect(checkChaos(outcome)).toEqual([]);
    // It has seen something.
    expect(outcome.mails.length).toBeGreaterThan(20);
    expect(outcome.truth.counts.kills).toBe(3);
  }, 120_000);
});
