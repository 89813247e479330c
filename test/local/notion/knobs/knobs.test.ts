import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Knobs } from "../../../../local/notion/knobs/knobs.ts";
import { KNOBS } from "../../../../local/notion/knobs/registry.ts";

describe("the knobs", () => {
  test("are the ones the docs show", () => {
    const docs = readFileSync(join(import.meta.dirname, "../../../../docs/notion-knobs.md"), "utf8");
    const rows = docs.split("\n").filter((line) => /^\| `\w+` \|/.test(line));
    const expected = Object.entries(KNOBS).map(([name, { kind, off, what }]) => {
      const takes = typeof kind === "string" ? kind : kind.map((one) => `\`${one}\``).join(" ");
      return `| \`${name}\` | ${takes} | \`${off}\` | ${what} |`;
    });

    expect(rows).toEqual(expected);
  });

  test("are off until they are set, and after a reset", () => {
    const knobs = new Knobs();
    const off = Object.fromEntries(Object.entries(KNOBS).map(([name, knob]) => [name, knob.off]));

    expect(knobs.all()).toEqual(off);
    knobs.set({ plan: "free", shortPages: 0.5 });
    expect([knobs.get("plan"), knobs.get("shortPages"), knobs.get("slowChance")]).toEqual(["free", 0.5, 0]);
    knobs.reset();
    expect(knobs.all()).toEqual(off);
  });

  test.each([
    [{ nope: 1 }, /body\.nope should be one of seed, cursors/],
    [{ shortPages: 1.1 }, /body\.shortPages should be a number from 0 to 1/],
    [{ indexLagSeconds: -1 }, /body\.indexLagSeconds should be a whole number, 0 or more/],
    [{ indexLagSeconds: 0.5 }, /a whole number/],
    [{ cursors: "uuid" }, /body\.cursors should be `"row"` or `"position"` or `"session"`/],
    [{ shuffleUnsorted: 1 }, /body\.shuffleUnsorted should be a boolean/],
  ])("refuse %j, and all that comes with it", (input, message) => {
    const knobs = new Knobs();

    expect(() => knobs.set({ plan: "free", ...input })).toThrow(message);
    expect(knobs.get("plan")).toBe("none");
  });

  test("draw the same chances from the same seed", () => {
    const drawn = (seed: number) => {
      const knobs = new Knobs();
      knobs.set({ seed, cutChance: 0.5 });
      return Array.from({ length: 50 }, () => knobs.happens("cutChance"));
    };

    expect(drawn(7)).toEqual(drawn(7));
    expect(drawn(7)).not.toEqual(drawn(8));
    expect(new Set(drawn(7)).size).toBe(2);
  });
});
