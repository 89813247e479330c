import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Client } from "@notionhq/client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startNotionEmulator } from "../../../../local/notion/emulator.ts";
import { aRow, aTable, aTitle, BOT, openWorld, page, query, TestClock, value, type World } from "../world.ts";

let world: World;
let sourceId: string;
beforeEach(async () => {
  world = await openWorld();
  ({ sourceId } = await aTable(world.notion, { Name: { title: {} }, Size: { number: {} } }));
  for (const name of ["a", "b", "c", "d", "e"]) await aRow(world.notion, sourceId, { Name: aTitle(name) });
});
afterEach(() => world.close());

const admin = (path: string, method = "GET", body?: object) =>
  fetch(`${world.emulator.url}/_admin/${path}`, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
const set = async (knobs: object) => expect((await admin("knobs", "POST", knobs)).status).toBe(200);
const names = () => query(world.notion, sourceId);

/** All pages of a query, the names of each. `between` happens after the first. */
async function scan(
  args: Omit<Parameters<typeof world.notion.dataSources.query>[0], "data_source_id">,
  between?: () => Promise<unknown>,
): Promise<string[][]> {
  const pages: string[][] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const answer = await world.notion.dataSources.query({
      data_source_id: sourceId,
      ...args,
      ...(cursor && { start_cursor: cursor }),
    });
    pages.push(
      answer.results.map(
        (row) => (value(row as never, "Name") as { plain_text: string }[])[0]?.plain_text ?? "",
      ),
    );
    cursor = answer.next_cursor;
    if (pages.length === 1) await between?.();
  }
  return pages;
}

async function rowNamed(name: string): Promise<string> {
  const filter = { property: "Name", title: { equals: name } };
  const { results } = await world.notion.dataSources.query({ data_source_id: sourceId, filter });
  return results[0]?.id ?? "";
}

const rename = async (name: string, to: string) =>
  world.notion.pages.update({ page_id: await rowNamed(name), properties: { Name: aTitle(to) } });

describe("the knobs' address", () => {
  test("shows them, sets them and turns them off", async () => {
    await set({ plan: "business" });
    expect(await (await admin("knobs")).json()).toMatchObject({ plan: "business", cursors: "row" });
    expect(await (await admin("knobs", "DELETE")).json()).toMatchObject({ plan: "none" });
    const refused = await admin("knobs", "POST", { plan: "gold" });
    expect([refused.status, await refused.json()]).toEqual([
      400,
      expect.objectContaining({ message: expect.stringContaining('body.plan should be `"none"`') }),
    ]);
  });

  test("ends a failure that was asked for, too, when it turns all off", async () => {
    await admin("fail", "POST", { times: 9, status: 500 });
    await expect(world.notion.users.me({})).rejects.toMatchObject({ status: 500 });
    await admin("knobs", "DELETE");
    await world.notion.users.me({});
  });

  test("takes no form of another site's page", async () => {
    const answer = await fetch(`${world.emulator.url}/_admin/knobs`, {
      method: "POST",
      body: '{"plan":"free"}',
    });

    expect(answer.status).toBe(400);
  });
});

