import type { BrowserContext } from "playwright-core";

/** When an element is there and the frame with it was drawn, in milliseconds since the page was asked for. */
export async function loading(
  context: BrowserContext,
  url: string,
  element: string,
): Promise<{ shown: number }> {
  const page = await context.newPage();
  await page.addInitScript(watch(element));
  await page.goto(url);
  const shown = await page.evaluate<number>("globalThis.isShown");
  await page.close();
  return { shown };
}

const watch = (element: string) => `
  globalThis.isShown = new Promise((resolve) => {
    const look = () => {
      if (!document.querySelector(${JSON.stringify(element)})) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { subtree: true, childList: true });
    look();
  });`;
