import { describe, expect, test } from "vitest";
import { evaluate } from "../../../local/notion/formula/evaluate.ts";
import { parseFormula } from "../../../local/notion/formula/parse.ts";
import { renameInFormula } from "../../../local/notion/formula/rename.ts";
import type { FormulaType } from "../../../local/notion/formula/type.ts";
import { typeOf } from "../../../local/notion/formula/type-of.ts";
import { type FormulaValue, toText } from "../../../local/notion/formula/value.ts";

const NOW = new Date("2026-03-10T12:34:56.789Z");
const PAGES: Record<string, Record<string, FormulaValue>> = {
  "page-1": { Name: "Bolts", Price: 2 },
  "page-2": { Name: "Nuts", Price: 5 },
};
const VALUES: Record<string, FormulaValue> = {
  Name: "Ada",
  Amount: 7,
  Done: true,
  Due: { ms: Date.parse("2026-03-31T10:00:00Z"), day: false },
  Tags: ["b", "a", "b"],
  Items: [
    { page: "page-1", title: "Bolts" },
    { page: "page-2", title: "Nuts" },
  ],
  Owner: [{ person: "u1", name: "Ada Lovelace", email: "ada@example.com" }],
  Nothing: null,
};
const TYPES: Record<string, FormulaType> = {
  Name: "string",
  Amount: "number",
  Done: "boolean",
  Due: "date",
  Tags: { list: "string" },
  Items: { list: { page: "items" } },
  Owner: { list: "person" },
  Nothing: "string",
};

function run(expression: string): FormulaValue {
  return evaluate(parseFormula(expression), {
    now: NOW,
    variables: {},
    readValue: (name) => VALUES[name] ?? null,
    readFrom: (page, name) => PAGES[page]?.[name] ?? null,
  });
}

const typed = (expression: string) =>
  typeOf(parseFormula(expression), {
    variables: {},
    property(name) {
      const type = TYPES[name];
      if (!type) throw new Error(`there is no property "${name}"`);
      return type;
    },
    propertyOf: (_, name) => (name === "Price" ? "number" : "string"),
  });

