import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalRowbell, startLocal } from "../../support/local-rowbell.ts";
import { type Cells, cellsOf, makeRow, makeTable, sourceNamed, textWith } from "./make-table.ts";
import { openBrowser } from "./open-browser.ts";
import { cellOf, rowOf, type Visit, visit } from "./visit.ts";

type Editing = {
  column: string;
  /** What a person does once the cell was clicked. */
  does(page: Page): Promise<unknown>;
  says: string;
  /** Part of what Notion's API then answers. */
  holds: object;
};

const type = (text: string) => async (page: Page) => {
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
};
const pick =
  (...names: string[]) =>
  async (page: Page) => {
    for (const name of names) await page.getByRole("option", { name }).click();
    if (names.length > 1) await page.keyboard.press("Escape");
  };
const make = (name: string) => async (page: Page) => {
  await page.keyboard.type(name);
  await page.getByRole("option", { name: `Make “${name}”` }).click();
};

const cases: Editing[] = [
  {
    column: "Notes",
    does: type("Oiled twice"),
    says: "Oiled twice",
    holds: { rich_text: [{ plain_text: "Oiled twice" }] },
  },
  { column: "Price", does: type("1,890.5"), says: "€1,890.50", holds: { number: 1890.5 } },
  {
    column: "Kind",
    does: pick("Table"),
    says: "Table",
    holds: { select: { name: "Table", color: "green" } },
  },
  { column: "Kind", does: make("Lamp"), says: "Lamp", holds: { select: { name: "Lamp" } } },
  {
    column: "Labels",
    does: pick("new", "old"),
    says: "newold",
    holds: { multi_select: [{ name: "new" }, { name: "old" }] },
  },
  { column: "Stage", does: pick("Done"), says: "Done", holds: { status: { name: "Done" } } },
  { column: "Stage", does: make("Waiting"), says: "Waiting", holds: { status: { name: "Waiting" } } },
  {
    column: "Who",
    does: pick("Tomás Herrera", "Priya Nair"),
    says: "PNPriya Nair",
    holds: { people: [{ name: "Tomás Herrera" }, { name: "Priya Nair" }] },
  },
  {
    column: "Link",
    does: type("https://example.com/a"),
    says: "https://example.com/a",
    holds: { url: "https://example.com/a" },
  },
  { column: "Mail", does: type("a@example.com"), says: "a@example.com", holds: { email: "a@example.com" } },
  {
    column: "Phone",
    does: type("+34 600 000 000"),
    says: "+34 600 000 000",
    holds: { phone_number: "+34 600 000 000" },
  },
  {
    column: "Papers",
    does: type("https://example.com/plans/desk.pdf"),
    says: "desk.pdf",
    holds: { files: [{ external: { url: "https://example.com/plans/desk.pdf" } }] },
  },
  {
    column: "When",
    async does(page) {
      await page.getByLabel("When", { exact: true }).fill("2026-05-03");
      await page.locator(":popover-open").getByRole("button", { name: "Done" }).click();
    },
    says: "3 May 2026",
    holds: { date: { start: "2026-05-03", end: null } },
  },
  {
    column: "When",
    async does(page) {
      await page.getByLabel("Include time").check();
      await page.getByLabel("When", { exact: true }).fill("2026-05-03T10:30");
      await page.getByLabel("End date").check();
      await page.getByLabel("End", { exact: true }).fill("2026-05-04T11:00");
      await page.getByLabel("Time zone").selectOption("Asia/Tokyo");
      await page.locator(":popover-open").getByRole("button", { name: "Done" }).click();
    },
    says: "3 May 2026, 10:30 → 4 May 2026, 11:00 (GMT+9)",
    holds: { date: { start: "2026-05-03T10:30:00.000+09:00", end: "2026-05-04T11:00:00.000+09:00" } },
  },
  {
    column: "Customer",
    async does(page) {
      await page.keyboard.type("moretti");
      await page.getByRole("option", { name: "Luca Moretti" }).click();
      await page.keyboard.press("Escape");
    },
    says: "Luca Moretti",
    holds: { relation: [{ id: expect.any(String) }] },
  },
];

