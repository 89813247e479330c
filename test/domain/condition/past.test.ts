import { describe, expect, test } from "vitest";
import type { Row, Value } from "../../../shared/domain/row.ts";
import { anOption, aRow, columnId, now, status, tags, words } from "../../support/builders.ts";
import { answerTo, conditionOf, meaningOf, shape } from "./meaning.ts";

type Cells = Record<string, Value>;

const number = (value: number | null): Value => ({ type: "number", value });
const date = (start: string): Value => ({ type: "date", value: { start } });
const checkbox = (value: boolean): Value => ({ type: "checkbox", value });

function meets(sentence: string, before: Cells | null, after: Cells, changed: string[]): boolean {
  const past: { before: Row | null; changed: string[] } = {
    before: before && aRow(before),
    changed: changed.map(columnId),
  };
  return meaningOf(sentence)(aRow(after), now, past);
}

/** A sentence, a cell before the change that meets it and one that does not; now the cell is another. */
const sentences: [sentence: string, meets: Cells, fails: Cells][] = [
  ["Status was Doing", { Status: status("Doing") }, { Status: status("Done") }],
  ["Status was Not started", { Status: status("Not started") }, { Status: status("Doing") }],
  ["Status was not Not started", { Status: status("Doing") }, { Status: status("Not started") }],
  ["Status wasn't Doing", {}, { Status: status("Doing") }],
  ["Status was empty", {}, { Status: status("Doing") }],
  ["Status was not empty", { Status: status("Doing") }, {}],
  ["Total was < 100", { Total: number(99) }, { Total: number(100) }],
  ["Total was more than 100", { Total: number(101) }, { Total: number(100) }],
  ["Total was between 1 and 5 and Total is 7", { Total: number(3) }, { Total: number(7) }],
  ["Total was 5", { Total: number(5) }, { Total: number(7) }],
  ["Paid was checked", { Paid: checkbox(true) }, { Paid: checkbox(false) }],
  ["Paid was unchecked", {}, { Paid: checkbox(true) }],
  ["Due was before 2026-06-01", { Due: date("2026-05-31") }, { Due: date("2026-06-01") }],
  ["Due was today", { Due: date("2026-11-22") }, { Due: date("2026-11-23") }],
  ["Tags contained Gift", { Tags: tags("Gift") }, { Tags: tags("Rush") }],
  ["Tags did not contain Gift", {}, { Tags: tags("Gift") }],
  ["Name was Lamp", { Name: words("Lamp") }, { Name: words("Desk") }],
  ["Name started with La", { Name: words("Lamp") }, { Name: words("Desk") }],
  ["Name was not empty and Status was Doing", { Status: status("Doing") }, { Status: status("Done") }],
];

describe("what a condition asks of the row before its change", () => {
  test.each(sentences)("%s", (sentence, met, failed) => {
    const after = { Total: number(7), Status: { type: "status", value: anOption("Shipped") } } as Cells;
    expect(meets(sentence, met, after, []), JSON.stringify(met)).toBe(true);
    expect(meets(sentence, failed, after, []), JSON.stringify(failed)).toBe(false);
  });

  test("is what an empty row answers where there was none", () => {
    expect(meets("Status was empty", null, { Status: status("Done") }, [])).toBe(true);
    expect(meets("Status was Done", null, { Status: status("Done") }, [])).toBe(false);
  });

  test("is kept apart from what the row is now", () => {
    expect(shape(conditionOf("Status was Doing and Status is Done"))).toBe(
      "([Status is Doing, before] and [Status is Done])",
    );
  });
});

describe("whether the change touched a column", () => {
  test.each([
    ["Status changed", ["Status"], true],
    ["Status has changed", ["Status", "Name"], true],
    ["Status changed", ["Name"], false],
    ["Status did not change", ["Name"], true],
    ["Status didn't change", ["Status"], false],
    ["not Status changed and Name changed", ["Name"], true],
  ])("%s, when %j did: %s", (sentence, changed, expected) => {
    expect(meets(sentence, {}, {}, changed)).toBe(expected);
  });

  test("takes no value", () => {
    expect(answerTo("Status changed to Done")).toBe(
      'after "Status changed" I expect "and", "or" or the end, but it says "to Done"; for from what and to what write "Status was … and Status is …"',
    );
  });
});
