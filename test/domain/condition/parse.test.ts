import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Condition, Test } from "../../../shared/domain/condition/condition.ts";
import { parseCondition } from "../../../shared/domain/condition/parse.ts";
import type { SourceSchema } from "../../../shared/domain/row.ts";
import { aColumn, anOption, aSource } from "../../support/builders.ts";
import { conditionOf } from "./meaning.ts";

function textColumns(...names: string[]): SourceSchema {
  return aSource({ columns: names.map((name) => aColumn(name, "rich_text")) });
}

/** A condition as it reads without its places and ids: `(Name is Lamp and not Paid is true)`. */
function shape(condition: Condition): string {
  if (condition.kind === "not") return `not ${shape(condition.of)}`;
  if (condition.kind !== "test") return `(${condition.of.map(shape).join(` ${condition.kind} `)})`;
  return `[${condition.column} ${condition.operator}${"value" in condition ? ` ${reading(condition)}` : ""}]`;
}

function reading(test: Test & { value: unknown }): string {
  const { type: _type, ...value } = test.value as Record<string, unknown>;
  const [first] = Object.values(value);
  return typeof first === "object" && first !== null && "name" in first ? String(first.name) : String(first);
}

describe("how a condition is read", () => {
  test.each([
    ["Total > 1 and Total < 9 and Paid is checked", "([Total > 1] and [Total < 9] and [Paid is true])"],
    ["Total > 1 and Total < 9 or Paid is checked", "(([Total > 1] and [Total < 9]) or [Paid is true])"],
    ["Total > 1 or Total < 9 and Paid is checked", "([Total > 1] or ([Total < 9] and [Paid is true]))"],
    ["not Total > 1 and Paid is checked", "(not [Total > 1] and [Paid is true])"],
    ["not (Total > 1 and Paid is checked)", "not ([Total > 1] and [Paid is true])"],
    ["((Total > 1))", "[Total > 1]"],
  ])("%s", (sentence, expected) => {
    expect(shape(conditionOf(sentence))).toBe(expected);
  });

  test("keeps each comparison as it is written, for the explanation", () => {
    const condition = conditionOf("not (Total>5  or Name is “Lamp”)") as Condition & { kind: "not" };
    const of = (condition.of as Condition & { kind: "or" }).of as Test[];
    expect(of.map(({ text }) => text)).toEqual(["Total>5", 'Name is "Lamp"']);
  });
});

describe("a column's name in a condition", () => {
  test.each([
    [["Not sure"], "Not sure is x", "[Not sure is x]"],
    [["Not"], "not Not is x", "not [Not is x]"],
    [["Not", "Name"], "not Name is x", "not [Name is x]"],
    [["Not"], "Not is x", "[Not is x]"],
    [["Due or paid"], "Due or paid is x", "[Due or paid is x]"],
    [["Due", "Due or paid"], "Due or paid is x or Due is x", "([Due or paid is x] or [Due is x])"],
    [["Due or paid"], '"Due or paid" is x', "[Due or paid is x]"],
    [["Due or paid"], "‘due or paid’ is x", "[Due or paid is x]"],
    [["Is it"], "Is it is x", "[Is it is x]"],
    [["Is"], "is is is", "[Is is is]"],
    [["Paid", "Paid is"], "Paid is x", "[Paid is x]"],
    [["Paid", "Paid is"], "Paid is is x", "[Paid is is x]"],
    [["contains"], "contains contains x", "[contains contains x]"],
    [["="], "= = x", "[= is x]"],
    [["and"], "and is x and and is y", "([and is x] and [and is y])"],
    [["(net)"], "(net) is x", "[(net) is x]"],
    [["net"], "(net is x)", "[net is x]"],
    [["Price (net)"], "(price (net) is x)", "[Price (net) is x]"],
    [["To do", "Todo"], "Todo is x and to do is y", "([Todo is x] and [To do is y])"],
    [["status", "Status"], "Status is x or status is x", "([Status is x] or [status is x])"],
    [["Due", "Due date", "Due date (new)"], "due date (new) is x", "[Due date (new) is x]"],
    [["Name"], "Name=x", "[Name is x]"],
    [["🎁 Gift"], "🎁 gift is x", "[🎁 Gift is x]"],
    [["🎁"], "🎁 is x", "[🎁 is x]"],
    [["状態"], "状態 is 完了", "[状態 is 完了]"],
    [["स्थिति", "स्थ"], "स्थिति is x", "[स्थिति is x]"],
    [["İstanbul"], "İstanbul is x", "[İstanbul is x]"],
    [["Größe"], "GRÖßE is x", "[Größe is x]"],
    [["Cafe\u0301"], "Caf\u00e9 is x", "[Cafe\u0301 is x]"],
    [["Caf\u00e9"], "cafe\u0301 is x", "[Caf\u00e9 is x]"],
    [['12" pipe'], '12" pipe is x', '[12" pipe is x]'],
    [['"Big" size'], '"Big" size is x', '["Big" size is x]'],
    [["Customer’s name"], "Customer's name is x", "[Customer’s name is x]"],
    [["Customer's name"], "Customer’s  name is x", "[Customer's name is x]"],
    [["Due\u00a0date"], "Due date is x", "[Due\u00a0date is x]"],
    [[" Padded "], "Padded is x", "[ Padded  is x]"],
    [["Padded"], '" padded " is x', "[Padded is x]"],
  ])("%j reads %s", (names, sentence, expected) => {
    expect(shape(conditionOf(sentence, textColumns(...names)))).toBe(expected);
  });

  test.each([
    ["Name", "Names is x"],
    ["Due date", "Duedate is x"],
    ["स्थ", "स्थिति is x"],
  ])("%s is not found in %s", (name, sentence) => {
    expect(parseCondition(sentence, textColumns(name))).toHaveProperty("problem");
  });
});

