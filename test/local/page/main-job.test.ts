import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type LocalRowbell, startLocal } from "../../support/local-rowbell.ts";
import { openBrowser } from "./open-browser.ts";

describe("a person at the page", () => {
  let rowbell: LocalRowbell;
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];

  beforeAll(async () => {
    [rowbell, browser] = await Promise.all([startLocal({ ROWBELL_POLL_SECONDS: "1" }), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await rowbell?.stop();
  });
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(15_000);
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("requestfailed", (request) => errors.push(`${request.url()} failed`));
    await page.goto(rowbell.url);
    await rowOf("1042").waitFor();
  });
  afterEach(async () => {
    await page.close();
    // The stream of events always ends unfinished.
    expect(errors.splice(0).filter((error) => !error.includes("/api/events"))).toEqual([]);
  });

  const rowOf = (title: string) => page.getByRole("row").filter({ hasText: title });
  const cellOf = (row: Locator, column: string) =>
    row.getByRole("button", { name: new RegExp(`^${column} `) });
  const openDatabase = (name: string) =>
    page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name }).click();
  const tab = (name: string) => page.getByRole("tab", { name });
  const mailWith = (subject: string) =>
    page.getByRole("list", { name: "Mail" }).getByRole("button", { name: subject });

  /** Without the column's name, which is only read out. */
  async function textOf(row: Locator, column: string): Promise<string> {
    return ((await cellOf(row, column).textContent()) ?? "").slice(column.length + 1);
  }

  async function choose(row: Locator, column: string, option: string): Promise<void> {
    await cellOf(row, column).click();
    await page.getByRole("option", { name: option }).click();
  }

  async function write(row: Locator, column: string, text: string): Promise<void> {
    await cellOf(row, column).click();
    await page.getByRole("textbox", { name: column }).fill(text);
    await page.keyboard.press("Enter");
  }

  async function isSaid(place: Locator, words: string): Promise<void> {
    await place.filter({ hasText: words }).first().waitFor();
  }

  it("ships an order and sees the customer's mail arrive", async () => {
    const order = rowOf("1042");
    const recipient = await textOf(order, "Customer email");
    await choose(order, "Status", "Shipped");
    await mailWith("Your order 1042 · Walnut desk is on its way").click();
    const mail = page.getByRole("article");
    expect(await mail.locator("dd").nth(1).textContent()).toBe(recipient);
    await isSaid(mail.frameLocator("iframe").getByRole("heading"), "Good news from the workshop");
    await isSaid(mail.frameLocator("iframe").locator("p, td"), "Your order 1042 · Walnut desk left us today");
    await tab("Plain text").click();
    await isSaid(mail.locator("pre"), "Your order 1042 · Walnut desk left us today");
  });

  it("reads in the story what was seen, which rule asked and when it was delivered", async () => {
    await choose(rowOf("1053"), "Status", "Shipped");
    await tab("Story").click();
    const entry = page.getByRole("list", { name: "Changes" }).locator("> li").filter({ hasText: "1053" });
    await isSaid(entry, "Status: Packing → Shipped");
    await isSaid(entry, "Tell the customer it shipped: delivered at");
    await entry.getByRole("button", { name: "Open the mail" }).click();
    await page.getByRole("article", { name: "Your order 1053" }).waitFor();
  });

  it("sends again what failed, with the keyboard alone", async () => {
    const fault = JSON.stringify({ times: 1, code: "MessageRejected" });
    await fetch(`http://127.0.0.1:${rowbell.port + 2}/_admin/fail`, { method: "POST", body: fault });
    await choose(rowOf("1047"), "Status", "Shipped");
    await tab("Story").click();
    const line = page.locator(".delivery").filter({ hasText: "failed: SES refused the mail" });
    await line.waitFor();
    await line.getByRole("button", { name: "Send again: Tell the customer it shipped" }).focus();
    await page.keyboard.press("Enter");
    await line.waitFor({ state: "detached" });
    const entry = page.getByRole("list", { name: "Changes" }).locator("> li").filter({ hasText: "1047" });
    await isSaid(entry, "Tell the customer it shipped: delivered at");
    expect(await page.locator(":focus").textContent()).toContain("Tell the customer it shipped");
  });

  it("learns why a change was of no concern to any rule", async () => {
    await choose(rowOf("1067"), "Priority", "Low");
    await tab("Story").click();
    const entry = page.getByRole("list", { name: "Changes" }).locator("> li").filter({ hasText: "1067" });
    await isSaid(entry, "No rule asked for it.");
    await entry.getByText("Why?").click();
    await isSaid(entry, "Tell the customer it shipped: It did not fire");
    await isSaid(entry.locator(".holds"), "Customer email is not empty");
  });

  it("adds a row, trashes it and takes it back", async () => {
    await page.getByRole("button", { name: "New row", exact: true }).click();
    await page.getByRole("textbox", { name: "Order" }).fill("2001 · Pine <b>step</b> stool");
    await page.keyboard.press("Enter");
    const row = rowOf("2001 · Pine <b>step</b> stool");
    await row.waitFor();
    await write(row, "Amount", "75.5");
    await isSaid(cellOf(row, "Amount"), "€75.50");
    await row.hover();
    await row.getByRole("button", { name: "More for 2001" }).click();
    await page.getByRole("option", { name: "Move to the trash" }).click();
    await row.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await row.waitFor();
  });

  it("shows an edit that is refused as it was before, and says why", async () => {
    // Without the next read of the rows, which would put the cell right too.
    await page.route("**/query", (route) => route.fulfill({ status: 503, json: {} }));
    await page.route("**/workspace/v1/pages/*", (route) =>
      route.fulfill({ status: 409, json: { message: "Conflict occurred while saving." } }),
    );
    const order = rowOf("1044");
    await choose(order, "Status", "Delivered");
    await page.getByText(/Status of “1044.*” was not changed: Conflict occurred while saving/).waitFor();
    await isSaid(cellOf(order, "Status"), "Packing");
  });

  it("breaks a rule, reads the answer in its note and mends it", async () => {
    await openDatabase("Rules");
    const rule = rowOf("Big order, tell the owner");
    const note = cellOf(rule, "Note");
    const condition = await textOf(rule, "If");
    await write(rule, "If", "Stauts is Shipped");
    await isSaid(note, "did you mean Status?");
    await isSaid(cellOf(rule, "Health"), "Needs attention");
    await write(rule, "If", condition);
    await isSaid(cellOf(rule, "Health"), "Working");
    await isSaid(note, "Will e-mail");
  });

  it("rewrites a rule's message and gets the next mail with it", async () => {
    await openDatabase("Rules");
    const rule = rowOf("Tell the customer it shipped");
    await rule.hover();
    await rule.getByRole("button", { name: "Open Tell the customer" }).click();
    const panel = page.getByRole("complementary", { name: "Tell the customer it shipped" });
    await panel.getByRole("textbox").filter({ hasText: "left us today" }).click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type(" Hooray!");
    await panel.getByRole("button", { name: "Close" }).click();
    await openDatabase("Orders");
    await choose(rowOf("1059"), "Status", "Shipped");
    await mailWith("Your order 1059").click();
    const body = page.getByRole("article").frameLocator("iframe");
    await isSaid(body.locator("p, td"), "on its way to you. Hooray!");
    expect(await body.locator("b, strong").first().textContent()).toContain("1059");
  });

  it("does the main job with the keyboard alone", async () => {
    await cellOf(rowOf("1063"), "Order").focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await page.getByRole("listbox", { name: "Status" }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Enter");
    await page.getByRole("listbox", { name: "Status" }).waitFor();
    await page.keyboard.press("s");
    await page.keyboard.press("Enter");
    await isSaid(cellOf(rowOf("1063"), "Status"), "Shipped");
    expect(await focusedText()).toContain("Shipped");
    await mailWith("Your order 1063").waitFor();
    await tabUntil("Your order 1063");
    await page.keyboard.press("Enter");
    await page.getByRole("article", { name: "Your order 1063" }).waitFor();
    expect(await focusedText()).toBe("← All mail");
  });

  const focusedText = () => page.locator(":focus").textContent();

  /** From the end of the table: its cells are many, and all in the way. */
  async function tabUntil(text: string): Promise<void> {
    await page.getByRole("button", { name: "New row", exact: true }).focus();
    for (let presses = 0; presses < 20; presses += 1) {
      await page.keyboard.press("Tab");
      if ((await focusedText())?.includes(text)) return;
    }
    throw new Error(`Tab does not reach "${text}"`);
  }
});
