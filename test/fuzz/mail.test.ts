import { describe, expect, it } from "vitest";
import { fc } from "../support/fast-check.ts";
import { mailTargets } from "./mail-targets.ts";

describe("whatever a row or an author writes", () => {
  it.each(mailTargets().map((target) => [target.name, target] as const))(
    "goes to whom it is meant for under the headers that are meant, in %s",
    async (_name, { property, counts }) => {
      const numRuns = 1_000;
      await fc.assert(property, { numRuns });
      expect(counts.refused).toBeGreaterThan(0);
      expect(counts.refused).toBeLessThan(numRuns);
    },
  );
});
