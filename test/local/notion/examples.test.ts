import { type ChildProcess, execFile, spawn } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { aRow, aTable, aText, aTitle, BOT, openWorld, page, type World } from "./world.ts";

const folder = join(import.meta.dirname, "../../../docs/examples");
const programs = readdirSync(folder).filter((name) => name.endsWith(".ts") && name !== "notion.ts");
const ran = new Set<string>();

let world: World;
let pageId: string;

beforeAll(async () => {
  world = await openWorld({ queryCap: 40, later: (_, work) => setTimeout(work, 10) });
  pageId = await aPage();
});
afterAll(() => world.close());

async function aPage(): Promise<string> {
  const { id } = await world.notion.pages.create({
    parent: { workspace: true },
    properties: { title: aTitle("Kitchen") },
  });
  return id;
}

function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, NOTION_BASE_URL: world.emulator.url, NOTION_TOKEN: "ntn_bot" };
}

/** @returns what the program printed, line by line. @throws when it fails. */
async function run(program: string, ...args: string[]): Promise<string[]> {
  ran.add(program);
  const { stdout } = await promisify(execFile)(process.execPath, [join(folder, program), ...args], {
    env: environment(),
  });
  return stdout.trimEnd().split("\n");
}

describe("the examples", () => {
  test("create a database, fill it and query it", async () => {
    const lines = await run("create-a-database.ts", pageId);
    const sourceId = lines[1]?.split(" ").at(-1) ?? "";

    expect(lines).toEqual([expect.stringMatching(/^database [0-9a-f-]{36}$/), `data source ${sourceId}`]);
    expect(await run("add-rows-and-query.ts", sourceId)).toEqual(["Cherries: 4.5", "Pears: 2.2"]);
  });

  test("append blocks to a page", async () => {
    expect(await run("append-blocks.ts", await aPage())).toEqual([
      "heading_2: Shopping",
      "to_do: Pears",
      "to_do: Milk",
      "toggle: Why pears?",
      "  paragraph: They were on offer.",
    ]);
  });

  test("read a large table past the cap", async () => {
    const { sourceId } = await aTable(world.notion, { Name: { title: {} } }, "Large");
    for (let n = 0; n < 130; n += 1) {
      if (n % 10 === 0) world.clock.pass(60);
      await aRow(world.notion, sourceId, { Name: aTitle(`Row ${n}`) });
    }
    const capped = await world.notion.dataSources.query({ data_source_id: sourceId });

    expect(capped).toMatchObject({ has_more: false, request_status: { type: "incomplete" } });
    expect(await run("read-a-large-table.ts", sourceId)).toEqual(["130 rows"]);
  });

  test("parse a page by the ids of its properties", async () => {
    const other = await aTable(world.notion, { Name: { title: {} } }, "Other");
    const { sourceId } = await aTable(world.notion, {
      Name: { title: {} },
      Notes: { rich_text: {} },
      Tags: { multi_select: {} },
      Sold: { checkbox: {} },
      Due: { date: {} },
      Others: { relation: { data_source_id: other.sourceId, single_property: {} } },
      Site: { url: {} },
    });
    const ids: string[] = [];
    for (let n = 0; n < 30; n += 1)
      ids.push((await aRow(world.notion, other.sourceId, { Name: aTitle(`${n}`) })).id);
    const row = await aRow(world.notion, sourceId, {
      Name: aTitle("A row"),
      Notes: aText("Some words"),
      Tags: { multi_select: [{ name: "a" }, { name: "b" }] },
      Sold: { checkbox: true },
      Due: { date: { start: "2026-11-01", end: "2026-11-03" } },
      Others: { relation: ids.map((id) => ({ id })) },
      Site: { url: "https://example.com" },
    });
    const lines = await run("parse-a-page-by-property-ids.ts", row.id);
    const shown = Object.fromEntries(lines.map((line) => /\((\w+), \w+\): (.*)$/.exec(line)?.slice(1) ?? []));

    expect(lines[0]).toMatch(/^title \(Name, title\): A row$|^\S+ \(/);
    expect(shown).toEqual({
      Name: "A row",
      Notes: "Some words",
      Tags: "a, b",
      Sold: "yes",
      Due: "2026-11-01 to 2026-11-03",
      Others: ids.join(", "),
      Site: '"https://example.com"',
    });
  });

  test("comment on a page", async () => {
    expect(await run("comment-on-a-page.ts", await aPage())).toEqual([
      "Rowbell: Are the pears ripe?",
      "Rowbell: Not yet.",
    ]);
  });

  test("upload a file", async () => {
    const file = join(world.folder, "list.txt");
    writeFileSync(file, "Milk, pears");

    expect(await run("upload-a-file.ts", await aPage(), file)).toEqual([
      expect.stringMatching(/^11 bytes until 20/),
    ]);
  });

  test("mail each change of a status once, over restarts, and two within a minute", async () => {
    const { sourceId } = await aTable(world.notion, { Name: { title: {} }, State: { select: {} } }, "Orders");
    const state = (name: string) => ({ State: { select: { name } } });
    const { id } = await aRow(world.notion, sourceId, { Name: aTitle("Tea"), ...state("Open") });
    const file = join(world.folder, "mail.json");
    const read = async () =>
      (await run("mail-on-change.ts", sourceId, "State", file, "0")).map((line) =>
        line.replace(/^mail <.*>: /, ""),
      );
    const set = (name: string) => world.ada.pages.update({ page_id: id, properties: state(name) });

    expect(await read()).toEqual([""]);
    await set("Packed");
    expect(await read()).toEqual(["Tea: Open → Packed"]);
    // In the same minute: last_edited_time stays what it is.
    const before = (await page(world.notion, id)).last_edited_time;
    await set("Sent");
    expect((await page(world.notion, id)).last_edited_time).toBe(before);
    expect(await read()).toEqual(["Tea: Packed → Sent"]);
    world.clock.pass(3600);
    expect(await read()).toEqual([""]);
    await aRow(world.notion, sourceId, { Name: aTitle("Cups"), ...state("Open") });
    await world.ada.pages.update({ page_id: id, properties: { Name: aTitle("Green tea") } });
    expect(await read()).toEqual(["Cups: new → Open"]);
  });

  test("receive webhook events, each once, and no forged ones", async () => {
    ran.add("receive-webhooks.ts");
    const child = spawn(process.execPath, [join(folder, "receive-webhooks.ts"), "0"], { env: environment() });
    try {
      const printed = linesOf(child);
      const port = await vi.waitFor(
        () => /^listening on (\d+)$/m.exec(printed())?.[1] ?? Promise.reject(new Error(printed())),
        10_000,
      );
      const url = `http://127.0.0.1:${port}/`;
      await form({ action: "create", url, bot: BOT.id, type: "page.created" });
      const token = /paste this token: (\S+)/.exec(printed())?.[1] ?? "";
      const subscriptions = await (await fetch(`${world.emulator.url}/_webhooks`)).text();
      await form({ action: "verify", id: /name="id" value="([^"]+)"/.exec(subscriptions)?.[1] ?? "", token });
      const forged = await fetch(url, { method: "POST", body: '{"id":"1","entity":{"type":"page"}}' });
      const { id } = await world.ada.pages.create({
        parent: { workspace: true },
        properties: { title: aTitle("New") },
      });
      const created = await vi.waitFor(() => {
        const found = printed().match(/page\.created: .*/g);
        return found ?? Promise.reject(new Error(printed()));
      }, 10_000);

      expect(forged.status).toBe(401);
      expect(created).toEqual([`page.created: https://app.notion.com/p/New-${id.replaceAll("-", "")}`]);
    } finally {
      child.kill();
    }
  });

  test("are all run here, and named in their README", () => {
    const readme = readFileSync(join(folder, "README.md"), "utf8");

    expect([...ran].toSorted()).toEqual(programs.toSorted());
    for (const program of programs) expect(readme).toContain(`](${program})`);
  });
});

function form(fields: Record<string, string>): Promise<Response> {
  return fetch(`${world.emulator.url}/_webhooks`, {
    method: "POST",
    body: new URLSearchParams(fields),
    redirect: "manual",
  });
}

function linesOf(child: ChildProcess): () => string {
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      text += chunk;
    });
  }
  return () => text;
}
