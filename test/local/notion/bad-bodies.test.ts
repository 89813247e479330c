import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aTable, aTitle, openWorld, type World } from "./world.ts";

let world: World;
let table: { pageId: string; databaseId: string; sourceId: string };

beforeAll(async () => {
  world = await openWorld();
  table = await aTable(world.notion, { Name: { title: {} }, Due: { date: {} }, Kind: { select: {} } });
});
afterAll(() => world.close());

async function send(method: string, path: string, body: unknown, version = "2026-03-11") {
  const response = await fetch(world.emulator.url + path, {
    method,
    headers: {
      authorization: "Bearer ntn_bot",
      "notion-version": version,
      "content-type": "application/json",
    },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const aRowWith = (properties: object) =>
  send("POST", "/v1/pages", { parent: { data_source_id: table.sourceId }, properties });

describe("a body with what the endpoint does not know", () => {
  const paths = (): [method: string, path: string, body: object][] => [
    ["POST", "/v1/databases", { parent: { page_id: table.pageId } }],
    ["PATCH", `/v1/databases/${table.databaseId}`, {}],
    ["POST", "/v1/data_sources", { parent: { database_id: table.databaseId }, properties: {} }],
    ["PATCH", `/v1/data_sources/${table.sourceId}`, {}],
    ["POST", `/v1/data_sources/${table.sourceId}/query`, {}],
    ["POST", "/v1/pages", { parent: { data_source_id: table.sourceId } }],
    ["PATCH", `/v1/pages/${table.pageId}`, {}],
    ["POST", `/v1/pages/${table.pageId}/move`, { parent: { page_id: table.pageId } }],
    ["PATCH", `/v1/blocks/${table.pageId}/children`, { children: [] }],
    ["POST", "/v1/search", {}],
    ["POST", "/v1/comments", { parent: { page_id: table.pageId }, rich_text: [] }],
    ["POST", "/v1/file_uploads", { filename: "a.txt" }],
  ];

  test("is refused by every endpoint, before anything is looked up or done", async () => {
    for (const [method, path, body] of paths()) {
      const answer = await send(method, path, { ...body, surprise: 1 });
      expect([path, answer.body.message]).toEqual([
        path,
        "body failed validation: body.surprise should be not present, instead was `1`.",
      ]);
    }
  });

  test("is refused by the oldest version's query, too", async () => {
    const path = `/v1/databases/${table.databaseId}/query`;
    expect(await send("POST", path, { filters: {} }, "2022-06-28")).toMatchObject({ status: 400 });
    expect(await send("POST", path, {}, "2022-06-28")).toMatchObject({ status: 200 });
  });

  test("is told even where what it names is not there", async () => {
    const path = "/v1/data_sources/00000000-0000-4000-8000-00000000dead/query";
    expect(await send("POST", path, { surprise: 1 })).toMatchObject({ status: 400 });
    expect(await send("POST", path, {})).toMatchObject({ status: 404 });
  });
});

describe("a body nested without end", () => {
  const deep = (open: string, close: string) => open.repeat(20_000) + close.repeat(20_000);

  test.each([
    ["a filter", () => `{"filter":${deep('{"and":[', "]}")}}`],
    ["a sort", () => `{"sorts":${deep("[", "]")}}`],
  ])("is refused as %s", async (_, body) => {
    const answer = await send("POST", `/v1/data_sources/${table.sourceId}/query`, body());
    expect(answer).toMatchObject({ status: 400, body: { code: "validation_error" } });
  });

  test("is refused as blocks and as a mention", async () => {
    const blocks = `{"children":${deep('[{"paragraph":{"rich_text":[],"children":', "}}]").replace(":}}", ":[]}}")}}`;
    expect(await send("PATCH", `/v1/blocks/${table.pageId}/children`, blocks)).toMatchObject({ status: 400 });
    const mention = `{"parent":{"workspace":true},"properties":{"title":{"title":[{"mention":{"link_preview":{"a":${deep("[", "]")}}}}]}}}`;
    expect(await send("POST", "/v1/pages", mention)).toMatchObject({ status: 400 });
  });
});

describe("a date", () => {
  test.each([
    "2026",
    "2026-05",
    "2026-02-30",
    "2026-13-01",
    "March 7",
    "1",
    "2026-05-01T25:00",
    "20260501",
    "",
  ])("is not %j", async (start) => {
    expect(await aRowWith({ Due: { date: { start } } })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("should be a valid ISO 8601 date string") },
    });
    const filter = { property: "Due", date: { equals: start } };
    const answer = await send("POST", `/v1/data_sources/${table.sourceId}/query`, { filter });
    expect(answer).toMatchObject({ status: 400 });
  });

  test.each([
    ["2024-02-29", "2024-02-29"],
    ["2026-05-01T10:00", "2026-05-01T10:00:00.000+00:00"],
    ["2026-05-01 10:00:30", "2026-05-01T10:00:30.000+00:00"],
    ["2026-05-01T10:00:00+0530", "2026-05-01T10:00:00.000+05:30"],
    ["2026-05-01T10:00:00.123456Z", "2026-05-01T10:00:00.123+00:00"],
  ])("may be %j", async (start, shown) => {
    const row = await aRowWith({ Due: { date: { start } } });
    expect(row.body).toMatchObject({ properties: { Due: { date: { start: shown } } } });
    const filter = { property: "Due", date: { equals: start } };
    const found = await send("POST", `/v1/data_sources/${table.sourceId}/query`, { filter });
    expect(found.body.results).toMatchObject([{ id: row.body.id }]);
  });

  test("of a month before the last of March is the last of February", async () => {
    world.clock.ms = Date.parse("2027-03-31T12:00:00Z");
    const row = await aRowWith({ Due: { date: { start: "2027-02-28" } } });
    const filter = { property: "Due", date: { equals: "one_month_ago" } };
    const found = await send("POST", `/v1/data_sources/${table.sourceId}/query`, { filter });
    expect(found.body.results).toMatchObject([{ id: row.body.id }]);
    const other = { property: "Due", date: { equals: "constructor" } };
    const refused = await send("POST", `/v1/data_sources/${table.sourceId}/query`, { filter: other });
    expect(refused.status).toBe(400);
  });
});

describe("an icon", () => {
  const icon = (given: unknown) => send("PATCH", `/v1/pages/${table.pageId}`, { icon: given });

  test("is answered with its type, whether or not the request had it", async () => {
    expect((await icon({ emoji: "🌱" })).body.icon).toEqual({ type: "emoji", emoji: "🌱" });
    expect((await icon({ emoji: "🇩🇪" })).body.icon).toEqual({ type: "emoji", emoji: "🇩🇪" });
    expect((await icon({ external: { url: "https://e.com/a.png" } })).body.icon).toEqual({
      type: "external",
      external: { url: "https://e.com/a.png" },
    });
    expect((await icon({ icon: { name: "pizza" } })).body.icon).toEqual({
      type: "icon",
      icon: { name: "pizza", color: "gray" },
    });
    expect((await icon(null)).body.icon).toBeNull();
  });

  test.each([{ type: "sticker", sticker: {} }, { emoji: "x" }, { emoji: 5 }, { icon: {} }, "🌱", {}])(
    "is not %j",
    async (given) => {
      expect(await icon(given)).toMatchObject({ status: 400, body: { code: "validation_error" } });
    },
  );

  test("that is an emoji is no cover", async () => {
    const answer = await send("PATCH", `/v1/pages/${table.pageId}`, { cover: { emoji: "🌱" } });
    expect(answer.body.message).toContain("body.cover.external should be defined");
  });
});

test("an option has a name", async () => {
  const answer = await aRowWith({ Name: aTitle("x"), Kind: { select: { name: "" } } });
  expect(answer.body.message).toBe(
    "body failed validation: body.properties.Kind.select.name.length should be ≥ `1`, instead was `0`.",
  );
});

test("a snapshot may be larger than what Notion takes", async () => {
  for (let i = 0; i < 4; i++) {
    const children = Array.from({ length: 80 }, () => ({
      paragraph: { rich_text: [{ text: { content: "x".repeat(2000) } }] },
    }));
    expect((await send("PATCH", `/v1/blocks/${table.pageId}/children`, { children })).status).toBe(200);
  }
  const snapshot = await (await fetch(`${world.emulator.url}/_admin/snapshot`)).text();
  expect(snapshot.length).toBeGreaterThan(600_000);
  expect(await send("PUT", "/_admin/snapshot", snapshot)).toMatchObject({ status: 200 });
});
