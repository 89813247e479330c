import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../local/page/open-browser.ts";
import { type RenderedFixture, renderFixtures } from "./render-fixtures.ts";
import { standalone } from "./standalone.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** Every kind of block and colour, on light and dark paper. */
const looked = /^(03|06|09|16|19|21|29|32)-/;

let browser: Browser | undefined;
let mails: RenderedFixture[];

beforeAll(async () => {
  browser = await openBrowser();
  mails = await renderFixtures();
}, 60_000);
afterAll(() => browser?.close());

async function openMails(
  options: { width: number; scheme: "light" | "dark" },
  look: (page: Page, mail: RenderedFixture) => Promise<void>,
): Promise<void> {
  const page = await (browser as Browser).newPage({
    viewport: { width: options.width, height: 600 },
    colorScheme: options.scheme,
  });
  await page.route(/^https?:/, (route) => route.abort());
  for (const mail of mails) {
    await page.setContent(standalone(mail.mail));
    await look(page, mail);
  }
  await page.close();
}

describe("the mails, in a browser", { timeout: 60_000 }, () => {
  it.each([320, 760])("are no wider than a screen of %i px", async (width) => {
    const wide: string[] = [];
    await openMails({ width, scheme: "light" }, async (page, { fixture }) => {
      if (await page.evaluate("document.documentElement.scrollWidth > innerWidth")) wide.push(fixture.name);
    });
    expect(wide).toEqual([]);
  });

  it.each(["light", "dark"] as const)("can be read on %s paper, by everybody", async (scheme) => {
    const found: string[] = [];
    await openMails({ width: 760, scheme }, async (page, { fixture }) => {
      if (!looked.test(fixture.name)) return;
      await page.addScriptTag({ content: axe });
      const run = "axe.run({ runOnly: ['wcag2a', 'wcag2aa'] })";
      const { violations } = (await page.evaluate(run)) as {
        violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
      };
      for (const { id, nodes } of violations)
        found.push(
          `${fixture.name}: ${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`)}`,
        );
    });
    expect(found).toEqual([]);
  });
});
