import { execFileSync } from "node:child_process";
import { decodeSource } from "../../shared/adapters/notion/decode-source.ts";
import type { Json } from "../../shared/adapters/notion/json.ts";
import type { SourceSchema } from "../../shared/domain/row.ts";
import { demo } from "../support/demo.ts";
import { type LocalRowbell, newFolder, startLocal } from "../support/local-rowbell.ts";
import { type Line, median, ms } from "./table.ts";

const starts = 5;
const edits = 15;

/** `npm start` from outside: how soon its page answers, how soon an edit is a mail, what it asks of Notion, its memory. */
export async function benchLocal(): Promise<{ lines: Line[]; answer: string; source: SourceSchema }> {
  const lines: Line[] = [await startUp()];
  const rowbell = await startLocal({ ROWBELL_CLOCK: "manual" });
  const workspace = demo(rowbell);
  await workspace.poll();
  lines.push(await editToInbox(rowbell), ...(await idleRequests(rowbell)), memory(rowbell));
  const { answer, source } = await page(rowbell);
  await rowbell.stop();
  return { lines, answer, source };
}

async function startUp(): Promise<Line> {
  const first: number[] = [];
  const again: number[] = [];
  for (let round = 0; round < starts; round++) {
    const ROWBELL_DATA = newFolder();
    for (const taken of [first, again]) {
      const start = performance.now();
      const rowbell = await startLocal({ ROWBELL_DATA });
      await (await fetch(`${rowbell.url}/`)).text();
      await (await fetch(`${rowbell.url}/page.js`)).text();
      taken.push(performance.now() - start);
      await rowbell.stop();
    }
  }
  return {
    what: "start until the page and its script are there",
    value: `${ms(median(first))} (again: ${ms(median(again))})`,
    aim: "≤ 3 s",
  };
}

async function editToInbox(rowbell: LocalRowbell): Promise<Line> {
  const workspace = demo(rowbell);
  await workspace.addRule("Bench");
  await workspace.poll();
  const [order] = await workspace.packing();
  const taken: number[] = [];
  for (let edit = 0; edit < edits; edit++) {
    const known = (await workspace.inbox()).length;
    await workspace.setStatus(order ?? { id: "" }, edit % 2 === 0 ? "Delivered" : "Packing");
    const start = performance.now();
    const polling = workspace.poll();
    while ((await workspace.inbox()).length === known) await new Promise((resolve) => setTimeout(resolve, 2));
    taken.push(performance.now() - start);
    await polling;
  }
  return {
    what: "from the start of a poll until the mail is in the inbox",
    value: ms(median(taken)),
    aim: "< 1 s",
  };
}

/** Besides the request for the rules and the one for the demo's other source. */
async function idleRequests(rowbell: LocalRowbell): Promise<Line[]> {
  const workspace = demo(rowbell);
  for (const rule of await workspace.rules()) await workspace.edit(rule.id, { Watch: { rich_text: [] } });
  const health = await rowbell.get<{ demo: { ordersDatabaseId: string } }>("/api/health");
  const mention = { type: "mention", mention: { database: { id: health.demo.ordersDatabaseId } } };
  const [only] = await workspace.rules();
  for (const rule of (await workspace.rules()).slice(1))
    await rowbell.patch(`/workspace/v1/pages/${rule.id}`, { in_trash: true });
  await workspace.edit(only?.id ?? "", { Watch: { rich_text: [mention] } });
  const lines: Line[] = [];
  for (const count of [1, 20]) {
    while ((await workspace.rows("rulesDatabaseId")).length < count) await workspace.addRule("One more");
    const requests = await idlePoll(rowbell);
    lines.push({
      what: `Notion requests of an idle poll, ${count} rule${count === 1 ? "" : "s"} on one source`,
      value: `${requests - 1} + 1 for the Rules database`,
      aim: "1",
    });
  }
  return lines;
}

async function idlePoll(rowbell: LocalRowbell): Promise<number> {
  const workspace = demo(rowbell);
  await workspace.poll();
  const { now } = await rowbell.get<{ now: string }>("/api/health");
  await rowbell.post("/api/clock", { now: new Date(Date.parse(now) + 3_600_000).toISOString() });
  await workspace.poll();
  return (await workspace.poll()).notionRequests;
}

/** Resident memory of the process and of the database it started. */
function memory(rowbell: LocalRowbell): Line {
  const table = execFileSync("ps", ["-eo", "pid,ppid,rss,args"], { encoding: "utf8" });
  const all = table
    .trim()
    .split("\n")
    .slice(1)
    .map((row) => row.trim().split(/\s+/));
  const family = new Set([String(rowbell.pid)]);
  for (let before = 0; before !== family.size; ) {
    before = family.size;
    for (const [pid, ppid] of all) if (pid && ppid && family.has(ppid)) family.add(pid);
  }
  const kilobytes = all
    .filter(([pid]) => family.has(pid ?? ""))
    .reduce((sum, [, , rss]) => sum + Number(rss), 0);
  return {
    what: "memory of everything together after that",
    value: `${Math.round(kilobytes / 1024)} MB`,
    aim: "< 250 MB",
  };
}

/** A real query answer of 100 orders, and their source. */
async function page(rowbell: LocalRowbell): Promise<{ answer: string; source: SourceSchema }> {
  const workspace = demo(rowbell);
  const id = await workspace.sourceOf("ordersDatabaseId");
  const rows = await workspace.rows("ordersDatabaseId");
  const results = Array.from({ length: 100 }, (_, index) => ({
    ...rows[index % rows.length],
    id: `row-${index}`,
  }));
  const source = decodeSource(await rowbell.get<Json>(`/workspace/v1/data_sources/${id}`));
  return { answer: JSON.stringify({ object: "list", results, next_cursor: null, has_more: false }), source };
}
