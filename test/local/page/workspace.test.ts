import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type LocalRowbell, startLocal } from "../../support/local-rowbell.ts";
import { openBrowser } from "./open-browser.ts";
import { cellOf, rowOf, type Visit, visit } from "./visit.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const phone = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };

describe("the workspace", () => {
  let rowbell: LocalRowbell;
  let browser: Browser;
  const visits: Visit[] = [];

  beforeAll(async () => {
    [rowbell, browser] = await Promise.all([startLocal(), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await rowbell?.stop();
  });
  afterEach(async () => {
    for (const { errors, close } of visits.splice(0)) {
      await close();
      expect(errors).toEqual([]);
    }
  });

  async function open(options = {}, path = ""): Promise<Page> {
    const visited = await visit(browser, rowbell, path, options);
    visits.push(visited);
    await rowOf(visited.page, "1042").waitFor();
    return visited.page;
  }

  const sidebar = (page: Page) => page.getByRole("navigation", { name: "Pages" });

  it("keeps two tabs in step, each with its own person", async () => {
    const [mine, theirs] = await Promise.all([open(), open()]);
    await theirs.getByRole("button", { name: "You are Maya" }).click();
    await theirs.getByRole("option", { name: "Aiko Tanaka" }).click();
    await cellOf(rowOf(theirs, "1046"), "Priority").click();
    await theirs.getByRole("option", { name: "High" }).click();
    await cellOf(rowOf(mine, "1046"), "Priority").filter({ hasText: "High" }).waitFor();
    const rowId = await rowOf(mine, "1046").getAttribute("data-row");
    const { last_edited_by } = await rowbell.get<{ last_edited_by: { id: string } }>(
      `/workspace/v1/pages/${rowId}`,
    );
    expect((await rowbell.get<{ name: string }>(`/workspace/v1/users/${last_edited_by.id}`)).name).toBe(
      "Aiko Tanaka",
    );
    await rowOf(mine, "1061").hover();
    await rowOf(mine, "1061").getByRole("button", { name: "More for 1061" }).click();
    await mine.getByRole("option", { name: "Move to the trash" }).click();
    await rowOf(theirs, "1061").waitFor({ state: "detached" });
    await mine.getByRole("button", { name: "Undo", exact: true }).click();
    await rowOf(theirs, "1061").waitFor();
  });

  it("marks what is open, folds, and finds the way back", async () => {
    const page = await open();
    await sidebar(page).getByRole("link", { name: "Customers" }).click();
    await rowOf(page, "Luca Moretti").waitFor();
    expect(await sidebar(page).getByRole("link", { name: "Customers" }).getAttribute("aria-current")).toBe(
      "page",
    );
    await page.goBack();
    await rowOf(page, "1042").waitFor();
    await sidebar(page).getByRole("button", { name: "Fold Rowbell demo" }).click();
    await sidebar(page).getByRole("link", { name: "Customers" }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Hide the sidebar" }).click();
    await page.getByRole("button", { name: "Show the sidebar" }).click();
    await sidebar(page).getByRole("button", { name: "Unfold Rowbell demo" }).click();
  });

  it("makes a page and a database, names them and trashes one", async () => {
    const page = await open();
    await sidebar(page).getByRole("button", { name: "New page" }).click();
    await page.getByRole("textbox", { name: "Name of the page" }).fill("Notes of the week");
    await page.keyboard.press("Enter");
    await sidebar(page).getByRole("link", { name: "Notes of the week" }).waitFor();
    await sidebar(page).getByRole("button", { name: "New database" }).click();
    await page.getByRole("textbox", { name: "Name of the database" }).fill("Suppliers");
    await page.keyboard.press("Enter");
    const made = sidebar(page).getByRole("link", { name: "Suppliers" });
    await made.waitFor();
    await page.getByRole("button", { name: "New row", exact: true }).click();
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("Oak & Sons");
    await page.keyboard.press("Enter");
    await rowOf(page, "Oak & Sons").waitFor();
    await made.hover();
    await sidebar(page).getByRole("button", { name: "More for Suppliers" }).click();
    await page.getByRole("option", { name: "Move to the trash" }).click();
    await made.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await made.waitFor();
  });

  it("opens its sidebar as a drawer on a phone", async () => {
    const page = await open(phone);
    await page.getByRole("button", { name: "Databases and pages" }).tap();
    await sidebar(page).getByRole("link", { name: "Tasks" }).tap();
    await page.getByRole("grid", { name: "Tasks" }).waitFor();
    expect(await sidebar(page).isVisible()).toBe(false);
    expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
  });

  it.each([
    ["in the light", {}],
    ["in the dark", { colorScheme: "dark" as const }],
    ["on a phone", phone],
  ])(
    "has no serious fault for those who see, hear or move otherwise, %s",
    async (_where, options) => {
      const page = await open(options);
      expect(await faultsOf(page, "body")).toEqual([]);
      await page.getByRole("columnheader", { name: "Status" }).getByRole("button").focus();
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "Options" }).press("Enter");
      expect(await faultsOf(page, ":popover-open")).toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Properties" }).press("Enter");
      expect(await faultsOf(page, ":popover-open")).toEqual([]);
      await page.keyboard.press("Escape");
      await cellOf(rowOf(page, "1042"), "Status").press("Shift+ArrowDown");
      expect(await faultsOf(page, "[role=grid]")).toEqual([]);
      await cellOf(rowOf(page, "1042"), "Status").press("Enter");
      await page.getByRole("listbox", { name: "Status" }).waitFor();
      expect(await faultsOf(page, ":popover-open")).toEqual([]);
    },
    60_000,
  );
});

type Found = { violations: { id: string; impact: string; nodes: { html: string }[] }[] };

/** What a checker of accessibility finds in a part of the page, serious or worse. */
async function faultsOf(page: Page, part: string): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<Found>(`axe.run(${JSON.stringify(part)})`);
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join("\n")}`);
}
