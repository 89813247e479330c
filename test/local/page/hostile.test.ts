import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type LocalRowbell, startLocal } from "../../support/local-rowbell.ts";
import { cellsOf, makeRow, makeTable, textWith } from "./make-table.ts";
import { openBrowser } from "./open-browser.ts";
import { cellOf, type Visit, visit } from "./visit.ts";

describe("what nobody expects", () => {
  let rowbell: LocalRowbell;
  let browser: Browser;
  let visited: Visit;
  let page: Page;
  let sourceId: string;
  let rowId: string;
  const asked: string[] = [];

  beforeAll(async () => {
    [rowbell, browser] = await Promise.all([startLocal(), openBrowser()]);
    sourceId = await makeTable(rowbell, "<img src=x onerror=alert(1)>", {
      Name: { title: {} },
      Text: { rich_text: {} },
      "{{ <b>bold</b> }}": { rich_text: {} },
      Link: { url: {} },
      Pick: { select: {} },
    });
    rowId = await makeRow(rowbell, sourceId, {
      Name: { title: textWith("<script>alert(1)</script>") },
      Link: { url: "javascript:alert(1)" },
    });
  });
  afterAll(async () => {
    await browser?.close();
    await rowbell?.stop();
  });
  beforeEach(async () => {
    visited = await visit(browser, rowbell, `/source/${sourceId}`);
    page = visited.page;
    page.on("request", (request) => asked.push(new URL(request.url()).origin));
    page.on("dialog", (dialog) => {
      visited.errors.push(dialog.message());
      void dialog.dismiss();
    });
    await page.locator("tbody tr").first().waitFor();
  });
  afterEach(async () => {
    await visited.close();
    expect(visited.errors).toEqual([]);
    // Nothing comes from elsewhere: it works without a network.
    expect(asked.filter((origin) => origin !== rowbell.url && origin !== "null")).toEqual([]);
  });

  const cell = (column: string) => cellOf(page.locator("tbody tr").first(), column);
  const textIn = async (column: string) =>
    (((await cellsOf(rowbell, rowId))[column]?.rich_text ?? []) as { plain_text: string }[])
      .map(({ plain_text }) => plain_text)
      .join("");

  it.each([
    ["ten thousand characters and more emoji", `${"A long way home. ".repeat(600)}${"🦑".repeat(1_500)}`],
    [
      "text from right to left, joined emoji and signs that are not seen",
      "مرحبا 👩‍👩‍👧‍👦 \u202Eabc\u200b e\u0301",
    ],
    ["HTML and a template", '<img src=x onerror=alert(1)> {{ Name }} "quoted" \\ & &amp;'],
  ])("keeps %s as typed", async (_what, text) => {
    for (const column of ["Text", "{{ <b>bold</b> }}"]) {
      await cell(column).click();
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.insertText(text);
      await page.keyboard.press("Enter");
      await expect.poll(() => textIn(column)).toBe(text);
    }
    expect(await page.locator("main img").count()).toBe(0);
  });

  it("offers no link that would run", async () => {
    await cell("Link").click();
    await page.getByRole("textbox", { name: "Link" }).waitFor();
    expect(await page.getByRole("link", { name: "Open the link" }).count()).toBe(0);
  });

  it("keeps what was typed where Notion refuses it", async () => {
    await cell("Link").click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(`https://example.com/${"a".repeat(3_000)}`);
    await page.keyboard.press("Enter");
    await page.getByText("was not changed").waitFor();
    await page.getByRole("button", { name: "Copy what was typed" }).waitFor();
  });

  it("shows a hundred columns, and a table of nothing but titles", async () => {
    const many = Array.from({ length: 100 }, (_, at) => [`Column ${at}`, { rich_text: {} }]);
    const wide = await makeTable(rowbell, "Wide", { Name: { title: {} }, ...Object.fromEntries(many) });
    await makeRow(rowbell, wide, { Name: { title: textWith("Only") } });
    await page.goto(`${rowbell.url}/#/source/${wide}`);
    await page.getByRole("columnheader", { name: "Column 99" }).waitFor();
    const narrow = await makeTable(rowbell, "", { Name: { title: {} } });
    await page.goto(`${rowbell.url}/#/source/${narrow}`);
    await page.getByRole("grid", { name: "Untitled" }).waitFor();
    await page.getByRole("columnheader", { name: "Name" }).getByRole("button").click();
    // The title stays: neither deleted nor hidden nor of another type.
    expect(
      await page
        .locator(":popover-open")
        .getByRole("button", { name: /Delete|Hide|Type:/ })
        .count(),
    ).toBe(0);
  });
});
