import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, it } from "vitest";
import { type Author, setOut, steps } from "./author-walk.ts";
import { openBrowser } from "./open-browser.ts";

describe("somebody who writes their first rule", () => {
  let browser: Browser;
  let author: Author;

  beforeAll(async () => {
    browser = await openBrowser();
    author = await setOut(browser);
  });
  afterAll(async () => {
    await browser?.close();
    await author?.rowbell.stop();
  });

  // Each goes on from where the one before it ended.
  for (const { does, walk } of steps) it(does, () => walk(author));
});
