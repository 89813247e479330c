import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { designMutants } from "./design-mutants.ts";

const shared = join(import.meta.dirname, "../../shared");

describe("the design's mutants", () => {
  for (const { name, edits } of designMutants)
    it(`fit the source: ${name}`, async () => {
      for (const { file, from, to } of edits) {
        const text = await readFile(join(shared, file), "utf8");
        expect(text.split(from).length - 1, `${file}: ${from}`).toBe(1);
        expect(to).not.toBe(from);
      }
    });

  it("have names of their own", () => {
    const names = designMutants.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
