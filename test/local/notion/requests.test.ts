import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aTable, aTitle, BOT, openWorld, type World } from "./world.ts";

const NOWHERE = "00000000-0000-4000-8000-00000000dead";
let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const HEADERS = { authorization: "Bearer ntn_bot", "notion-version": "2026-03-11" };

async function call(path: string, init: RequestInit = {}) {
  const response = await fetch(world.emulator.url + path, { headers: HEADERS, ...init });
  const body = (await response.json()) as Record<string, unknown>;
  return { status: response.status, headers: response.headers, body };
}

function post(path: string, body: string, headers: Record<string, string> = {}) {
  const all = { ...HEADERS, "content-type": "application/json", ...headers };
  return call(path, { method: "POST", headers: all, body });
}

describe("a request the emulator refuses", () => {
  test("has an unknown path, before anything else is looked at", async () => {
    const { status, body } = await call("/v1/invalid", { headers: {} });

    expect(status).toBe(400);
    expect(body).toMatchObject({
      object: "error",
      code: "invalid_request_url",
      message: "Invalid request URL.",
    });
  });

  test("has a wrong token", async () => {
    await expect(world.as("wrong").users.me({})).rejects.toMatchObject({
      status: 401,
      code: "unauthorized",
      message: "API token is invalid.",
    });
  });

  test("has no version", async () => {
    const { status, body } = await call("/v1/users/me", { headers: { authorization: "Bearer ntn_bot" } });

    expect(status).toBe(400);
    expect(body.code).toBe("missing_version");
    expect(body.message).toBe(
      "Notion-Version header failed validation: Notion-Version header should be defined, instead was `undefined`.",
    );
  });

  test("has a version that never was", async () => {
    await expect(world.as("ntn_bot", "2020-01-01").users.me({})).rejects.toMatchObject({
      code: "validation_error",
    });
  });

  test.each([
    ["pages", "page_id", "page"],
    ["databases", "database_id", "database"],
    ["data_sources", "data_source_id", "database"],
    ["blocks", "block_id", "block"],
  ])("has a malformed or an unknown id under %s", async (path, name, noun) => {
    const malformed = await call(`/v1/${path}/AAA`);
    const unknown = await call(`/v1/${path}/${NOWHERE.replaceAll("-", "").toUpperCase()}`);

    expect(malformed.status).toBe(400);
    expect(malformed.body.message).toBe(
      `path failed validation: path.${name} should be a valid uuid, instead was \`"AAA"\`.`,
    );
    expect(unknown.status).toBe(404);
    expect(unknown.body).toMatchObject({
      code: "object_not_found",
      message: `Could not find ${noun} with ID: ${NOWHERE}. Make sure the relevant pages and databases are shared with your integration "Rowbell".`,
      additional_data: { integration_id: BOT.id },
    });
  });

  test("has a body that is no JSON", async () => {
    const { status, body } = await post("/v1/search", "{");

    expect([status, body.code, body.message]).toEqual([400, "invalid_json", "Error parsing JSON body."]);
  });

  test("asks for more than a hundred", async () => {
    const { sourceId } = await aTable(world.notion, { Name: { title: {} } });

    await expect(
      world.notion.dataSources.query({ data_source_id: sourceId, page_size: 101 }),
    ).rejects.toMatchObject({
      code: "validation_error",
      message: "body failed validation: body.page_size should be ≤ `100`, instead was `101`.",
    });
    await expect(world.notion.users.list({ page_size: 101 })).rejects.toMatchObject({
      message: "query failed validation: query.page_size should be ≤ `100`, instead was `101`.",
    });
  });

  test("comes under a name that is not this machine's", async () => {
    const port = Number(new URL(world.emulator.url).port);
    const status = await new Promise((resolve) => {
      const options = {
        port,
        host: "127.0.0.1",
        path: "/v1/users",
        headers: { ...HEADERS, host: "evil.example" },
      };
      request(options, (response) => resolve(response.resume().statusCode)).end();
    });

    expect(status).toBe(403);
  });
});

