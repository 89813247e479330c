import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalRowbell, startLocal } from "../../support/local-rowbell.ts";
import { openBrowser } from "./open-browser.ts";
import { openRow } from "./open-row.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const patience = 90_000;

/** Runs in the page, where axe was put. */
type WithAxe = { axe: { run(): Promise<{ violations: Violation[] }> } };
type Violation = { id: string; impact: string; nodes: { target: string[] }[] };

describe("each screen of the page", { timeout: patience }, () => {
  let rowbell: LocalRowbell;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [rowbell, browser] = await Promise.all([startLocal({ ROWBELL_POLL_SECONDS: "1" }), openBrowser()]);
    ({ page } = await openRow(browser, rowbell, "Orders", "1042"));
    await page.evaluate(axe);
    const panel = page.getByRole("complementary");
    await panel.getByRole("button", { name: "Write something" }).click();
    await page.keyboard.type("# Plan\n- oak\n\n[] call\n\n> more\n");
    await page.keyboard.press("Backspace");
    await page.keyboard.type("/grid\n");
    await panel.getByRole("textbox", { name: "Add a comment" }).fill("Ready?");
    await page.keyboard.press("Enter");
    await panel.getByRole("button", { name: /^Status / }).click();
    await page.getByRole("option", { name: "Shipped" }).click();
    await panel.getByText("One change in the story").waitFor();
  }, patience);
  afterAll(async () => {
    await browser?.close();
    await rowbell?.stop();
  });

  /** What axe finds of serious or critical faults: in light and dark, and at the width of a phone. */
  async function faults(): Promise<string[]> {
    const found: string[] = [];
    for (const look of ["light", "dark", "phone"] as const) {
      await page.emulateMedia({ colorScheme: look === "dark" ? "dark" : "light", reducedMotion: "reduce" });
      await page.setViewportSize(
        look === "phone" ? { width: 390, height: 844 } : { width: 1280, height: 900 },
      );
      const { violations } = await page.evaluate(() => (globalThis as unknown as WithAxe).axe.run());
      for (const { id, impact, nodes } of violations) {
        if (impact === "serious" || impact === "critical")
          found.push(`${look}: ${id} at ${nodes[0]?.target.join(" ")}`);
      }
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    return found;
  }

  it("is free of serious faults of accessibility: a row's page with all kinds of blocks", async () => {
    await page.getByText("why did it fire, or not?").click();
    await page.getByText("It fired for the newest change").first().waitFor();
    expect(await faults()).toEqual([]);
  });

  it("… the story of the changes", async () => {
    await page.getByText("One change in the story").click();
    await page.getByText("Only 1042").waitFor();
    expect(await faults()).toEqual([]);
  });

  it("… a table, and the inbox with a mail", async () => {
    await page.getByRole("button", { name: "Close" }).click();
    await page.getByRole("tab", { name: "Inbox" }).click();
    expect(await faults()).toEqual([]);
    await page.getByRole("list", { name: "Mail" }).getByRole("button").first().click();
    await page.getByRole("article").waitFor();
    expect(await faults()).toEqual([]);
  });

  it("… a menu of blocks", async () => {
    const { page: other } = await openRow(browser, rowbell, "Orders", "1043");
    const before = page;
    page = other;
    await page.evaluate(axe);
    await page.getByRole("button", { name: "Write something" }).click();
    await page.keyboard.type("/");
    await page.getByRole("listbox", { name: "Blocks" }).waitFor();
    const { violations } = await page.evaluate(() => (globalThis as unknown as WithAxe).axe.run());
    expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
    page = before;
  });

  it("calls nobody: all it loads comes from this machine", async () => {
    const { page: other } = await openRow(browser, rowbell, "Rules", "Tell the customer it shipped");
    const asked = await other.evaluate(() =>
      performance.getEntriesByType("resource").map(({ name }) => name),
    );
    expect(asked.filter((name) => !name.startsWith(rowbell.url))).toEqual([]);
  });
});

describe("the pictures of the docs", () => {
  const folder = join(import.meta.dirname, "../../../docs/images");

  it("are there, are pictures, and are small enough to be read about", () => {
    const names = readdirSync(folder).filter((name) => name.endsWith(".png"));
    expect(names).toEqual(
      expect.arrayContaining([
        "dark.png",
        "explain.png",
        "inbox.png",
        "page.png",
        "phone.png",
        "row-page.png",
      ]),
    );
    for (const name of names) {
      const bytes = readFileSync(join(folder, name));
      expect(bytes.subarray(1, 4).toString(), name).toBe("PNG");
      expect(bytes.length, name).toBeGreaterThan(10_000);
      expect(bytes.length, name).toBeLessThan(200_000);
    }
  });
});
