import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { openBrowser } from "../local/page/open-browser.ts";
import { type RenderedFixture, renderFixtures } from "./render-fixtures.ts";
import { standalone } from "./standalone.ts";

/** How each mail is looked at: on a desk and on a phone, by day and by night. */
const looks = [
  { name: "desk-light", width: 760, scheme: "light" },
  { name: "desk-dark", width: 760, scheme: "dark" },
  { name: "phone-light", width: 375, scheme: "light" },
  { name: "phone-dark", width: 375, scheme: "dark" },
] as const;

const folder = join(import.meta.dirname, "../../docs/images/mails");

/** `npm run mails`: pictures of all golden mails, on one sheet for each look. With a name, that mail alone, in full size. */
async function main(only: string | undefined): Promise<void> {
  const mails = (await renderFixtures()).filter(({ fixture }) => !only || fixture.name.includes(only));
  const browser = await openBrowser();
  try {
    for (const look of looks) await sheet(browser, look, mails, only);
  } finally {
    await browser.close();
  }
}

async function sheet(
  browser: Browser,
  { name, width, scheme }: (typeof looks)[number],
  mails: readonly RenderedFixture[],
  only: string | undefined,
): Promise<void> {
  const page = await browser.newPage({ viewport: { width, height: 200 }, colorScheme: scheme });
  // Nothing of the web is fetched for a picture.
  await page.route(/^https?:/, (route) => route.abort());
  const shots: string[] = [];
  for (const { mail } of mails) {
    await page.setContent(standalone(mail));
    const shot = await page.screenshot({ fullPage: true });
    shots.push(`<img width="${width / 2}" src="data:image/png;base64,${shot.toString("base64")}">`);
    if (only) writeFileSync(join("/tmp", `${only}-${name}.png`), shot);
  }
  await page.close();
  if (only) return;
  const columns = 6;
  const ground = scheme === "dark" ? "#0e0e0c" : "#d8d5ce";
  const board = await browser.newPage({ viewport: { width: columns * (width / 2 + 12) + 12, height: 200 } });
  await board.setContent(
    `<!doctype html><body style="margin:12px;background:${ground};columns:${columns};column-gap:12px">${shots.join("")}<style>img{display:block;margin:0 0 12px;break-inside:avoid}`,
  );
  mkdirSync(folder, { recursive: true });
  await board.screenshot({ path: join(folder, `${name}.jpg`), type: "jpeg", quality: 62, fullPage: true });
  await board.close();
}

await main(process.argv[2]);
