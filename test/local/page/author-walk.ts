import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Browser, Locator, Page } from "playwright-core";
import { demo, type Page as Row, titleOf } from "../../support/demo.ts";
import { type LocalRowbell, startLocal } from "../../support/local-rowbell.ts";
import { rowOf, visit } from "./visit.ts";

/** Somebody who writes a first rule by clicking. `rule` and `runs` lead to the databases that setup made. */
export type Author = { page: Page; rowbell: LocalRowbell; order: Row; rules: string; runs: string };

/** One step after the other; each goes on from where the last one left the page. */
export type Step = { does: string; picture?: Picture; walk(author: Author): Promise<void> };

/** What docs/ shows of a step: the row that lies open, or the mail, from its top down to so many pixels. */
export type Picture = { name: string; of: "row" | "mail"; height: number };

/** Where a picture of the page is cut out. */
export async function placeOf({ page }: Author, { of, height }: Picture) {
  const shown = of === "row" ? panel(page) : page.getByRole("article");
  if (of === "row") await shown.getByRole("heading").first().scrollIntoViewIfNeeded();
  const box = await shown.boundingBox();
  if (!box) throw new Error(`no ${of} is open`);
  return { ...box, height: Math.min(height, box.height) };
}

const run = promisify(execFile);
const local = join(import.meta.dirname, "../../../local");

/** Sets up a Rules database of its own in the local workspace, as for a team, and starts Rowbell with it. */
export async function setOut(browser: Browser): Promise<Author> {
  const first = await startLocal();
  const { id } = await first.post<{ id: string }>("/workspace/v1/pages", {
    parent: { type: "workspace", workspace: true },
    properties: { title: { title: [{ text: { content: "Our team" } }] } },
  });
  const told = await command(first, "setup.ts", id);
  const rulesLink = /ROWBELL_RULES=(\S+)/.exec(told)?.[1] ?? "";
  await first.stop();
  const rowbell = await startLocal({
    ROWBELL_POLL_SECONDS: "1",
    ROWBELL_RULES: rulesLink,
    ROWBELL_DATA: first.dataFolder,
  });
  const { page } = await visit(browser, rowbell, "", {
    viewport: { width: 1240, height: 740 },
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const order = (await demo(rowbell).packing())[0] as Row;
  return { page, rowbell, order, ...(await sourcesOf(rowbell, rulesLink)) };
}

type Source = { id: string; properties: Record<string, { relation?: { data_source_id: string } }> };

async function sourcesOf({ get }: LocalRowbell, link: string): Promise<{ rules: string; runs: string }> {
  const databaseId = link.split("/").at(-1);
  const database = await get<{ data_sources: { id: string }[] }>(`/workspace/v1/databases/${databaseId}`);
  const rules = database.data_sources[0]?.id ?? "";
  const { properties } = await get<Source>(`/workspace/v1/data_sources/${rules}`);
  return { rules, runs: properties["Last run"]?.relation?.data_source_id ?? "" };
}

async function command({ port }: LocalRowbell, script: string, ...args: string[]): Promise<string> {
  const env = { PATH: process.env.PATH ?? "", ROWBELL_PORT: String(port) };
  return (await run(process.execPath, [join(local, script), ...args], { env })).stdout;
}

const ruleName = "On its way";

export const steps: Step[] = [
  {
    does: "finds a guide, the databases Rules and Runs, and examples",
    async walk({ page, rules }) {
      await page.goto(`${new URL(page.url()).origin}/#/source/${rules}`);
      for (const example of ["tell the customer", "remind of what is due", "every Monday"])
        await rowOf(page, example).waitFor();
      await page.getByRole("navigation", { name: "Pages" }).getByText("Our team").waitFor();
    },
  },
  {
    does: "writes a rule with a slip, and is told in its row what is wrong",
    picture: { name: "rule-wrong", of: "row", height: 430 },
    async walk({ page }) {
      await page.getByRole("button", { name: "New rule", exact: true }).click();
      const title = page.getByRole("textbox", { name: "Rule" });
      await title.fill(ruleName);
      await page.keyboard.press("Enter");
      await choose(page, "Watch", "Orders");
      await choose(page, "When", "Row changes");
      await write(page, "Which", "Stauts to Shipped");
      await choose(page, "Then", "Send email");
      await write(page, "To", "{{ Customer email }}");
      await write(page, "Subject", "Your order {{ Order }} is on its way");
      await write(page, "Options", "hold above: 2 rows");
      await panel(page).getByRole("button", { name: "Write something" }).click();
      await page.keyboard.type("Hello {{ Customer | first word }},\nyour order {{ Order }} left us today.");
      await says(page, "Note", "did you mean Status?");
      await says(page, "Health", "Needs attention");
    },
  },
  {
    does: "mends it, and reads what it will do and for how many rows",
    picture: { name: "rule-right", of: "row", height: 700 },
    async walk({ page }) {
      await write(page, "Which", "Status to Shipped");
      await says(page, "Health", "Working");
      await says(
        page,
        "Note",
        'Would e-mail the address in "Customer email" when Status changes to Shipped in Orders',
      );
      await says(page, "Note", /\d+ rows match now/);
    },
  },
  {
    does: "ships an order in a dry run, and reads in Runs the mail that would have been sent",
    picture: { name: "rule-dry-run", of: "row", height: 900 },
    async walk({ page, runs, order }) {
      await close(page);
      await openDatabase(page, "Orders");
      await pick(page, titleOf(order), "Status", "Shipped");
      await goTo(page, `/source/${runs}`);
      await openLine(page, titleOf(order));
      await says(page, "State", "Dry run");
      await panel(page).getByText("This mail would have been sent").waitFor();
      await panel(page).getByText("left us today").waitFor();
      await noMail(page);
    },
  },
  {
    does: "ticks Test, and gets the mail alone",
    picture: { name: "rule-test", of: "mail", height: 640 },
    async walk({ page, rules }) {
      await close(page);
      await goTo(page, `/source/${rules}`);
      await openLine(page, ruleName);
      await tick(page, "Test");
      await says(page, "Note", "Test: sent to maya.lindqvist@example.com");
      await isUnticked(page, "Test");
      await mailWith(page, "Test: Your order").click();
      const mail = page.getByRole("article");
      await mail.locator("dd").filter({ hasText: "maya.lindqvist@example.com" }).waitFor();
      await mail.frameLocator("iframe").getByText("Only you get it").waitFor();
    },
  },
  {
    does: "sets it Live, and a customer gets a mail",
    async walk({ page, rowbell }) {
      await page.getByRole("button", { name: "← All mail" }).click();
      await choose(page, "State", "Live");
      await says(page, "Note", "Will e-mail");
      await close(page);
      await openDatabase(page, "Orders");
      const [next] = await demo(rowbell).packing();
      await pick(page, titleOf(next as Row), "Status", "Shipped");
      await mailWith(page, titleOf(next as Row)).waitFor();
    },
  },
  {
    does: "pastes Shipped over many orders, and the rule is held",
    picture: { name: "rule-held", of: "row", height: 430 },
    async walk(author) {
      const { page, rules } = author;
      await paste(page, "Status", "Shipped", 12);
      await goTo(page, `/source/${rules}`);
      await openLine(page, ruleName);
      await says(page, "Health", "Held");
      await says(page, "Note", /Held: it fired for more than 2 rows at once\. \d+ waits?,/);
    },
  },
  {
    does: "releases what is held, and everybody has one mail",
    async walk({ page, rowbell }) {
      await tick(page, "Release");
      await says(page, "Health", "Working");
      await isUnticked(page, "Release");
      await rowbell.post("/api/poll");
      const mails = (await demo(rowbell).inbox()).map(({ subject }) => subject);
      if (mails.length < 5 || new Set(mails).size !== mails.length) throw new Error(mails.join("\n"));
      await close(page);
    },
  },
  {
    does: "asks why it fired, in the page and on the command line",
    picture: { name: "rule-explain", of: "row", height: 660 },
    async walk({ page, rowbell, order }) {
      await openDatabase(page, "Orders");
      await openLine(page, titleOf(order));
      await page.getByText("Why did it fire, or not?").click();
      await panel(page).getByText("It fired for the newest change").waitFor();
      const told = await command(rowbell, "explain.ts", order.id);
      if (!told.includes(`the rule “${ruleName}”\n  It fired`)) throw new Error(told);
    },
  },
];

const goTo = (page: Page, path: string) => page.goto(`${new URL(page.url()).origin}/#${path}`);

const openDatabase = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name, exact: true }).first().click();