describe("the editor of each type of property", () => {
  let rowbell: LocalRowbell;
  let browser: Browser;
  let visited: Visit;
  let rowId: string;
  let row: Locator;

  beforeAll(async () => {
    [rowbell, browser] = await Promise.all([startLocal(), openBrowser()]);
    const customers = await sourceNamed(rowbell, "Customers");
    const sourceId = await makeTable(rowbell, "Everything", columns(customers));
    rowId = await makeRow(rowbell, sourceId, {
      Name: { title: textWith("One of all") },
      Price: { number: 3 },
    });
    visited = await visit(browser, rowbell, `/source/${sourceId}`, {
      viewport: { width: 3600, height: 500 },
    });
    row = rowOf(visited.page, "One of all");
    await row.waitFor();
  });
  afterAll(async () => {
    expect(visited?.errors).toEqual([]);
    await browser?.close();
    await rowbell?.stop();
  });

  const holds = async (column: string, wanted: object) => {
    await expect.poll(async () => (await cellsOf(rowbell, rowId))[column]).toMatchObject(wanted);
  };

  it.each(cases)("writes $column: $says", async ({ column, does, says, holds: wanted }) => {
    const cell = cellOf(row, column);
    await cell.click();
    await does(visited.page);
    await cell.filter({ hasText: says }).waitFor();
    await holds(column, wanted);
  });

  it("ticks a checkbox, by mouse and by keyboard", async () => {
    const tick = cellOf(row, "Done");
    await tick.check();
    await holds("Done", { checkbox: true });
    await tick.press(" ");
    await holds("Done", { checkbox: false });
  });

  it("uploads a file", async () => {
    await cellOf(row, "Papers").click();
    await visited.page
      .getByLabel("A file of this machine")
      .setInputFiles({ name: "receipt.txt", mimeType: "text/plain", buffer: Buffer.from("paid") });
    await cellOf(row, "Papers").filter({ hasText: "receipt.txt" }).waitFor();
    await holds("Papers", { files: [{ name: "desk.pdf" }, { name: "receipt.txt", type: "file" }] });
    await visited.page.keyboard.press("Escape");
  });

  it("keeps a number that is none out, says so, and drops it on Escape", async () => {
    await cellOf(row, "Price").click();
    await visited.page.keyboard.type("many");
    await visited.page.keyboard.press("Enter");
    await visited.page.getByRole("alert").filter({ hasText: "A number" }).waitFor();
    await visited.page.keyboard.press("Escape");
    expect(await cellOf(row, "Price").textContent()).toContain("€1,890.50");
  });

  it("renames the row by its title", async () => {
    await row.locator("th [data-cell]").click();
    await type("One of each")(visited.page);
    row = rowOf(visited.page, "One of each");
    await row.waitFor();
    await holds("Name", { title: [{ plain_text: "One of each" }] });
  });

  it("clears a cell with Delete, and takes that back with Ctrl-Z", async () => {
    const cell = cellOf(row, "Kind");
    await cell.press("Delete");
    await holds("Kind", { select: null });
    await visited.page.keyboard.press("ControlOrMeta+z");
    await cell.filter({ hasText: "Lamp" }).waitFor();
    await holds("Kind", { select: { name: "Lamp" } });
  });

  it.each([
    ["Double", "3,781"],
    ["Made by", "Maya Lindqvist"],
    ["Edited by", "Maya Lindqvist"],
    ["No", "TST-1"],
    ["Made", "20"],
  ])("only shows %s, which Notion makes itself", async (column, says) => {
    const cell = cellOf(row, column);
    expect(await cell.textContent()).toContain(says);
    expect(await cell.evaluate((element) => element.tagName)).toBe("DIV");
  });

  it("loses no cell to another's edit", async () => {
    const cells: Cells = await cellsOf(rowbell, rowId);
    expect(cells.Mail).toMatchObject({ email: "a@example.com" });
    expect(cells.Labels).toMatchObject({ multi_select: [{ name: "new" }, { name: "old" }] });
  });
});

function columns(customers: string): object {
  return {
    Name: { title: {} },
    Notes: { rich_text: {} },
    Price: { number: { format: "euro" } },
    Kind: {
      select: {
        options: [
          { name: "Chair", color: "blue" },
          { name: "Table", color: "green" },
        ],
      },
    },
    Labels: {
      multi_select: {
        options: [
          { name: "new", color: "red" },
          { name: "old", color: "gray" },
        ],
      },
    },
    Stage: { status: {} },
    When: { date: {} },
    Who: { people: {} },
    Customer: { relation: { data_source_id: customers, single_property: {} } },
    Papers: { files: {} },
    Done: { checkbox: {} },
    Link: { url: {} },
    Mail: { email: {} },
    Phone: { phone_number: {} },
    Double: { formula: { expression: 'prop("Price") * 2' } },
    Made: { created_time: {} },
    "Made by": { created_by: {} },
    Edited: { last_edited_time: {} },
    "Edited by": { last_edited_by: {} },
    No: { unique_id: { prefix: "TST" } },
  };
}
