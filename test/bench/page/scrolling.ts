import type { Browser } from "playwright-core";

type Scrolled = {
  /** Milliseconds from frame to frame: of an empty page, and of the table. */
  floor: number[];
  frames: number[];
  longTasks: number[];
  /** Milliseconds of scripts, styles and layout for each frame. */
  work: number;
  /** The most rows that were drawn at once. */
  drawn: number;
};

/** So many pixels a frame: about two thousand a second, as fast as one can still read. */
const step = 36;
const floorFrames = 200;
const counted = ["ScriptDuration", "RecalcStyleDuration", "LayoutDuration"];

/** Scrolls the table from its first row to its last, as a wheel does. */
export async function scrolling(browser: Browser, url: string): Promise<Scrolled> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 800 } });
  const page = await context.newPage();
  const floor = await page.evaluate<number[]>(`new Promise((resolve) => {
    const gaps = [];
    let before = performance.now();
    requestAnimationFrame(function frame() {
      const now = performance.now();
      gaps.push(now - before);
      before = now;
      if (gaps.length < ${floorFrames}) requestAnimationFrame(frame);
      else resolve(gaps);
    });
  })`);
  await page.goto(url);
  await page.locator("tbody tr").first().waitFor();
  await page.waitForTimeout(1_000);
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable");
  const worked = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    const parts = metrics.filter(({ name }) => counted.includes(name));
    return parts.reduce((sum, { value }) => sum + value * 1_000, 0);
  };
  const before = await worked();
  const scrolled = await page.evaluate<Omit<Scrolled, "floor" | "work">>(`new Promise((resolve) => {
    const panel = document.querySelector(".table-panel");
    const frames = [];
    const longTasks = [];
    let drawn = 0;
    new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((task) => task.duration)))
      .observe({ type: "longtask" });
    let before = performance.now();
    let still = 0;
    requestAnimationFrame(function frame() {
      const now = performance.now();
      frames.push(now - before);
      before = now;
      const place = panel.scrollTop;
      panel.scrollTop += ${step};
      drawn = Math.max(drawn, document.querySelectorAll("tbody tr").length);
      // At the end, or where the next rows are still on their way.
      still = panel.scrollTop === place ? still + 1 : 0;
      if (still < 60) requestAnimationFrame(frame);
      else resolve({ frames: frames.slice(0, -60), longTasks, drawn });
    });
  })`);
  const work = ((await worked()) - before) / scrolled.frames.length;
  await context.close();
  return { floor, work, ...scrolled };
}