describe("a scan while rows are edited", () => {
  const sorts = [{ property: "Name", direction: "ascending" } as const];
  const toTheEnd = () => rename("c", "z");

  test.each([
    ["row", [["a", "b"], ["z"]]],
    ["position", [["a", "b"], ["d", "e"], ["z"]]],
    ["session", [["a", "b"], ["z", "d"], ["e"]]],
  ])("goes on by %s", async (cursors, expected) => {
    await set({ cursors });

    expect(await scan({ sorts, page_size: 2 }, toTheEnd)).toEqual(expected);
  });

  test("skips a row by position when one before it goes", async () => {
    await set({ cursors: "position" });
    const trash = async () => world.notion.pages.update({ page_id: await rowNamed("a"), in_trash: true });

    expect(await scan({ sorts, page_size: 2 }, trash)).toEqual([
      ["a", "b"],
      ["d", "e"],
    ]);
  });

  test("keeps its session among the archived rows, too", async () => {
    await set({ cursors: "session" });
    for (const name of ["a", "b", "c"]) {
      const { id } = await page(world.notion, await rowNamed(name));
      await world.notion.pages.update({ page_id: id, is_archived: true });
    }
    const archived = async (start_cursor?: unknown) => {
      const body = JSON.stringify({ is_archived: true, page_size: 2, start_cursor });
      const url = `${world.emulator.url}/v1/data_sources/${sourceId}/query`;
      const headers = { ...HEADERS, "content-type": "application/json" };
      const answer = await fetch(url, { method: "POST", headers, body });
      return (await answer.json()) as { results: unknown[]; next_cursor: unknown };
    };
    const first = await archived();
    expect([first.results.length, (await archived(first.next_cursor)).results.length]).toEqual([2, 1]);
  });

  test("keeps its session in the trash's absence, and no session for ever", async () => {
    await set({ cursors: "session" });
    const trash = async () => world.notion.pages.update({ page_id: await rowNamed("d"), in_trash: true });

    expect(await scan({ sorts, page_size: 2 }, trash)).toEqual([["a", "b"], ["c"], ["e"]]);
    const { next_cursor } = await world.notion.dataSources.query({ data_source_id: sourceId, page_size: 1 });
    await world.restart();
    await expect(query(world.notion, sourceId, { start_cursor: next_cursor ?? "" })).rejects.toThrow(
      "The start_cursor provided is invalid",
    );
  });
});

describe("the pages of a query", () => {
  test("are short or empty now and then, and give every row once", async () => {
    await set({ shortPages: 0.5, emptyPages: 0.3 });
    const sizes = new Set<number>();
    for (let i = 0; i < 5; i++) {
      const pages = await scan({ page_size: 3 });
      expect(pages.flat()).toEqual(["a", "b", "c", "d", "e"]);
      for (const one of pages.slice(0, -1)) sizes.add(one.length);
    }

    expect([...sizes].toSorted()).toEqual([0, 1, 2, 3]);
  });

  test("come in another order at each scan without sorts, each row once", async () => {
    await set({ shuffleUnsorted: true });
    const scans = [];
    for (let i = 0; i < 5; i++) scans.push((await scan({ page_size: 2 })).flat());

    for (const one of scans) expect(one.toSorted()).toEqual(["a", "b", "c", "d", "e"]);
    expect(new Set(scans.map(String)).size).toBeGreaterThan(1);
    const sorts = [{ property: "Name", direction: "descending" } as const];
    expect((await scan({ sorts })).flat()).toEqual(["e", "d", "c", "b", "a"]);
  });
});

describe("index lag", () => {
  test("shows queries the rows of before, while single reads are fresh", async () => {
    await set({ indexLagSeconds: 30 });
    const changed = await rowNamed("a");
    await rename("a", "new name");
    await aRow(world.notion, sourceId, { Name: aTitle("new row") });
    await world.notion.pages.update({ page_id: await rowNamed("b"), in_trash: true });

    expect(await names()).toEqual(["a", "b", "c", "d", "e"]);
    expect(value(await page(world.notion, changed), "Name")).toMatchObject([{ plain_text: "new name" }]);
    world.clock.pass(31);
    expect(await names()).toEqual(["new name", "c", "d", "e", "new row"]);
  });

  test("also before the first query, and ends with the knob", async () => {
    await world.restart();
    await set({ indexLagSeconds: 30 });
    await aRow(world.notion, sourceId, { Name: aTitle("f") });

    expect(await names()).toEqual(["a", "b", "c", "d", "e"]);
    await set({ indexLagSeconds: 0 });
    expect(await names()).toEqual(["a", "b", "c", "d", "e", "f"]);
  });
});

test("nothing is held back once the knobs are off, whatever the clock did", async () => {
  await set({ indexLagSeconds: 30, staleReadSeconds: 30 });
  const { id } = await aRow(world.notion, sourceId, { Name: aTitle("f") });
  world.clock.pass(-3600);
  await admin("knobs", "DELETE");

  expect((await page(world.notion, id)).id).toBe(id);
  expect(await names()).toEqual(["a", "b", "c", "d", "e", "f"]);
});