describe("a formula gives", () => {
  test.each<[string, FormulaValue]>([
    ["1 + 2 * 3 ^ 2 / 9 % 2", 1],
    ["-(2) + +3", 1],
    ['"a" + 1 + true', "a1true"],
    ["1 / 0", null],
    ['if(prop("Amount") > 5, "big", "small")', "big"],
    ['prop("Amount") > 5 ? "big" : "small"', "big"],
    ['ifs(false, 1, prop("Amount") == 7, 2, 3)', 2],
    ["ifs(false, 1, 3)", 3],
    ['not prop("Done") or 1 == 1 and 2 != 3', true],
    ['empty(prop("Nothing")) && !empty(prop("Name"))', true],
    ["round(2.345, 2)", 2.35],
    ["sum([1, 2, 3], 4)", 10],
    ["mean(1, 2, 6)", 3],
    ["median([4, 1, 3])", 3],
    ["min(3, 1) + max([2, 9])", 10],
    ["sign(-3) + abs(-3) + sqrt(16) + cbrt(27)", 9],
    ["ceil(1.2) + floor(1.8)", 3],
    ["log10(100) + log2(8) + ln(e())", 6],
    ["pi() > 3.14", true],
    ['toNumber("12.5") * 2', 25],
    ['upper("ab") + lower("CD") + trim("  x ")', "ABcdx"],
    ['substring("Notion", 0, 3)', "Not"],
    ['contains("Notion", "tio")', true],
    ['test("Notion", "^N.*n$")', true],
    ['replace("a-b-c", "-", "+")', "a+b-c"],
    ['replaceAll("a1b22", "[0-9]+", "#")', "a#b#"],
    ['join(match("a1b22", "[0-9]+"), "|")', "1|22"],
    ['test("x", "(")', false],
    ['repeat("ab", 3)', "ababab"],
    ['padStart("7", 3, "0") + padEnd("7", 3, "-")', "0077--"],
    ['split("a,b", ",").length()', 2],
    ['link("Notion", "https://notion.so") + style("!", "b")', "Notion!"],
    ['formatNumber(1234.5, "commas", 2) + formatNumber(0.5, "percent")', "1,234.5050%"],
    ['"say \\"hi\\"\\n"', 'say "hi"\n'],
    ["1 /* a note */ + 1", 2],
    ['prop("Tags").unique().sort().join("")', "ab"],
    ['prop("Tags").filter(current == "b").length()', 2],
    ["[1, 2, 3].map(current * index).sum()", 8],
    ["[3, 1, 2].sort().reverse().first()", 3],
    ["[3, 1, 2].sort(0 - current).at(0)", 3],
    ["[1, 2, 3].slice(1).last()", 3],
    ["[1, 2].concat([3]).includes(3)", true],
    ["[[1, 2], [3]].flat().length()", 3],
    ["[1, 2, 3].find(current > 1)", 2],
    ["[1, 2, 3].findIndex(current > 1)", 1],
    ["[1, 2].some(current > 1) and not [1, 2].every(current > 1)", true],
    ["let(x, 3, x * x)", 9],
    ["lets(x, 3, y, x + 1, x * y)", 12],
    ['prop("Items").map(current.prop("Price")).sum()', 7],
    ['prop("Items").first().prop("Name")', "Bolts"],
    ['prop("Items").filter(current.prop("Price") > 3).map(current.prop("Name")).join(", ")', "Nuts"],
    ['prop("Owner").map(current.email()).join("")', "ada@example.com"],
    ['name(prop("Owner").first())', "Ada Lovelace"],
    ['year(prop("Due")) + month(prop("Due")) + date(prop("Due"))', 2060],
    ['day(parseDate("2026-03-15"))', 7],
    ['week(parseDate("2026-01-01"))', 1],
    ['hour(prop("Due")) * 60 + minute(prop("Due"))', 600],
    ['dateBetween(prop("Due"), now(), "days")', 20],
    ['dateBetween(parseDate("2026-03-31"), parseDate("2026-01-31"), "months")', 2],
    ['dateBetween(parseDate("2026-03-30"), parseDate("2026-01-31"), "months")', 1],
    ['dateBetween(parseDate("2020-03-01"), parseDate("2026-02-28"), "years")', -5],
    ['formatDate(prop("Due"), "dddd, MMMM Do YYYY [at] HH:mm")', "Tuesday, March 31st 2026 at 10:00"],
    ['formatDate(dateAdd(parseDate("2026-01-31"), 1, "months"), "YYYY-MM-DD")', "2026-02-28"],
    ['formatDate(dateSubtract(prop("Due"), 2, "quarters"), "YYYY-MM-DD")', "2025-09-30"],
    ["timestamp(fromTimestamp(1773145980000))", 1773145980000],
    ['dateEnd(dateRange(now(), prop("Due"))) == dateStart(prop("Due"))', true],
    ['formatDate(today(), "YYYY-MM-DD")', "2026-03-10"],
  ])("%s → %j", (expression, wanted) => {
    expect(typed(expression)).toBeDefined();
    expect(run(expression)).toEqual(wanted);
  });

  test("dates as people read them", () => {
    expect(toText(run('dateRange(parseDate("2026-01-01"), parseDate("2026-01-05"))'))).toBe(
      "2026-01-01 → 2026-01-05",
    );
  });
});

describe("the type of a formula is known without a row", () => {
  test.each<[string, FormulaType]>([
    ["1 + 1", "number"],
    ['1 + ""', "string"],
    ["now()", "date"],
    ["empty(1)", "boolean"],
    ["if(true, 1, 2)", "number"],
    ['if(true, 1, "")', "string"],
    ["[1, 2]", { list: "number" }],
    ["[1, 2].map(format(current))", { list: "string" }],
    ['prop("Items").map(current.prop("Price"))', { list: "number" }],
    ['prop("Items").first().prop("Price")', "number"],
    ["let(x, now(), x)", "date"],
    ['prop("Owner").first()', "person"],
  ])("%s: %j", (expression, type) => {
    expect(typed(expression)).toEqual(type);
  });

  test.each([
    ["nope(1)", "nope() is not a function"],
    ["current", "current is not defined"],
    ['prop("Gone")', 'there is no property "Gone"'],
    ['prop("Amount").prop("Name")', '.prop("Name") needs a page'],
    ["1 +", "the formula ends too early"],
    ["(1", "the formula ends too early"],
    ["1 ; 2", "unexpected character ;"],
  ])("%s is refused: %s", (expression, message) => {
    expect(() => typed(expression)).toThrow(message);
  });
});

test("a renamed property is renamed in the formulas that name it, and nowhere else", () => {
  expect(renameInFormula('prop("A") + prop( "A" ) + "A" + prop("AB")', "A", 'New "A"')).toBe(
    'prop("New \\"A\\"") + prop("New \\"A\\"") + "A" + prop("AB")',
  );
});
