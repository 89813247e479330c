import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type LocalRowbell, startLocal } from "../../support/local-rowbell.ts";
import { cellsOf, makeRow, makeTable, textWith } from "./make-table.ts";
import { openBrowser } from "./open-browser.ts";
import { cellOf, rowOf, type Visit, visit } from "./visit.ts";

const manyRows = 1_000;

describe("a table", () => {
  let rowbell: LocalRowbell;
  let browser: Browser;
  let visited: Visit;
  let page: Page;
  let small: string;
  let large: string;
  const rowIds = new Map<string, string>();

  beforeAll(async () => {
    [rowbell, browser] = await Promise.all([startLocal(), openBrowser()]);
    [small, large] = await Promise.all([makeSmall(), makeLarge()]);
  });
  afterAll(async () => {
    await browser?.close();
    await rowbell?.stop();
  });
  beforeEach(async () => {
    visited = await visit(browser, rowbell, `/source/${small}`);
    page = visited.page;
    await rowOf(page, "Anvil").waitFor();
  });
  afterEach(async () => {
    await visited.close();
    expect(visited.errors).toEqual([]);
  });

  async function makeSmall(): Promise<string> {
    const id = await makeTable(rowbell, "Tools", {
      Name: { title: {} },
      Price: { number: { format: "euro" } },
      Kind: {
        select: {
          options: [
            { name: "Heavy", color: "red" },
            { name: "Light", color: "blue" },
          ],
        },
      },
    });
    const rows = [
      ["Anvil", 300, "Heavy"],
      ["Brush", 4, "Light"],
      ["Chisel", 18, "Light"],
      ["Drill", 120, "Heavy"],
    ] as const;
    for (const [name, number, kind] of rows) {
      const cells = { Name: { title: textWith(name) }, Price: { number }, Kind: { select: { name: kind } } };
      rowIds.set(name, await makeRow(rowbell, id, cells));
    }
    return id;
  }

  async function makeLarge(): Promise<string> {
    const id = await makeTable(rowbell, "Parts", { Name: { title: {} }, Weight: { number: {} } });
    const makers = Array.from({ length: 8 }, async (_, maker) => {
      for (let at = maker; at < manyRows; at += 8)
        await makeRow(rowbell, id, { Name: { title: textWith(`Part ${at}`) }, Weight: { number: at } });
    });
    await Promise.all(makers);
    return id;
  }

  const titles = () =>
    page
      .locator("th[scope=row] .cell")
      .evaluateAll((cells) => cells.map((cell) => cell.textContent?.slice(5)));
  const menuOf = (column: string) =>
    page.getByRole("columnheader", { name: column }).getByRole("button").click();

  it("scrolls through 1,000 rows, of which only those in sight are drawn", async () => {
    await page.goto(`${rowbell.url}/#/source/${large}`);
    const first = page.locator("tbody tr").first();
    await page.getByRole("grid", { name: "Parts" }).waitFor();
    const firstId = (await first.getAttribute("data-row")) ?? "";
    const most = await scrollToEnd();
    expect(most).toBeGreaterThan(10);
    expect(most).toBeLessThan(80);
    const last = page.locator("tbody tr").last();
    expect(await page.getByRole("grid").getAttribute("aria-rowcount")).toBe(String(manyRows + 1));
    await expect.poll(() => last.getAttribute("aria-rowindex")).toBe(String(manyRows + 1));

    // Meanwhile somebody trashes the first and adds a last one.
    await rowbell.patch(`/workspace/v1/pages/${firstId}`, { in_trash: true });
    await makeRow(rowbell, large, { Name: { title: textWith("Latest part") } });
    await rowOf(page, "Latest part").waitFor();
    await page.locator(".table-panel").evaluate((element) => element.scrollTo({ top: 0 }));
    await expect.poll(() => first.getAttribute("aria-rowindex")).toBe("2");
    await expect.poll(() => first.getAttribute("data-row")).not.toBe(firstId);
    await scrollToEnd();
    await expect.poll(() => page.getByRole("grid").getAttribute("aria-rowcount")).toBe(String(manyRows + 1));
    await rowOf(page, "Latest part").waitFor();
  });

  /** @returns the most rows that were drawn on the way. */
  async function scrollToEnd(): Promise<number> {
    const panel = page.locator(".table-panel");
    const end = page.getByRole("button", { name: "New row", exact: true });
    let most = 0;
    for (let turn = 0; turn < 200; turn += 1) {
      await panel.evaluate((element) => element.scrollBy({ top: 4_000 }));
      most = Math.max(most, await page.locator("tbody tr").count());
      const isAtEnd = await panel.evaluate(
        ({ scrollTop, clientHeight, scrollHeight }) => scrollTop + clientHeight > scrollHeight - 10,
      );
      if (isAtEnd && (await end.isVisible())) return most;
    }
    throw new Error("the end of the table is not reached");
  }

  it("goes from cell to cell with the keyboard, edits, and leaves", async () => {
    await rowOf(page, "Anvil").locator("th [data-cell]").focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.type("5");
    await page.keyboard.press("Tab");
    await cellOf(rowOf(page, "Brush"), "Price").filter({ hasText: "€5.00" }).waitFor();
    await expect.poll(focused).toBe("Kind Light");
    await page.keyboard.press("Tab");
    await expect.poll(focused).toBe("Name Chisel");
    await page.keyboard.press("Shift+Tab");
    await expect.poll(focused).toBe("Kind Light");
    await page.keyboard.press("Home");
    await expect.poll(focused).toBe("Name Brush");
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.press("ArrowLeft");
    await expect.poll(focused).toBe("Price €120.00");
    await page.keyboard.press("Enter");
    await page.keyboard.type("1");
    await page.keyboard.press("Escape");
    await expect.poll(focused).toBe("Price €120.00");
    await page.keyboard.press("Escape");
    await expect.poll(focused).toBe("New row");
    await page.keyboard.press("Shift+Tab");
    await expect.poll(focused).toBe("Price €120.00");
  });

  const focused = async () => (await page.locator(":focus").textContent())?.trim();

  it("keeps the cell with the focus while one scrolls away and back", async () => {
    await page.goto(`${rowbell.url}/#/source/${large}`);
    await cellOf(rowOf(page, "Part 3"), "Weight").first().focus();
    const before = await focused();
    const panel = page.locator(".table-panel");
    await panel.evaluate((element) => element.scrollTo({ top: 3_000 }));
    await page.getByRole("row").nth(12).waitFor();
    await expect.poll(focused).toBe(before);
  });

  it("opens a cell wherever in it one clicks, also below its text in a tall row", async () => {
    // Writes the Notes that make rows tall.
    await rowbell.post("/api/poll", {});
    await page.getByText("Rules", { exact: true }).first().click();
    await page.getByText("Will e-mail the address").first().waitFor();
    const which = page.locator('td[data-column="Which"]').first();
    await which.scrollIntoViewIfNeeded();
    const box = await which.boundingBox();
    expect(box?.height).toBeGreaterThan(60);
    await which.click({ position: { x: 20, y: (box?.height ?? 0) - 8 } });
    await page.keyboard.press("End");
    await page.keyboard.type("!");
    await page.keyboard.press("Enter");
    await which.filter({ hasText: "!" }).waitFor();
  });

  it("adds, names, retypes and deletes a property", async () => {
    await page.getByRole("button", { name: "Add a property" }).click();
    await page.getByRole("textbox", { name: "Name of the property" }).fill("Weight");
    await page.getByRole("button", { name: "Number" }).click();
    await menuOf("Weight");
    await page.getByRole("textbox", { name: "Name of the property" }).fill("Mass");
    await page.keyboard.press("Enter");
    await page.getByRole("columnheader", { name: "Mass" }).waitFor();
    await menuOf("Mass");
    await page.getByRole("button", { name: "Type: Number" }).click();
    await page.getByRole("button", { name: "Checkbox" }).click();
    // The number of before is still there for a moment.
    await cellOf(rowOf(page, "Anvil"), "Mass").and(page.getByRole("checkbox")).check();
    await expect
      .poll(async () => (await cellsOf(rowbell, rowIds.get("Anvil") ?? "")).Mass)
      .toMatchObject({ checkbox: true });
    await menuOf("Mass");
    await page.getByRole("button", { name: "Delete property" }).click();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByRole("columnheader", { name: "Mass" }).waitFor({ state: "detached" });
  });

  it("takes back what was done to a property, with what its cells said", async () => {
    const undo = page.getByRole("button", { name: "Undo last change" });
    const price = cellOf(rowOf(page, "Chisel"), "Price");
    await menuOf("Price");
    await page.getByRole("button", { name: "Delete property" }).click();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByRole("columnheader", { name: "Price" }).waitFor({ state: "detached" });
    await undo.click();
    await price.filter({ hasText: "€18.00" }).waitFor();
    await menuOf("Price");
    await page.getByRole("button", { name: "Type: Number" }).click();
    await page.getByRole("button", { name: "Checkbox" }).click();
    await price.and(page.getByRole("checkbox")).waitFor();
    await undo.click();
    await price.filter({ hasText: "€18.00" }).waitFor();
    await menuOf("Kind");
    await page.getByRole("textbox", { name: "Name of the property" }).fill("Sort of tool");
    await page.keyboard.press("Enter");
    await page.getByRole("columnheader", { name: "Sort of tool" }).waitFor();
    await undo.click();
    await page.getByRole("columnheader", { name: "Kind" }).waitFor();
  });

  it("moves and hides properties by pointer and menu, in every tab, until it is taken back", async () => {
    const other = await visit(browser, rowbell, `/source/${small}`);
    const names = (on: Page) =>
      on.locator("thead th[data-column]").evaluateAll((heads) => heads.map((head) => head.textContent));
    const both = async (...expected: string[]) => {
      await expect.poll(() => names(page)).toEqual(expected);
      await expect.poll(() => names(other.page)).toEqual(expected);
    };
    await both("Name", "Price", "Kind");
    const head = (name: string) => page.getByRole("columnheader", { name }).getByRole("button");
    await head("Kind").dragTo(head("Price"), { targetPosition: { x: 5, y: 10 } });
    await both("Name", "Kind", "Price");
    await menuOf("Kind");
    await page.getByRole("button", { name: "Move right" }).press("Enter");
    await both("Name", "Price", "Kind");
    await menuOf("Price");
    await page.getByRole("button", { name: "Hide in the table" }).click();
    await both("Name", "Kind");
    await page.getByRole("button", { name: "Properties, 1 hidden" }).click();
    await page
      .getByRole("list", { name: "Shown in the table" })
      .getByRole("button", { name: "Price" })
      .click();
    await page.keyboard.press("Escape");
    await both("Name", "Price", "Kind");
    const undo = page.getByRole("button", { name: "Undo last change" });
    await undo.click();
    await both("Name", "Kind");
    await undo.click();
    await undo.click();
    await both("Name", "Kind", "Price");
    // What somebody has arranged since is not overwritten.
    await other.page.getByRole("columnheader", { name: "Kind" }).getByRole("button").click();
    await other.page.getByRole("button", { name: "Hide in the table" }).click();
    await both("Name", "Price");
    await undo.click();
    await page.getByText("somebody has arranged the columns since").waitFor();
    await other.page.getByRole("button", { name: "Undo last change" }).click();
    await both("Name", "Kind", "Price");
    await other.close();
  });

  it("names and colours the options of a column", async () => {
    await menuOf("Kind");
    await page.getByRole("button", { name: "Options" }).click();
    await page.getByRole("combobox", { name: "Colour of Light" }).selectOption("green");
    await expect
      .poll(async () => (await cellsOf(rowbell, rowIds.get("Brush") ?? "")).Kind)
      .toMatchObject({ select: { name: "Light", color: "green" } });
  });

  it("filters and sorts in Notion's words, and remembers it", async () => {
    await page.getByRole("button", { name: "Filter" }).click();
    await page.getByRole("option", { name: "Price" }).click();
    await page.getByRole("combobox", { name: "Condition" }).selectOption(">");
    await page.getByRole("textbox", { name: "Value" }).fill("10");
    await page.keyboard.press("Enter");
    await rowOf(page, "Brush").waitFor({ state: "detached" });
    await menuOf("Price");
    await page.getByRole("button", { name: "Sort descending" }).click();
    await expect.poll(titles).toEqual(["Anvil", "Drill", "Chisel"]);
    await page.reload();
    await expect.poll(titles).toEqual(["Anvil", "Drill", "Chisel"]);
    expect(await page.getByRole("columnheader", { name: "Price" }).getAttribute("aria-sort")).toBe(
      "descending",
    );
    await page.getByRole("button", { name: "Reset" }).click();
    await expect.poll(titles).toEqual(["Anvil", "Brush", "Chisel", "Drill"]);
  });

  it("shows what is in the trash, and restores it", async () => {
    const row = rowOf(page, "Chisel");
    await row.hover();
    await row.getByRole("button", { name: "More for Chisel" }).click();
    await page.getByRole("option", { name: "Move to the trash" }).click();
    await row.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Rows of Tools in the trash" }).click();
    await page.getByRole("button", { name: "Restore Chisel" }).click();
    await page.getByText("No row of this table is in the trash.").waitFor();
    await page.getByRole("button", { name: "Rows of Tools in the trash" }).click();
    await row.waitFor();
  });

  it("takes back and does again what was done, in its order", async () => {
    const price = cellOf(rowOf(page, "Drill"), "Price");
    for (const amount of ["130", "140"]) {
      await price.click();
      await page.keyboard.type(amount);
      await page.keyboard.press("Enter");
      await price.filter({ hasText: amount }).waitFor();
    }
    await page.getByRole("button", { name: "Undo last change" }).click();
    await price.filter({ hasText: "€130.00" }).waitFor();
    await page.keyboard.press("ControlOrMeta+z");
    await price.filter({ hasText: "€120.00" }).waitFor();
    await page.keyboard.press("ControlOrMeta+Shift+z");
    await price.filter({ hasText: "€130.00" }).waitFor();
    await page.getByRole("button", { name: "Undo last change" }).click();
    await expect
      .poll(async () => (await cellsOf(rowbell, rowIds.get("Drill") ?? "")).Price)
      .toMatchObject({ number: 120 });
  });
});