test("stale reads show single rows as they were, and new ones not at all", async () => {
  const id = await rowNamed("a");
  await set({ staleReadSeconds: 10 });
  await rename("a", "one");
  world.clock.pass(5);
  await rename("one", "two");
  const { id: newId } = await aRow(world.notion, sourceId, { Name: aTitle("f") });
  const nameNow = async () => value(await page(world.notion, id), "Name");

  expect(await nameNow()).toMatchObject([{ plain_text: "a" }]);
  await expect(page(world.notion, newId)).rejects.toMatchObject({ code: "object_not_found" });
  world.clock.pass(5);
  expect(await nameNow()).toMatchObject([{ plain_text: "one" }]);
  world.clock.pass(5);
  expect(await nameNow()).toMatchObject([{ plain_text: "two" }]);
  expect((await page(world.notion, newId)).id).toBe(newId);
});

const HEADERS = { authorization: "Bearer ntn_bot", "notion-version": "2026-03-11" };

describe("rate limits", () => {
  const ask = (token: string) =>
    fetch(`${world.emulator.url}/v1/users/me`, {
      headers: { authorization: `Bearer ${token}`, "notion-version": "2026-03-11" },
    });
  const statuses = async (times: number, token: string) => {
    const answers = await Promise.all(Array.from({ length: times }, () => ask(token)));
    return answers.map(({ status }) => status);
  };

  test("count each connection by the plan, in windows of a minute", async () => {
    await set({ plan: "plus" });
    const seen = await statuses(182, "ntn_bot");
    const refused = await ask("ntn_bot");

    expect(seen.filter((status) => status === 200)).toHaveLength(180);
    expect(refused.status).toBe(429);
    // The clock stands 30 seconds and 456 ms into its minute.
    expect(refused.headers.get("retry-after")).toBe("30");
    expect(await refused.json()).toMatchObject({
      code: "rate_limited",
      additional_data: { rate_limit_reason: "public_api_request_rate_limit", retry_after: "30" },
    });
    expect(await statuses(1, "ntn_ada")).toEqual([200]);
    world.clock.pass(30);
    expect(await statuses(1, "ntn_bot")).toEqual([200]);
  });

  test("count a connection once, whatever its token", async () => {
    await world.close();
    world = await openWorld({ tokens: { ntn_bot: BOT.id, ntn_other: BOT.id } });
    await set({ plan: "free" });
    await statuses(180, "ntn_bot");

    expect(await statuses(1, "ntn_other")).toEqual([429]);
  });

  test("count the workspace over all connections", async () => {
    await set({ workspaceLimit: 3 });
    expect(await statuses(2, "ntn_bot")).toEqual([200, 200]);
    expect((await statuses(2, "ntn_ada")).toSorted()).toEqual([200, 429]);
    const refused = (await (await ask("ntn_bot")).json()) as { additional_data: object };

    expect(refused.additional_data).toMatchObject({
      rate_limit_reason: "public_api_space_request_rate_limit",
    });
  });
});