async function openLine(page: Page, title: string): Promise<void> {
  const row = rowOf(page, title).first();
  await row.hover();
  await row.getByRole("button", { name: /^Open / }).click();
  await panel(page).waitFor();
}

const close = (page: Page) => panel(page).getByRole("button", { name: "Close" }).click();

const mailWith = (page: Page, subject: string): Locator =>
  page.getByRole("list", { name: "Mail" }).getByRole("button", { name: subject }).first();

const noMail = (page: Page) => page.getByText("No mail yet.").waitFor();

async function pick(page: Page, title: string, column: string, option: string): Promise<void> {
  await rowOf(page, title).locator(`[data-column="${column}"] [data-cell]`).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

/** Over so many cells of a column, from the top. */
async function paste(page: Page, column: string, text: string, cells: number): Promise<void> {
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  await page.locator(`tr [data-column="${column}"] [data-cell]`).first().focus();
  for (let marked = 1; marked < cells; marked++) await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("ControlOrMeta+v");
}

const tick = (page: Page, column: string) => field(page, column).click();

const isUnticked = (page: Page, column: string) =>
  panel(page).locator(`[data-column="${column}"] input:not(:checked)`).waitFor();

const panel = (page: Page): Locator => page.getByRole("complementary");

const field = (page: Page, column: string): Locator =>
  panel(page).locator(`[data-column="${column}"] [data-cell]`);

async function says(page: Page, column: string, words: string | RegExp): Promise<void> {
  await field(page, column).filter({ hasText: words }).waitFor();
}

async function choose(page: Page, column: string, option: string): Promise<void> {
  await field(page, column).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

async function write(page: Page, column: string, text: string): Promise<void> {
  await field(page, column).click();
  await page.getByRole("textbox", { name: column, exact: true }).fill(text);
  await page.keyboard.press("Enter");
}