describe("an answer", () => {
  test("carries the clock's date and one request id in header and body", async () => {
    world.clock.ms = Date.parse("2031-05-06T07:08:09.999Z");
    const { headers, body } = await call("/v1/users/me");

    expect(headers.get("date")).toBe("Tue, 06 May 2031 07:08:09 GMT");
    expect(headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(headers.get("x-notion-request-id")).toBe(body.request_id);
    expect(body.request_id).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get("access-control-allow-origin")).toBeNull();
  });

  test("says archived to older versions only", async () => {
    const created = await world.notion.pages.create({
      parent: { workspace: true },
      properties: { title: aTitle("P") },
    });
    const old = await world.as("ntn_bot", "2025-09-03").pages.retrieve({ page_id: created.id });

    expect(created).not.toHaveProperty("archived");
    expect(old).toHaveProperty("archived", false);
    const archive = { method: "PATCH", body: JSON.stringify({ archived: true }) };
    const headers = { ...HEADERS, "content-type": "application/json" };
    expect((await call(`/v1/pages/${created.id}`, { ...archive, headers })).status).toBe(400);
    const legacy = { ...headers, "notion-version": "2025-09-03" };
    const { body } = await call(`/v1/pages/${created.id}`, { ...archive, headers: legacy });
    expect(body).toMatchObject({ archived: true, in_trash: true });
  });

  test("tells who is asking and who is there", async () => {
    expect(await world.notion.users.me({})).toMatchObject({ id: BOT.id, type: "bot", name: "Rowbell" });
    expect(await world.ada.users.me({})).toMatchObject({
      type: "person",
      person: { email: "ada@example.com" },
    });
    const { results, has_more } = await world.notion.users.list({});
    expect([results.map((user) => user.name), has_more]).toEqual([["Rowbell", "Ada"], false]);
    expect(await world.notion.users.retrieve({ user_id: BOT.id })).toMatchObject({ name: "Rowbell" });
  });
});

describe("the dress of an answer", () => {
  test("has Notion's headers, another request id each time, and a tag of its own", async () => {
    const [one, two] = [await call("/v1/users/me"), await call("/v1/users/me")];
    expect(one.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(one.headers.get("x-notion-request-id")).toBe((one.body as { request_id: string }).request_id);
    expect(one.headers.get("x-notion-request-id")).not.toBe(two.headers.get("x-notion-request-id"));
    expect(one.headers.get("etag")).toMatch(/^W\/"[0-9a-f]+-[\w+/]{27}"$/);
    expect(one.headers.get("vary")).toBe("Accept-Encoding");
    expect([...one.headers.keys()].filter((name) => name.includes("ratelimit"))).toEqual([]);
  });

  test("to more than 500 KB is a refusal", async () => {
    const { status, body } = await post("/v1/search", JSON.stringify({ query: "x".repeat(512_000) }));
    expect(status).toBe(400);
    expect(body).toMatchObject({
      code: "validation_error",
      message: expect.stringContaining("body.length should be ≤"),
    });
  });
});

describe("the fault knob", () => {
  test("fails the next requests under a path, and then no more", async () => {
    await post("/_admin/fail", JSON.stringify({ times: 2, status: 429, retryAfter: 7, path: "/v1/users" }));
    const before = world.emulator.requests();
    const other = await post("/v1/search", "{}");
    const failures = [await call("/v1/users"), await call("/v1/users/me")];
    const after = await call("/v1/users");

    expect(other.status).toBe(200);
    for (const { status, headers, body } of failures) {
      expect(status).toBe(429);
      expect(headers.get("retry-after")).toBe("7");
      expect(body).toMatchObject({ code: "rate_limited", additional_data: { retry_after: "7" } });
    }
    expect(after.status).toBe(200);
    expect(world.emulator.requests() - before).toBe(4);
  });

  test("cannot be turned by a form of another site", async () => {
    const { status } = await post("/_admin/fail", JSON.stringify({ times: 1, status: 503 }), {
      "content-type": "text/plain",
    });

    expect(status).toBe(400);
    expect((await call("/v1/users")).status).toBe(200);
  });
});