describe("failures", () => {
  test("come in bursts, before anything is done", async () => {
    await set({ burstChance: 1, burstLength: 2, burstStatus: "529", burstRetryAfterSeconds: 7 });
    const answer = await fetch(`${world.emulator.url}/v1/pages`, { method: "POST" });
    await set({ burstChance: 0 });

    expect([answer.status, answer.headers.get("retry-after")]).toEqual([529, "7"]);
    expect(await answer.json()).toMatchObject({ code: "service_overload" });
    expect(await names()).toHaveLength(5);
  });

  test("last as long as a burst, then stop until the next", async () => {
    await set({ seed: 3, burstChance: 0.2, burstLength: 3 });
    const seen: boolean[] = [];
    for (let i = 0; i < 40; i++)
      seen.push(
        await names().then(
          () => true,
          () => false,
        ),
      );
    const runs = seen
      .map((ok) => (ok ? " " : "x"))
      .join("")
      .trim()
      .split(/ +/);

    expect(runs.length).toBeGreaterThan(1);
    expect(runs.slice(0, -1).every((run) => run.length % 3 === 0)).toBe(true);
  });

  test("may hide a write that was saved", async () => {
    await set({ failAfterCommit: 1 });
    const creating = aRow(world.notion, sourceId, { Name: aTitle("f") });

    await expect(creating).rejects.toMatchObject({ code: "service_unavailable", status: 503 });
    const error = await creating.catch(
      (thrown: { body: string }) => JSON.parse(thrown.body) as { additional_data: object },
    );
    expect(await names()).toEqual(["a", "b", "c", "d", "e", "f"]);
    expect(error).toMatchObject({
      message: expect.stringContaining("The change was saved"),
      additional_data: { committed_resource_id: await rowNamed("f"), retry_guidance: expect.any(Array) },
    });
  });

  test("may break off in the middle of an answer", async () => {
    await set({ cutChance: 1 });
    const answer = await fetch(`${world.emulator.url}/v1/users/me`, { headers: HEADERS });
    await expect(answer.text()).rejects.toThrow("terminated");
    await expect(names()).rejects.toThrow();
    await set({ cutChance: 0 });

    expect(await names()).toHaveLength(5);
  });

  test("may make an answer late", async () => {
    await world.close();
    // The workspace's own time stands still.
    world = await openWorld({ later: () => {} });
    const order: string[] = [];
    await set({ slowChance: 1, slowMilliseconds: 700 });
    const slow = world.notion.users.me({}).then(() => order.push("slow"));
    await setTimeout(100);
    await set({ slowChance: 0 });
    await world.ada.users.me({}).then(() => order.push("quick"));
    await slow;

    expect(order).toEqual(["quick", "slow"]);
  });
});

describe("a snapshot over the admin address", () => {
  test("is taken, put back and emptied", async () => {
    const snapshot = (await (await admin("snapshot")).json()) as object;
    await rename("a", "changed");
    expect((await admin("snapshot", "PUT", snapshot)).status).toBe(200);
    expect(await names()).toEqual(["a", "b", "c", "d", "e"]);
    expect((await admin("snapshot", "PUT", { format: 99, entities: [] })).status).toBe(400);
    expect((await admin("snapshot", "DELETE")).status).toBe(200);
    await expect(names()).rejects.toMatchObject({ code: "object_not_found" });
  });

  test("and knobs come from a seed file, the workspace only into an empty one", async () => {
    const seed = join(world.folder, "seed.json");
    const workspace = (await (await admin("snapshot")).json()) as object;
    writeFileSync(seed, JSON.stringify({ knobs: { plan: "free" }, workspace }));
    const options = { port: 0, clock: new TestClock(), tokens: { ntn_bot: BOT.id }, users: [BOT] };
    const dataFile = join(world.folder, "sown.db");
    for (const start of ["first", "second"]) {
      const emulator = await startNotionEmulator({ ...options, dataFile, seed });
      const notion = new Client({ auth: "ntn_bot", baseUrl: emulator.url, notionVersion: "2026-03-11" });
      expect(await query(notion, sourceId), start).toHaveLength(start === "first" ? 5 : 6);
      expect(await (await fetch(`${emulator.url}/_admin/knobs`)).json()).toMatchObject({ plan: "free" });
      if (start === "first") await aRow(notion, sourceId, { Name: aTitle("kept") });
      await emulator.close();
    }
    for (const [content, fault] of [
      ['{"knobs":{"nope":1}}', "body failed validation: body.nope"],
      ['{"workspaces":{}}', "seed failed validation: seed.workspaces should be not present"],
      ['{"workspace":{}}', "a snapshot is an object with"],
      ["{", "Expected property name"],
    ] as const) {
      writeFileSync(seed, content);
      const starting = startNotionEmulator({ ...options, dataFile: join(world.folder, "new.db"), seed });
      await expect(starting).rejects.toThrow(`cannot read the seed file ${seed}: ${fault}`);
    }
  });
});
