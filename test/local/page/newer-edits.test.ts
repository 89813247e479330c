import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type LocalRowbell, startLocal } from "../../support/local-rowbell.ts";
import { cellsOf, makeRow, makeTable, textWith } from "./make-table.ts";
import { openBrowser } from "./open-browser.ts";
import { cellOf, rowOf, type Visit, visit } from "./visit.ts";

describe("edits that meet others, or nobody", () => {
  let rowbell: LocalRowbell;
  let browser: Browser;
  let visits: Visit[] = [];
  let sourceId: string;
  let rowId: string;

  beforeAll(async () => {
    [rowbell, browser] = await Promise.all([startLocal(), openBrowser()]);
    sourceId = await makeTable(rowbell, "Tools", { Name: { title: {} }, Note: { rich_text: {} } });
  });
  afterAll(async () => {
    await browser?.close();
    await rowbell?.stop();
  });
  beforeEach(async () => {
    rowId = await makeRow(rowbell, sourceId, { Name: { title: textWith("Anvil") } });
  });
  afterEach(async () => {
    for (const { close } of visits) await close();
    visits = [];
    await rowbell.patch(`/workspace/v1/pages/${rowId}`, { in_trash: true });
  });

  async function open(): Promise<Page> {
    const visited = await visit(browser, rowbell, `/source/${sourceId}`);
    visits.push(visited);
    await rowOf(visited.page, "Anvil").waitFor();
    return visited.page;
  }

  const note = (page: Page) => cellOf(rowOf(page, "Anvil"), "Note");
  const said = async () =>
    ((await cellsOf(rowbell, rowId)).Note?.rich_text as { plain_text: string }[] | undefined)?.[0]
      ?.plain_text ?? "";

  async function write(page: Page, text: string): Promise<void> {
    await note(page).click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type(text);
    await page.keyboard.press("Enter");
  }

  it("does not take back what somebody else has written since, and says who", async () => {
    const [mine, theirs] = await Promise.all([open(), open()]);
    await write(mine, "Oil it");
    await note(theirs).filter({ hasText: "Oil it" }).waitFor();
    await theirs.getByRole("button", { name: "You are Maya" }).click();
    await theirs.getByRole("option", { name: "Aiko Tanaka" }).click();
    await write(theirs, "Oil it twice");
    await expect.poll(said).toBe("Oil it twice");
    await mine.getByRole("button", { name: "Undo last change" }).click();
    await mine.getByText("Note of “Anvil” was changed since by Aiko Tanaka").waitFor();
    expect(await said()).toBe("Oil it twice");
    // Their own edit they can take back.
    await theirs.getByRole("button", { name: "Undo last change" }).click();
    await expect.poll(said).toBe("Oil it");
  });

  it("keeps what was typed while nobody answers, until it is written", async () => {
    const page = await open();
    await note(page).click();
    await page.keyboard.type("Worth a lot");
    await rowbell.kill();
    await page.keyboard.press("Enter");
    await page.getByText("Note of “Anvil” was not changed: Rowbell does not answer").waitFor();
    rowbell = await startLocal({ ROWBELL_PORT: String(rowbell.port), ROWBELL_DATA: rowbell.dataFolder });
    await page.getByRole("button", { name: "Try again" }).click();
    await note(page).filter({ hasText: "Worth a lot" }).waitFor();
    await expect.poll(said).toBe("Worth a lot");
    await page.getByRole("button", { name: "Undo last change" }).click();
    await expect.poll(said).toBe("");
    // The page hears of others again.
    await rowbell.patch(`/workspace/v1/pages/${rowId}`, {
      properties: { Note: { rich_text: textWith("Back") } },
    });
    await note(page).filter({ hasText: "Back" }).waitFor();
  });

  it("leaves a database that is trashed meanwhile", async () => {
    const page = await open();
    const other = await makeTable(rowbell, "Gone soon", { Name: { title: {} } });
    await makeRow(rowbell, other, { Name: { title: textWith("Last row") } });
    await page.goto(`${rowbell.url}/#/source/${other}`);
    await rowOf(page, "Last row").waitFor();
    await rowOf(page, "Last row").locator("th [data-cell]").click();
    await page.keyboard.type("Typed meanwhile");
    await rowbell.patch(`/workspace/v1/data_sources/${other}`, { in_trash: true });
    await page.getByText("There is no such database, or it is in the trash.").waitFor();
  });
});
