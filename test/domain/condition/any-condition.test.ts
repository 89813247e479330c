import { describe, expect, test } from "vitest";
import { parseCondition } from "../../../shared/domain/condition/parse.ts";
import { anySentence, oddNames, oddOptions, oddSource } from "../../support/any-sentence.ts";
import { aColumn, aSource } from "../../support/builders.ts";
import { fc } from "../../support/fast-check.ts";
import { conditionOf, shape } from "./meaning.ts";

const anyTest = fc.oneof(
  fc.record({
    column: fc.constantFrom(...oddNames),
    operator: fc.constantFrom("is", "is not", "contains", "does not contain", "starts with", "ends with"),
    value: fc.stringMatching(/^[\p{L} 0-9()'<>=-]{0,12}\p{L}$/u),
  }),
  fc.record({
    column: fc.constant("Total"),
    operator: fc.constantFrom("is", "<", ">", "≤", "≥"),
    value: fc.integer().map(String),
  }),
  fc.record({
    column: fc.constant("Status"),
    operator: fc.constantFrom("is", "is not"),
    value: fc.constantFrom(...oddOptions),
  }),
  fc.record({
    column: fc.constantFrom(...oddNames, "Total", "Status"),
    operator: fc.constantFrom("is empty", "is not empty"),
  }),
);
type Tree =
  | { kind: "test"; test: { column: string; operator: string; value?: string } }
  | { kind: "not"; of: Tree }
  | { kind: "and" | "or"; of: Tree[] };
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    anyTest.map((test): Tree => ({ kind: "test", test })),
    tie("tree").map((of): Tree => ({ kind: "not", of })),
    fc.record({
      kind: fc.constantFrom("and" as const, "or" as const),
      of: fc.array(tie("tree"), { minLength: 2, maxLength: 3 }),
    }),
  ),
}));

function written(node: Tree, quote: (text: string) => string): string {
  if (node.kind === "not") return `not ${written(node.of, quote)}`;
  if (node.kind !== "test") return `(${node.of.map((part) => written(part, quote)).join(` ${node.kind} `)})`;
  const { column, operator, value } = node.test;
  return `${column} ${operator}${value === undefined ? "" : ` ${quote(value)}`}`;
}

function expected(node: Tree): string {
  if (node.kind === "not") return `not ${expected(node.of)}`;
  if (node.kind !== "test") return `(${node.of.map(expected).join(` ${node.kind} `)})`;
  const { column, operator, value } = node.test;
  return `[${column} ${operator}${value === undefined ? "" : ` ${column === "Total" ? Number(value) : value.normalize("NFC")}`}]`;
}

describe("any condition", () => {
  test("is a condition or one located problem, whatever its text", () => {
    fc.assert(
      fc.property(anySentence, (text) => {
        const read = parseCondition(text, oddSource);
        if ("condition" in read) return;
        expect(read.problem.length).toBeLessThan(600);
        expect(read.problem).toMatch(/"|longer than|more than|at the beginning/);
        expect(read.problem.isWellFormed()).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  test("means after printing what it meant before", () => {
    fc.assert(
      fc.property(tree, (node) => {
        const text = written(node, (value) => `"${value}"`);
        if (text.length > 2_000) return;
        expect(shape(conditionOf(text, oddSource))).toBe(expected(node));
      }),
      { numRuns: 1_000 },
    );
  });

  test("needs no quotes around an option", () => {
    fc.assert(
      fc.property(tree, (node) => {
        const text = written(node, (value) => (oddOptions.includes(value) ? value : `"${value}"`));
        if (text.length > 2_000) return;
        expect(shape(conditionOf(text, oddSource))).toBe(expected(node));
      }),
    );
  });

  test("looks at each column a bounded number of times for each comparison", () => {
    const looks = (comparisons: number) => {
      let count = 0;
      const columns = Array.from({ length: 200 }, (_, index) => {
        const column = aColumn(`Column ${index}`, "number");
        return Object.defineProperty(column, "name", {
          get() {
            count++;
            return `Column ${index}`;
          },
          enumerable: true,
        });
      });
      const text = Array.from({ length: comparisons }, () => "Column 7 > 5").join(" or ");
      conditionOf(text, aSource({ columns }));
      return count;
    };
    const perComparison = (looks(100) - looks(10)) / 90;
    expect(perComparison).toBeLessThan(200 * 10);
  });
});
