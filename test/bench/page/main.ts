import { loadavg } from "node:os";
import type { Browser } from "playwright-core";
import { makeRow, makeTable, textWith } from "../../local/page/make-table.ts";
import { openBrowser } from "../../local/page/open-browser.ts";
import { type LocalRowbell, startLocal } from "../../support/local-rowbell.ts";
import { type Line, median, ms, printTable, times } from "../table.ts";
import { loading } from "./loading.ts";
import { scrolling } from "./scrolling.ts";

/** `npm run bench:page`: the page in headless Chromium, whose frames are drawn without a graphics card. */

const opened = 11;
const rows = 1_000;

console.log(`Load of the machine: ${loadavg()[0]?.toFixed(1)}\n`);
const rowbell = await startLocal();
const browser = await openBrowser();
try {
  printTable([...(await opening(browser, rowbell)), ...(await scrollingDown(browser, rowbell))]);
} finally {
  await browser.close();
  await rowbell.stop();
}

async function opening(on: Browser, { url }: LocalRowbell): Promise<Line[]> {
  const floors: number[] = [];
  const first: number[] = [];
  const again: number[] = [];
  for (let round = 0; round < opened; round += 1) {
    const context = await on.newContext({ viewport: { width: 1440, height: 800 } });
    floors.push((await loading(context, `${url}/api/health`, "body")).shown);
    first.push((await loading(context, `${url}/`, "tbody tr")).shown);
    again.push((await loading(context, `${url}/`, "tbody tr")).shown);
    await context.close();
  }
  const floor = median(floors);
  const line = (what: string, taken: number[]): Line => ({
    what,
    value: ms(median(taken)),
    floor: ms(floor),
    ratio: times(median(taken) / floor),
    aim: "< 1 s",
  });
  return [
    line("from nothing until the orders are drawn (floor: a page of plain text)", first),
    line("the same once more in the same browser", again),
  ];
}

async function scrollingDown(on: Browser, from: LocalRowbell): Promise<Line[]> {
  const sourceId = await makeParts(from);
  const { floor, frames, longTasks, work, drawn } = await scrolling(on, `${from.url}/#/source/${sourceId}`);
  const over = (limit: number) => frames.filter((gap) => gap > limit).length;
  const share = (count: number) => `${((100 * count) / frames.length).toFixed(1)} %`;
  return [
    {
      what: `a frame while ${rows} rows are scrolled, ${frames.length} frames, at most ${drawn} rows drawn (floor: an empty page)`,
      value: ms(median(frames)),
      floor: ms(median(floor)),
      ratio: times(median(frames) / median(floor)),
      aim: "1 ×",
    },
    { what: "of it scripts, styles and layout", value: ms(work), aim: "< 8 ms" },
    { what: "frames later than 33 ms", value: share(over(33.4)), floor: share(0), aim: "< 5 %" },
    {
      what: "tasks longer than 50 ms meanwhile, and the longest",
      value: `${longTasks.length}, ${ms(Math.max(0, ...longTasks))}`,
      aim: "few",
    },
  ];
}

async function makeParts(at: LocalRowbell): Promise<string> {
  const options = ["Oak", "Ash", "Walnut"].map((name) => ({ name }));
  const id = await makeTable(at, "Parts", {
    Name: { title: {} },
    Weight: { number: {} },
    Wood: { select: { options } },
    Labels: { multi_select: { options } },
    Due: { date: {} },
    Done: { checkbox: {} },
    Note: { rich_text: {} },
    Link: { url: {} },
  });
  const makers = Array.from({ length: 8 }, async (_, maker) => {
    for (let part = maker; part < rows; part += 8) {
      await makeRow(at, id, {
        Name: { title: textWith(`Part ${part}`) },
        Weight: { number: part },
        Wood: { select: options[part % 3] },
        Labels: { multi_select: options.slice(part % 3) },
        Due: { date: { start: "2026-05-03" } },
        Done: { checkbox: part % 2 === 0 },
        Note: { rich_text: textWith(`Belongs to order ${part % 40}`) },
        Link: { url: `https://example.com/${part}` },
      });
    }
  });
  await Promise.all(makers);
  return id;
}
