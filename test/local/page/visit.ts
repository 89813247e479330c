import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import type { LocalRowbell } from "../../support/local-rowbell.ts";

/** The page in a window of its own, and what it complained of. */
export type Visit = { page: Page; errors: string[]; close(): Promise<void> };

/** Opens the page, or what a path after the `#` leads to. */
export async function visit(
  browser: Browser,
  rowbell: LocalRowbell,
  path = "",
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 800 },
    timezoneId: "UTC",
    ...options,
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.setDefaultTimeout(15_000);
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("requestfailed", (request) => {
    // The stream of events always ends unfinished, and a reload leaves what was asked just before it.
    if (!request.url().includes("/api/events") && request.failure()?.errorText !== "net::ERR_ABORTED")
      errors.push(`${request.url()} failed`);
  });
  await page.goto(`${rowbell.url}/${path && `#${path}`}`);
  return { page, errors, close: () => context.close() };
}

export const rowOf = (page: Page, title: string): Locator =>
  page.getByRole("row").filter({ has: page.locator("th[scope=row]", { hasText: title }) });

/** What has the focus of a cell. */
export const cellOf = (row: Locator, column: string): Locator =>
  row.locator(`[data-column="${column}"] [data-cell]`);
