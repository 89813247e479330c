import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { type LocalRowbell, startLocal } from "../../support/local-rowbell.ts";
import { placeOf, setOut, steps } from "./author-walk.ts";
import { openBrowser } from "./open-browser.ts";
import { openRow } from "./open-row.ts";

/** Writes the pictures of docs/: `npm run screenshots`, after the page has changed. */

const folder = join(import.meta.dirname, "../../../docs/images");
const mostBytes = 200_000;
const wide: BrowserContextOptions = { viewport: { width: 1240, height: 740 } };
const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 780 },
  hasTouch: true,
  isMobile: true,
};

const rowbell = await startLocal({ ROWBELL_POLL_SECONDS: "1" });
const browser = await openBrowser();
try {
  mkdirSync(folder, { recursive: true });
  await draw(browser, rowbell);
  await drawAuthor(browser);
} finally {
  await browser.close();
  await rowbell.stop();
}

async function draw(on: Browser, of: LocalRowbell): Promise<void> {
  const { page } = await openRow(on, of, "Orders", "1042", wide);
  await page.setViewportSize({ width: 1240, height: 1080 });
  await writePage(page);
  await ship(page);
  await page.mouse.move(0, 0);
  await keep(page, "row-page");

  await page.getByText("why did it fire, or not?").click();
  await page.getByText("One change in the story").click();
  await page.getByText("It fired for the newest change").waitFor();
  await page.getByText("why did it fire, or not?").scrollIntoViewIfNeeded();
  await keep(page, "explain");

  await page.setViewportSize(wide.viewport ?? { width: 1240, height: 740 });
  await page.getByRole("button", { name: "Close" }).click();
  await page.getByRole("tab", { name: "Inbox" }).click();
  await page.getByRole("list", { name: "Mail" }).getByRole("button").first().click();
  await page.getByRole("article").waitFor();
  await keep(page, "page");

  await page.getByRole("button", { name: "← All mail" }).click();
  await page.getByRole("button", { name: "List and mail side by side" }).click();
  await page.getByRole("list", { name: "Mail" }).getByRole("button").first().click();
  await page.getByText("what became of it").click();
  await page.getByRole("article").getByText("delivered to").waitFor();
  await keep(page, "inbox");

  const dark = await openRow(on, of, "Orders", "1042", { ...wide, colorScheme: "dark" });
  await dark.page.getByText("Two people carry it").scrollIntoViewIfNeeded();
  await keep(dark.page, "dark");

  const small = await openRow(on, of, "Orders", "1042", phone);
  await keep(small.page, "phone");
}

/** What docs/rules.md shows. */
async function drawAuthor(on: Browser): Promise<void> {
  const author = await setOut(on);
  try {
    await author.page.setViewportSize({ width: 1240, height: 980 });
    for (const { picture, walk } of steps) {
      await walk(author);
      if (picture) await keep(author.page, picture.name, await placeOf(author, picture));
    }
  } finally {
    await author.rowbell.stop();
  }
}

/** Something of each kind. */
async function writePage(page: Page): Promise<void> {
  const panel = page.getByRole("complementary");
  await panel.getByRole("button", { name: "Write something" }).click();
  const lines = [
    "## Before it leaves",
    "[] Oil the top once more",
    "Wrap the legs",
    "",
    "> What the customer asked for",
  ];
  await page.keyboard.type(`${lines.join("\n")}\nDrawers on the left, please.\n`);
  await page.keyboard.press("Backspace");
  await page.keyboard.type("/call\nTwo people carry it: 48 kg.");
  await panel.getByRole("textbox", { name: "Add a comment" }).fill("The driver comes at nine.");
  await page.keyboard.press("Enter");
  await panel.getByText("The driver comes at nine.").last().waitFor();
}

async function ship(page: Page): Promise<void> {
  await page
    .getByRole("complementary")
    .getByRole("button", { name: /^Status / })
    .click();
  await page.getByRole("option", { name: "Shipped" }).click();
  await page.getByRole("list", { name: "Mail" }).getByRole("button").first().waitFor();
}

type Clip = { x: number; y: number; width: number; height: number };

async function keep(page: Page, name: string, clip?: Clip): Promise<void> {
  // What has just arrived is drawn, and what blinks is still.
  await page.waitForTimeout(800);
  const picture = await page.screenshot({ animations: "disabled", timeout: 60_000, ...(clip && { clip }) });
  if (picture.length > mostBytes)
    throw new Error(`${name}.png has ${picture.length} bytes; ${mostBytes} are the most`);
  writeFileSync(join(folder, `${name}.png`), picture);
  console.log(`docs/images/${name}.png  ${Math.round(picture.length / 1000)} KB`);
}
