import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } from "vitest";
import { readTabSeparated, writeTabSeparated } from "../../../local/page/table/tab-separated.ts";
import { type LocalRowbell, startLocal } from "../../support/local-rowbell.ts";
import { makeRow, makeTable, sourceNamed, textWith } from "./make-table.ts";
import { openBrowser } from "./open-browser.ts";
import { cellOf, rowOf, type Visit, visit } from "./visit.ts";

test.each([
  [
    "a\tb\nc\td",
    [
      ["a", "b"],
      ["c", "d"],
    ],
  ],
  ["one", [["one"]]],
  [
    "a\t\r\n\tb\r\n",
    [
      ["a", ""],
      ["", "b"],
    ],
  ],
  ['"two\nlines"\t"a ""quote"""\tx', [["two\nlines", 'a "quote"', "x"]]],
  ['6" nails\t"loose', [['6" nails', '"loose']]],
])("reads the cells of %j", (text, cells) => {
  expect(readTabSeparated(text)).toEqual(cells);
  expect(readTabSeparated(writeTabSeparated(cells))).toEqual(cells);
});

describe("cells on the clipboard", () => {
  let rowbell: LocalRowbell;
  let browser: Browser;
  let visited: Visit;
  let page: Page;
  let sourceId: string;

  beforeAll(async () => {
    [rowbell, browser] = await Promise.all([startLocal(), openBrowser()]);
    const relation = { data_source_id: await sourceNamed(rowbell, "Customers"), single_property: {} };
    sourceId = await makeTable(rowbell, "Tools", {
      Name: { title: {} },
      Price: { number: { format: "euro" } },
      Kind: { select: { options: [{ name: "Heavy" }] } },
      Due: { date: {} },
      Sold: { checkbox: {} },
      Who: { people: {} },
      For: { relation: { ...relation, type: "single_property" } },
      Twice: { formula: { expression: 'prop("Price") * 2' } },
    });
    for (const [name, number] of [
      ["Anvil", 300],
      ["Brush", 4],
    ] as const)
      await makeRow(rowbell, sourceId, { Name: { title: textWith(name) }, Price: { number } });
  });
  afterAll(async () => {
    await browser?.close();
    await rowbell?.stop();
  });
  beforeEach(async () => {
    visited = await visit(browser, rowbell, `/source/${sourceId}`, {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    page = visited.page;
    await rowOf(page, "Anvil").waitFor();
  });
  afterEach(async () => {
    await visited.close();
    expect(visited.errors).toEqual([]);
  });

  const put = (text: string) => page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  const taken = () => page.evaluate<string>("navigator.clipboard.readText()");
  const says = (row: string, column: string, text: string) =>
    cellOf(rowOf(page, row), column).filter({ hasText: text }).waitFor();

  it("pastes what a spreadsheet copied, adds rows, says what did not fit, and takes it back", async () => {
    await put(
      "350\theavy\t2026-05-03\tyes\tAiko Tanaka\tLuca Moretti\t9\n12.5\tLight\t3 May 2026\tno\tNobody\t\t\n7\tHeavy\t\t\t\t\t",
    );
    await cellOf(rowOf(page, "Anvil"), "Price").focus();
    await page.keyboard.press("ControlOrMeta+v");
    await page.getByText("2 cells left as before. Twice “9”: cannot be pasted into").waitFor();
    await says("Anvil", "Price", "€350.00");
    await says("Anvil", "Kind", "Heavy");
    await says("Anvil", "Due", "3 May 2026");
    await says("Anvil", "Who", "Aiko Tanaka");
    await says("Anvil", "For", "Luca Moretti");
    expect(await cellOf(rowOf(page, "Anvil"), "Sold").isChecked()).toBe(true);
    await says("Brush", "Kind", "Light");
    await page.getByRole("row").filter({ hasText: "€7.00" }).waitFor();
    const undo = page.getByRole("button", { name: "Undo last change" });
    await undo.click();
    await page.getByRole("row").filter({ hasText: "€7.00" }).waitFor({ state: "detached" });
    await undo.click();
    await says("Anvil", "Price", "€300.00");
    await says("Brush", "Price", "€4.00");
  });

  it("copies a cell and marked cells, fills, and clears them as one", async () => {
    await cellOf(rowOf(page, "Anvil"), "Price").focus();
    await page.keyboard.press("ControlOrMeta+c");
    expect(await taken()).toBe("300");
    await rowOf(page, "Anvil").locator("th [data-cell]").focus();
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("ControlOrMeta+c");
    expect(await taken()).toBe("Anvil\t300\nBrush\t4");
    // By pointer: from Anvil's price to Brush's kind.
    await cellOf(rowOf(page, "Anvil"), "Price").hover();
    await page.mouse.down();
    await cellOf(rowOf(page, "Brush"), "Price").hover();
    await page.mouse.up();
    expect(await page.locator("tbody [aria-selected=true]").count()).toBe(2);
    await put("5");
    await page.keyboard.press("ControlOrMeta+v");
    await says("Anvil", "Price", "€5.00");
    await says("Brush", "Price", "€5.00");
    await page.keyboard.press("Delete");
    await says("Brush", "Price", "Empty");
    await says("Anvil", "Price", "Empty");
    await page.keyboard.press("Escape");
    expect(await page.locator("tbody [aria-selected=true]").count()).toBe(0);
    await page.keyboard.press("ControlOrMeta+z");
    await says("Brush", "Price", "€5.00");
    await says("Anvil", "Price", "€5.00");
  });
});
