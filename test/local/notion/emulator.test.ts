import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@notionhq/client";
import { afterAll, describe, expect, test } from "vitest";
import { startNotionEmulator } from "../../../local/notion/emulator.ts";
import { ADA, aRow, aTable, aTitle, BOT, openWorld, page, query, TestClock, value } from "./world.ts";

const folder = mkdtempSync(join(tmpdir(), "notion-"));
afterAll(() => rmSync(folder, { recursive: true }));

const start = (dataFile: string, port = 0) =>
  startNotionEmulator({ port, dataFile, clock: new TestClock(), tokens: { t: BOT.id }, users: [BOT, ADA] });

describe("the emulator's state", () => {
  test("is the same after a restart", async () => {
    const world = await openWorld();
    const { sourceId } = await aTable(world.notion, { Name: { title: {} }, No: { unique_id: {} } });
    const one = await aRow(world.notion, sourceId, { Name: aTitle("one") });
    await aRow(world.notion, sourceId, { Name: aTitle("two") });
    await world.notion.pages.update({ page_id: one.id, properties: { Name: aTitle("uno") } });
    const before = await page(world.notion, one.id);
    await world.restart();
    const three = await aRow(world.notion, sourceId, { Name: aTitle("three") });

    expect({ ...(await page(world.notion, one.id)), request_id: "" }).toEqual({ ...before, request_id: "" });
    expect(value(three, "No")).toMatchObject({ number: 3 });
    const sorts = [{ timestamp: "last_edited_time", direction: "ascending" } as const];
    expect(await query(world.notion, sourceId, { sorts })).toEqual(["two", "uno", "three"]);
    await world.close();
  });

  test("has every acknowledged write after kill -9", async () => {
    const dataFile = join(folder, "killed.db");
    const source = new URL("../../../local/notion/emulator.ts", import.meta.url).href;
    const script = `
      const { startNotionEmulator } = await import(${JSON.stringify(source)});
      const options = ${JSON.stringify({ port: 0, dataFile, tokens: { t: BOT.id }, users: [BOT, ADA] })};
      const { url } = await startNotionEmulator({ ...options, clock: { now: () => new Date(0) } });
      console.log(url);`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [url] = await once(child.stdout, "data");
    const auth = { auth: "t", notionVersion: "2026-03-11" };
    const notion = new Client({ ...auth, baseUrl: String(url).trim() });
    const { sourceId } = await aTable(notion, { Name: { title: {} } });
    for (let i = 0; i < 20; i++) await aRow(notion, sourceId, { Name: aTitle(`${i}`) });
    child.kill("SIGKILL");
    await once(child, "exit");
    const emulator = await start(dataFile);
    const rows = await query(new Client({ ...auth, baseUrl: emulator.url }), sourceId);
    await emulator.close();

    expect(rows).toHaveLength(20);
  });
});

describe("starting the emulator", () => {
  test("fails with the system's error when the port is taken", async () => {
    const first = await start(join(folder, "first.db"));
    const port = Number(new URL(first.url).port);

    await expect(start(join(folder, "second.db"), port)).rejects.toMatchObject({ code: "EADDRINUSE" });
    await first.close();
  });

  test("fails with the name of a file it cannot read", async () => {
    const dataFile = join(folder, "corrupt.db");
    writeFileSync(dataFile, "this is no database, and long enough to have a header of its own ".repeat(100));

    await expect(start(dataFile)).rejects.toThrow(
      `cannot open the Notion workspace in ${dataFile}: file is not`,
    );
  });

  test("fails when another emulator has the file open", async () => {
    const dataFile = join(folder, "shared.db");
    const first = await start(dataFile);

    await expect(start(dataFile)).rejects.toThrow(/database is locked/);
    await first.close();
  });
});
