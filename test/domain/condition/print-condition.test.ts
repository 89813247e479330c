import { describe, expect, test } from "vitest";
import type { Condition } from "../../../shared/domain/condition/condition.ts";
import { parseCondition } from "../../../shared/domain/condition/parse.ts";
import type { SourceSchema } from "../../../shared/domain/row.ts";
import { readTable } from "../../corpus/read-table.ts";
import { anySentence, oddSource } from "../../support/any-sentence.ts";
import { aSource } from "../../support/builders.ts";
import { fc } from "../../support/fast-check.ts";
import { conditionOf } from "./meaning.ts";
import { printCondition } from "./print-condition.ts";

/** Without the author's words for each comparison. */
function meant(condition: Condition): unknown {
  if (condition.kind === "not") return { ...condition, of: meant(condition.of) };
  if (condition.kind !== "test") return { ...condition, of: condition.of.map(meant) };
  const { text: _written, ...test } = condition;
  return test;
}

function expectTheSame(condition: Condition, source: SourceSchema): void {
  const printed = printCondition(condition);
  if (printed.length > 2_000) return;
  expect(meant(conditionOf(printed, source)), printed).toEqual(meant(condition));
}

describe("a condition that is printed from what it means", () => {
  test.each(readTable("sentences.md"))("is read as the same: %s", (sentence = "") => {
    expectTheSame(conditionOf(sentence), aSource());
  });

  test("is read as the same, whatever was understood", () => {
    let understood = 0;
    fc.assert(
      fc.property(anySentence, (text) => {
        const read = parseCondition(text, oddSource);
        if ("problem" in read) return;
        understood++;
        expectTheSame(read.condition, oddSource);
      }),
      { numRuns: 5_000 },
    );
    expect(understood).toBeGreaterThan(50);
  });
});