describe("an option's name in a condition", () => {
  test.each([
    [["done", "Done"], "Status is Done", "[Status is Done]"],
    [["Done", "Done or dusted"], "Status is done or dusted", "[Status is Done or dusted]"],
    [
      ["Done", "Done or dusted"],
      "Status is Done or Status is done or dusted",
      "([Status is Done] or [Status is Done or dusted])",
    ],
    [["Not yet", "Not yet and never"], "Status is not yet and never", "[Status is Not yet and never]"],
    [["> 100"], "Status is > 100", "[Status is > 100]"],
    [['"Big"'], 'Status is "Big"', '[Status is "Big"]'],
    [["Empty"], 'Status is "Empty"', "[Status is Empty]"],
    [["a)"], "(Status is a))", "[Status is a)]"],
  ])("%j: %s", (names, sentence, expected) => {
    const source = aSource({ columns: [aColumn("Status", "select", { options: names.map(anOption) })] });
    expect(shape(conditionOf(sentence, source))).toBe(expected);
  });
});

const names = [
  "Name",
  "Not sure",
  "Due or paid",
  "Is it",
  "Is it new",
  "(net)",
  "=",
  "状態",
  "🎁",
  'A "b" c',
];
const options = ["Done", "Not yet", "Now or never", "R&D and more", "(x)", "> 5", "Empty-ish"];
const source = aSource({
  columns: [
    ...names.map((name) => aColumn(name, "rich_text")),
    aColumn("Total", "number"),
    aColumn("Paid", "checkbox"),
    aColumn("Status", "status", { options: options.map(anOption) }),
  ],
});

/** Texts made of the language's own pieces find more than letters at random. */
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          ...names,
          ...options,
          "Total",
          "Paid",
          "Status",
          "not",
          "(",
          ")",
          "and",
          "or",
          "is",
          "is not",
          "is empty",
          "contains",
          "<",
          ">=",
          '"',
          "'",
          "“",
          "5",
          "checked",
          "\u00a0",
          "x",
        ),
        fc.string({ maxLength: 4 }),
      ),
      { maxLength: 60 },
    )
    .map((pieces) => pieces.join(" ")),
  fc
    .constantFrom("(", "not ", '"', "'", " ", "is ", "\u0301", "Total > 5 and ", "Name is (")
    .map((piece) => piece.repeat(300).slice(0, 2_000)),
);

const anyTest = fc.oneof(
  fc.record({
    column: fc.constantFrom(...names),
    operator: fc.constantFrom("is", "is not", "contains", "does not contain"),
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
    value: fc.constantFrom(...options),
  }),
  fc.record({
    column: fc.constantFrom(...names, "Total", "Status"),
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
      fc.property(anyText, (text) => {
        const read = parseCondition(text, source);
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
        expect(shape(conditionOf(text, source))).toBe(expected(node));
      }),
      { numRuns: 1_000 },
    );
  });

  test("needs no quotes around an option", () => {
    fc.assert(
      fc.property(tree, (node) => {
        const text = written(node, (value) => (options.includes(value) ? value : `"${value}"`));
        if (text.length > 2_000) return;
        expect(shape(conditionOf(text, source))).toBe(expected(node));
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
