import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { verifyWebhookSignature } from "@notionhq/client";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Timers } from "./timers.ts";
import { ADA, aRow, aTable, aText, aTitle, BOT, openWorld, type World } from "./world.ts";

type Sent = {
  body: string;
  signature: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: what came over the wire is compared by shape
  json: any;
};

let world: World;
let timers: Timers;
let receiver: Server;
let url: string;
let received: Sent[];
let status: number;
let table: { pageId: string; databaseId: string; sourceId: string };

beforeEach(async () => {
  timers = new Timers();
  world = await openWorld({ later: timers.later });
  table = await aTable(world.notion, { Name: { title: {} }, Notes: { rich_text: {} } });
  received = [];
  status = 200;
  receiver = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    const signature = request.headers["x-notion-signature"] as string | undefined;
    received.push({ body, signature, json: JSON.parse(body) });
    response.writeHead(status).end();
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => receiver.once("listening", resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
});
afterEach(async () => {
  receiver.close();
  await world.close();
});

function form(fields: Record<string, string> | [string, string][], headers = {}) {
  const body = new URLSearchParams(fields);
  return fetch(`${world.emulator.url}/_webhooks`, { method: "POST", body, headers, redirect: "manual" });
}

/** A verified subscription; what the handshake sent is forgotten. @returns its token. */
async function subscribe(types: string[] = [], more: Record<string, string> = {}): Promise<string> {
  const fields = { action: "create", url, bot: BOT.id, ...more };
  await form([...Object.entries(fields), ...types.map((type): [string, string] => ["type", type])]);
  const token = received.pop()?.json.verification_token as string;
  await act("verify", { token });
  return token;
}

async function act(action: string, more: Record<string, string> = {}) {
  return form({ action, id: await lastId(), ...more });
}

async function lastId(): Promise<string> {
  const page = await (await fetch(`${world.emulator.url}/_webhooks`)).text();
  return [...page.matchAll(/name="id" value="([^"]+)"/g)].at(-1)?.[1] ?? "";
}

/** Lets the aggregation window pass. @returns what came, once as many as expected have come. */
async function events(count: number, seconds = 5): Promise<Sent["json"][]> {
  timers.pass(seconds);
  await vi.waitFor(() => expect(received.length).toBeGreaterThanOrEqual(count));
  // One that is too many would be on its way by now.
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(received.map(({ json }) => json.type)).toHaveLength(count);
  return received.splice(0).map(({ json }) => json);
}

/** Lets the time pass, in which nothing comes. */
async function nothing(seconds: number): Promise<void> {
  timers.pass(seconds);
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(received).toEqual([]);
}

const knobs = (values: Record<string, number>) =>
  fetch(`${world.emulator.url}/_admin/knobs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(values),
  });

const row = (name: string) => aRow(world.notion, table.sourceId, { Name: aTitle(name) });
const rename = (page_id: string, name: string) =>
  world.ada.pages.update({ page_id, properties: { Name: aTitle(name) } });

describe("a webhook subscription", () => {
  test("begins with a signed token that a person hands back", async () => {
    await form({ action: "create", url, bot: BOT.id });
    const handshake = received.pop() as Sent;
    const verificationToken = handshake.json.verification_token as string;
    await row("Too early");
    const wrong = await act("verify", { token: "guessed" });
    await nothing(60);

    expect(Object.keys(handshake.json)).toEqual(["verification_token"]);
    expect(verificationToken).toMatch(/^secret_/);
    expect(
      await verifyWebhookSignature({
        body: handshake.body,
        signature: handshake.signature,
        verificationToken,
      }),
    ).toBe(true);
    expect(wrong.status).toBe(400);
    expect(received).toEqual([]);
    expect((await act("verify", { token: verificationToken })).status).toBe(303);
    await row("Now");
    await events(2);
  });

  test("says when its URL does not answer, and sends the token again", async () => {
    status = 500;
    const failed = await form({ action: "create", url, bot: BOT.id });
    status = 200;
    const again = await act("resend");

    expect([failed.status, again.status]).toEqual([400, 303]);
    expect(received[0]?.body).toBe(received[1]?.body);
  });

  test("takes no URL that is neither https nor of this machine, and no form of another site", async () => {
    expect((await form({ action: "create", url: "http://example.com/", bot: BOT.id })).status).toBe(400);
    expect((await form({ action: "create", url, bot: ADA.id })).status).toBe(400);
    expect(
      (await form({ action: "create", url, bot: BOT.id }, { origin: "https://evil.example.com" })).status,
    ).toBe(400);
    expect(received).toEqual([]);
    expect(await (await fetch(`${world.emulator.url}/_webhooks`)).text()).not.toContain("example.com");
  });

  test("can be paused, resumed, narrowed and deleted, and survives a restart", async () => {
    await subscribe();
    await act("pause");
    await row("Paused");
    await act("resume");
    await nothing(60);
    await world.restart();
    await act("types", { type: "page.created" });
    await row("Resumed");

    expect(await events(1)).toMatchObject([{ type: "page.created" }]);
    await act("delete");
    await row("Deleted");
    await nothing(60);
  });
});

describe("a webhook event", () => {
  test("is signed over the bytes that are sent", async () => {
    const verificationToken = await subscribe(["page.created"]);
    await row("Ünïcode ✓");
    timers.pass(5);
    await vi.waitFor(() => expect(received).toHaveLength(1));
    const { body, signature } = received[0] as Sent;

    expect(await verifyWebhookSignature({ body, signature, verificationToken })).toBe(true);
    expect(await verifyWebhookSignature({ body: `${body} `, signature, verificationToken })).toBe(false);
  });

  test("has the documented shape", async () => {
    await subscribe(["page.properties_updated"]);
    const { id } = await row("A");
    await world.ada.pages.update({ page_id: id, properties: { Notes: aText("changed") } });
    const [event] = await events(1);

    expect(event).toEqual({
      id: expect.any(String),
      timestamp: "2026-03-10T10:20:30.456Z",
      workspace_id: expect.any(String),
      workspace_name: "Test",
      subscription_id: expect.any(String),
      integration_id: BOT.id,
      type: "page.properties_updated",
      authors: [{ id: ADA.id, type: "person" }],
      attempt_number: 1,
      api_version: "2026-03-11",
      entity: { id, type: "page" },
      data: {
        parent: { id: table.databaseId, type: "database", data_source_id: table.sourceId },
        updated_properties: [expect.any(String)],
      },
    });
  });

  test("tells what a window's edits have in common once", async () => {
    const { id } = await row("A");
    await subscribe(["page.properties_updated"]);
    await rename(id, "B");
    await world.notion.pages.update({ page_id: id, properties: { Notes: aText("x") } });
    await rename(id, "C");
    const [event] = await events(1);
    await rename(id, "D");

    expect(event.authors).toEqual([
      { id: ADA.id, type: "person" },
      { id: BOT.id, type: "bot" },
    ]);
    expect(event.data.updated_properties).toHaveLength(2);
    expect(event.data.updated_properties).toContain("title");
    expect((await events(1))[0].data.updated_properties).toEqual(["title"]);
  });

  test("is not sent of what came and went within a window", async () => {
    await subscribe(["page.created", "page.deleted", "page.undeleted", "page.properties_updated"]);
    const { id } = await row("Brief");
    await rename(id, "Briefly");
    await world.notion.pages.update({ page_id: id, in_trash: true });
    await nothing(60);
    await world.notion.pages.update({ page_id: id, in_trash: false });

    expect(await events(1)).toMatchObject([{ type: "page.undeleted", entity: { id } }]);
  });

  test.each<[string, (id: string) => Promise<unknown>]>([
    ["page.deleted", (id) => world.notion.pages.update({ page_id: id, in_trash: true })],
    ["page.deleted", (id) => world.notion.blocks.delete({ block_id: id })],
    ["page.locked", (id) => world.notion.pages.update({ page_id: id, is_locked: true })],
    [
      "page.moved",
      (id) => world.notion.pages.move({ page_id: id, parent: { page_id: table.pageId } } as never),
    ],
    ["page.content_updated", (id) => rename(id, "Titles are content, too")],
  ])("%s is sent", async (type, change) => {
    const { id } = await row("A");
    await subscribe([type]);
    await change(id);

    expect(await events(1)).toMatchObject([{ type, entity: { id, type: "page" } }]);
  });

  test("names the blocks that changed, and the page inside a page", async () => {
    const { id } = await row("A");
    await subscribe(["page.content_updated"]);
    const { results } = await world.notion.blocks.children.append({
      block_id: id,
      children: [{ paragraph: { rich_text: [] } }, { divider: {} }],
    });
    const child = await world.notion.pages.create({
      parent: { page_id: id },
      properties: { title: aTitle("Child") },
    });
    const [event] = await events(1);
    const named = event.data.updated_blocks.toSorted((a: { id: string }, b: { id: string }) =>
      a.id.localeCompare(b.id),
    );

    expect(named).toEqual(
      [...results.map((block) => ({ id: block.id, type: "block" })), { id: child.id, type: "page" }].toSorted(
        (a, b) => a.id.localeCompare(b.id),
      ),
    );
  });

  test("tells of a data source's rows and of its schema", async () => {
    await subscribe(["data_source.content_updated", "data_source.schema_updated"]);
    const { id } = await row("A");
    await world.notion.dataSources.update({
      data_source_id: table.sourceId,
      properties: { Notes: { name: "Remarks" }, Due: { date: {} } },
    } as never);
    const [content, schema] = await events(2);

    expect(content).toMatchObject({
      type: "data_source.content_updated",
      entity: { id: table.sourceId, type: "data_source" },
      data: { updated_blocks: [{ id, type: "page" }] },
    });
    expect(schema).toMatchObject({
      type: "data_source.schema_updated",
      data: {
        updated_properties: [
          { id: expect.any(String), name: "Remarks", action: "updated" },
          { id: expect.any(String), name: "Due", action: "created" },
        ],
      },
    });
  });

  test("is not sent of rows that change without anybody's edit", async () => {
    await row("A");
    await subscribe(["page.properties_updated", "data_source.schema_updated"]);
    await world.notion.dataSources.update({
      data_source_id: table.sourceId,
      properties: { No: { unique_id: { prefix: "R" } } },
    } as never);

    expect(await events(1)).toMatchObject([{ type: "data_source.schema_updated" }]);
  });

  test("is about databases in the version before data sources", async () => {
    await subscribe([], { api_version: "2022-06-28" });
    await row("A");
    const told = await events(2);

    expect(told.map(({ type }) => type).toSorted()).toEqual(["database.content_updated", "page.created"]);
    expect(told.find(({ type }) => type === "page.created").data.parent).toEqual({
      id: table.databaseId,
      type: "database",
    });
    expect(told.find(({ type }) => type.startsWith("database"))).toMatchObject({
      api_version: "2022-06-28",
      entity: { id: table.databaseId, type: "database" },
      data: { parent: { id: table.pageId, type: "page" } },
    });
  });

  test("tells of comments and views at once, of the one who wrote them", async () => {
    const { id } = await row("A");
    await subscribe(["comment.created", "comment.updated", "comment.deleted", "view.created"]);
    const comment = await world.ada.comments.create({ parent: { page_id: id }, rich_text: [] });
    await world.notion.comments.delete({ comment_id: comment.id });
    await world.notion.views.create({
      database_id: table.databaseId,
      data_source_id: table.sourceId,
      name: "V",
      type: "list",
    } as never);
    const told = await events(3, 0);

    expect(told.map(({ type, authors }) => [type, authors[0].id])).toEqual([
      ["comment.created", ADA.id],
      ["comment.deleted", BOT.id],
      ["view.created", BOT.id],
    ]);
    expect(told[0]).toMatchObject({
      entity: { id: comment.id, type: "comment" },
      data: { parent: { id, type: "page" }, page_id: id },
    });
    expect(told[2].data.view_type).toBe("list");
  });

  test("is tried eight times within a day, with the same id", async () => {
    await subscribe(["page.created"]);
    status = 503;
    await row("A");
    const [first] = await events(1);
    const ids = [first.id];
    for (let attempt = 2; attempt <= 8; attempt += 1) {
      await nothing(79 * 3 ** (attempt - 2) - 1);
      const [event] = await events(1, 1);
      ids.push(event.id);
      expect(event).toMatchObject({ attempt_number: attempt, entity: first.entity });
    }

    expect(new Set(ids).size).toBe(1);
    expect([0, 1, 2, 3, 4, 5, 6].reduce((sum, n) => sum + 79 * 3 ** n, 0)).toBeLessThan(24 * 3600 + 60);
    await nothing(7 * 24 * 3600);
  });

  test("is not tried again once it is taken", async () => {
    await subscribe(["page.created"]);
    status = 500;
    await row("A");
    await events(1);
    status = 204;
    expect(await events(1, 79)).toMatchObject([{ attempt_number: 2 }]);

    await nothing(24 * 3600);
  });

  test("reaches only connections that see the page", async () => {
    const other = await aTable(world.notion, { Name: { title: {} } }, "Other");
    await fetch(`${world.emulator.url}/_connections`, {
      method: "POST",
      body: new URLSearchParams({ name: "Planner", redirect_uris: "https://app.example.com/" }),
    });
    const connections = await (await fetch(`${world.emulator.url}/_connections`)).text();
    const [client_id = "", client_secret = ""] = [...connections.matchAll(/<td><code>([^<]+)</g)].map(
      ([, text]) => text ?? "",
    );
    const consent = await fetch(
      `${world.emulator.url}/v1/oauth/authorize?client_id=${client_id}&response_type=code&owner=user`,
      {
        method: "POST",
        redirect: "manual",
        body: new URLSearchParams({ user: ADA.id, page: other.pageId, answer: "allow" }),
      },
    );
    const code = new URL(consent.headers.get("location") ?? "").searchParams.get("code") ?? "";
    const { bot_id } = await world.notion.oauth.token({
      client_id,
      client_secret,
      grant_type: "authorization_code",
      code,
    });
    await subscribe(["page.created"], { bot: bot_id });
    await row("Not shared");
    const seen = await aRow(world.notion, other.sourceId, { Name: aTitle("Shared") });

    expect(await events(1)).toMatchObject([
      {
        entity: { id: seen.id },
        integration_id: client_id,
        accessible_by: [
          { id: ADA.id, type: "person" },
          { id: bot_id, type: "bot" },
        ],
      },
    ]);
  });
});

describe("the webhook knobs", () => {
  test("lose events", async () => {
    await subscribe(["page.created"]);
    await knobs({ webhookLoss: 1 });
    await row("Lost");

    await nothing(3600);
  });

  test("deliver events twice, which only their id tells", async () => {
    await subscribe(["page.created"]);
    await knobs({ webhookDoubling: 1 });
    await row("Twice");
    const [a, b] = await events(2);

    expect(b).toEqual(a);
  });

  test("let events overtake each other", async () => {
    await subscribe(["page.created"]);
    await knobs({ webhookReordering: 1 });
    const first = await row("First");
    timers.pass(5);
    await knobs({ webhookReordering: 0 });
    const second = await row("Second");

    expect((await events(2)).map(({ entity }) => entity.id)).toEqual([second.id, first.id]);
  });

  test("set how long changes are gathered", async () => {
    await subscribe(["page.created"]);
    await knobs({ webhookAggregationSeconds: 60 });
    await row("Late");

    await nothing(59);
    await events(1, 1);
  });
});
