import { describe, expect, it } from "vitest";
import { fuzz } from "./run-target.ts";
import { targets } from "./targets.ts";

describe("whatever an author writes", () => {
  it.each(targets.map((target) => [target.name, target] as const))(
    "is understood or answered, in %s",
    (_name, target) => {
      const { refused } = fuzz(target, 1_000);
      expect(refused).toBeGreaterThan(0);
    },
  );
});
