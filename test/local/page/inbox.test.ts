import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { SESClient, SendRawEmailCommand } from "@aws-sdk/client-ses";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type LocalRowbell, startLocal } from "../../support/local-rowbell.ts";
import { compose } from "../aws/support/open-ses.ts";
import { openBrowser } from "./open-browser.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const patience = 90_000;
type WithAxe = {
  axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { target: string[] }[] }[] }> };
};

describe("a person at the inbox", { timeout: patience }, () => {
  let rowbell: LocalRowbell;
  let browser: Browser;
  let page: Page;
  let client: SESClient;
  const errors: string[] = [];

  beforeAll(async () => {
    [rowbell, browser] = await Promise.all([startLocal(), openBrowser()]);
    client = new SESClient({
      endpoint: `http://127.0.0.1:${rowbell.port + 2}`,
      region: "eu-central-1",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    });
  }, patience);
  afterAll(async () => {
    client?.destroy();
    await browser?.close();
    await rowbell?.stop();
  });
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(15_000);
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(rowbell.url);
    await page.getByRole("searchbox").waitFor();
  });
  afterEach(async () => {
    await page.close();
    expect(errors.splice(0)).toEqual([]);
  });

  async function send(to: string, subject: string, more: Parameters<typeof compose>[0] = {}): Promise<void> {
    const mime = await compose({ from: "bell@example.com", to, subject, text: `For ${to}`, ...more });
    const mail = { Source: "bell@example.com", Destinations: [to], RawMessage: { Data: mime } };
    await client.send(new SendRawEmailCommand({ ...mail, ConfigurationSetName: "rowbell" }));
  }
  const list = () => page.getByRole("list", { name: "Mail" });
  const line = (subject: string) => list().getByRole("button", { name: subject });
  const article = () => page.getByRole("article");
  const focused = () => page.locator(":focus").textContent();
  const frame = () => article().frameLocator("iframe");

  it("goes through it with the keyboard, and every tab knows what was read", async () => {
    for (const subject of ["First", "Second", "Third"]) await send("keys@example.com", subject);
    await line("Third").waitFor();
    const other = await browser.newPage();
    await other.goto(rowbell.url);
    const count = other.getByRole("tab", { name: "Inbox" }).locator(".count");
    await count.filter({ hasText: "3" }).waitFor();
    await page.keyboard.press("j");
    await expect.poll(focused).toContain("Third");
    await page.keyboard.press("j");
    await expect.poll(focused).toContain("Second");
    await page.keyboard.press("Enter");
    await page.getByRole("article", { name: "Second" }).waitFor();
    await count.filter({ hasText: "2" }).waitFor();
    await page.keyboard.press("j");
    await page.getByRole("article", { name: "First" }).waitFor();
    await page.keyboard.press("k");
    await page.getByRole("article", { name: "Second" }).waitFor();
    await page.keyboard.press("Escape");
    await article().waitFor({ state: "detached" });
    await expect.poll(focused).toContain("Second");
    await page.keyboard.press("/");
    await page.keyboard.type("jk nothing");
    await page.getByText("No mail is like that.").waitFor();
    await page.getByRole("searchbox").fill("");
    await page.getByRole("button", { name: "Unread", exact: true }).click();
    await line("Second").waitFor({ state: "detached" });
    await line("Third").waitFor();
    await page.getByRole("button", { name: "Mark all read" }).click();
    await line("Third").waitFor({ state: "detached" });
    await count.waitFor({ state: "detached" });
    await other.close();
  });

  it("sees a mail as its reader does, and nothing in it runs or calls out", async () => {
    const asked: string[] = [];
    const elsewhere = createServer((request, response) => {
      asked.push(request.url ?? "");
      response.end();
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
    const { port } = elsewhere.address() as AddressInfo;
    const picture = readFileSync(join(import.meta.dirname, "../../../docs/images/phone.png"));
    const style =
      "body{margin:0;background:#fff}@media (prefers-color-scheme: dark){body{background:#101010}}";
    await send("reader@example.com", "With all there is", {
      html: `<!doctype html><html><head><meta name="color-scheme" content="light dark"><style>${style}</style>
        <script>document.title = "ran"; parent.document.title = "ran"</script></head><body onload="alert(1)">
        <h1>Good news</h1><img id="own" src="cid:desk@x" alt=""><img src="http://127.0.0.1:${port}/pixel.png" alt="">
        </body></html>`,
      attachments: [
        { filename: "desk.png", content: picture, cid: "desk@x" },
        { filename: "Invoice 7.pdf", content: "%PDF-" },
      ],
    });
    await line("With all there is").click();
    await frame().getByRole("heading", { name: "Good news" }).waitFor();
    await expect
      .poll(() =>
        frame()
          .locator("#own")
          .evaluate((img) => (img as unknown as { naturalWidth: number }).naturalWidth),
      )
      .toBe(390);
    expect(asked).toEqual([]);
    expect(await page.title()).not.toBe("ran");
    const widths = async () => frame().locator("body").evaluate("innerWidth");
    await article().getByRole("button", { name: "Phone" }).click();
    await expect.poll(widths).toBe(375);
    await article().getByRole("button", { name: "Desktop" }).click();
    await expect.poll(widths).toBe(720);
    const ground = () => frame().locator("body").evaluate("getComputedStyle(document.body).backgroundColor");
    expect(await ground()).toBe("rgb(255, 255, 255)");
    await article().getByRole("button", { name: "Dark" }).click();
    await expect.poll(ground).toBe("rgb(16, 16, 16)");
    await article().getByRole("button", { name: "Load them" }).click();
    await expect.poll(() => asked).toEqual(["/pixel.png"]);
    await page.getByRole("tab", { name: "Source" }).click();
    await article().getByText("Message-ID: <").waitFor();
    await page.getByRole("tab", { name: "Headers" }).click();
    await article().getByText("multipart/mixed").waitFor();
    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      article().getByRole("link", { name: "Invoice 7.pdf" }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe("Invoice 7.pdf");
    elsewhere.close();
  });

  it("answers as the recipient's side, and finds the mail among those in trouble", async () => {
    await send("bouncy@example.com", "To nobody");
    await line("To nobody").click();
    await article().getByText("what became of it").click();
    await article().getByText("delivered to bouncy@example.com").waitFor();
    await article().getByRole("button", { name: "Bounce" }).click();
    await article().getByText("bounced for good at bouncy@example.com: there is no such mailbox").waitFor();
    await article().getByRole("button", { name: "Call it spam" }).click();
    await article().getByText("bouncy@example.com called it spam").waitFor();
    await article().getByRole("button", { name: "bouncy@example.com" }).click();
    expect(await page.getByRole("searchbox").inputValue()).toBe("bouncy@example.com");
    await page.getByRole("button", { name: "Trouble" }).click();
    await line("To nobody").getByText("called spam").waitFor();
    expect(await list().getByRole("button").count()).toBe(1);
    // SES takes the next one, and sends it to nobody.
    await send("bouncy@example.com", "Once more");
    await line("Once more").getByText("bounced").waitFor();
  });

  it("reads on a wide screen beside the list, without serious faults of accessibility", async () => {
    await send("wide@example.com", "Side by side", { html: "<p>Hello</p>" });
    await line("Side by side").waitFor();
    await page.evaluate(axe);
    await page.getByRole("button", { name: "side by side" }).first().click();
    await line("Side by side").click();
    await article().getByText("what became of it").click();
    await list().waitFor();
    // What each screen looks like in the dark and on a phone, look.test.ts has; side by side there is only here.
    const { violations } = await page.evaluate(() => (globalThis as unknown as WithAxe).axe.run());
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(serious.map(({ id, nodes }) => `${id} at ${nodes[0]?.target.join(" ")}`)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    const overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
    expect(overflow).toBeLessThanOrEqual(0);
  });

  it("scrolls through hundreds of mails of which a screenful is drawn", async () => {
    await page.goto("about:blank");
    const count = 200;
    for (let from = 0; from < count; from += 20) await Promise.all(numbers(from, 20).map(sendPlain));
    await page.goto(rowbell.url);
    await page.getByRole("searchbox").fill("many.example");
    const size = () => list().getByRole("listitem").first().getAttribute("aria-setsize");
    await expect.poll(size).toBe(String(count));
    expect(await list().getByRole("listitem").count()).toBeLessThan(40);
    await page.locator(".mail-scroll").evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await list().locator(`[aria-posinset="${count}"]`).waitFor();
    await page.getByRole("searchbox").fill("p77@many");
    await line("Mail 77.").click();
    await page.getByRole("article", { name: "Mail 77." }).waitFor();
  });

  async function sendPlain(number: number): Promise<void> {
    const to = `p${number}@many.example`;
    const mime = `From: bell@example.com\r\nTo: ${to}\r\nSubject: Mail ${number}.\r\n\r\nHello\r\n`;
    const mail = { Source: "bell@example.com", Destinations: [to], RawMessage: { Data: Buffer.from(mime) } };
    await client.send(new SendRawEmailCommand(mail));
  }
});

const numbers = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);
