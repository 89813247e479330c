import type { Client } from "@notionhq/client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ADA, aRow, aTable, aTitle, openWorld, type World } from "./world.ts";

const REDIRECT = "https://app.example.com/callback";

let world: World;
let client: { client_id: string; client_secret: string };
let table: { pageId: string; databaseId: string; sourceId: string };

beforeEach(async () => {
  world = await openWorld();
  table = await aTable(world.notion, { Name: { title: {} } });
  client = await register();
});
afterEach(() => world.close());

function post(path: string, fields: Record<string, string> | [string, string][], headers = {}) {
  const body = new URLSearchParams(fields);
  return fetch(world.emulator.url + path, { method: "POST", body, headers, redirect: "manual" });
}

/** Registers a connection on the emulator's page, and reads its id and secret there. */
async function register(more: Record<string, string> = {}) {
  const fields = { name: "Planner", redirect_uris: REDIRECT, ...more };
  await post("/_connections", fields);
  const page = await (await fetch(`${world.emulator.url}/_connections`)).text();
  const [, own = ""] = page.split(`<h2>${fields.name}</h2>`);
  const [client_id, client_secret] = [...own.matchAll(/<code>([^<]+)<\/code>/g)].map(([, text]) => text);
  return { client_id: client_id ?? "", client_secret: client_secret ?? "" };
}

function link(query: Record<string, string> = {}): string {
  const all = {
    client_id: client.client_id,
    response_type: "code",
    owner: "user",
    redirect_uri: REDIRECT,
    ...query,
  };
  return `/v1/oauth/authorize?${new URLSearchParams(all)}`;
}

/** Where the consent page sends the person who answers so. */
async function consent(fields: [string, string][], query = {}): Promise<URL> {
  const answer = await post(link(query), [["user", ADA.id], ...fields]);
  expect(answer.status).toBe(302);
  return new URL(answer.headers.get("location") ?? "");
}

async function aCode(pages = [table.pageId], query = {}): Promise<string> {
  const shared = pages.map((id): [string, string] => ["page", id]);
  return (await consent([...shared, ["answer", "allow"]], query)).searchParams.get("code") ?? "";
}

const exchange = (code: string, more = {}) =>
  world.notion.oauth.token({
    ...client,
    grant_type: "authorization_code",
    code,
    redirect_uri: REDIRECT,
    ...more,
  });

const refresh = (refresh_token: string | null) =>
  world.notion.oauth.token({ ...client, grant_type: "refresh_token", refresh_token: refresh_token ?? "" });

const refusal = (status: number, code: string, message = "") => ({
  status,
  body: expect.stringMatching(new RegExp(`"code":"${code}".*${message}`)),
});

describe("the consent page", () => {
  test("shows the pages there are, and who may choose", async () => {
    const page = await (await fetch(world.emulator.url + link())).text();

    expect(page).toContain("Planner wants access to Test");
    expect(page).toContain(`value="${table.pageId}"`);
    expect(page).toContain(`value="${table.databaseId}"`);
    expect(page).toContain("Ada");
    expect(page).not.toContain("template");
  });

  test("sends the person back with a code and the state, or with their refusal", async () => {
    const allowed = await consent(
      [
        ["page", table.pageId],
        ["answer", "allow"],
      ],
      { state: "s 1" },
    );
    const refused = await consent(
      [
        ["page", table.pageId],
        ["answer", "cancel"],
      ],
      { state: "s 1" },
    );

    expect(allowed.href.startsWith(`${REDIRECT}?code=`)).toBe(true);
    expect(allowed.searchParams.get("state")).toBe("s 1");
    expect(refused.search).toBe("?error=access_denied&state=s+1");
  });

  test.each([
    [{ client_id: "00000000-0000-4000-8000-00000000dead" }, "client_id"],
    [{ redirect_uri: "https://evil.example.com/" }, "redirect_uri"],
    [{ response_type: "token" }, "response_type"],
    [{ owner: "workspace" }, "owner"],
  ])("does not send anybody anywhere for a link with %j", async (query, named) => {
    const answer = await post(link(query), [
      ["user", ADA.id],
      ["page", table.pageId],
      ["answer", "allow"],
    ]);

    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(named);
  });

  test("takes no form of another site", async () => {
    const fields: [string, string][] = [
      ["user", ADA.id],
      ["page", table.pageId],
      ["answer", "allow"],
    ];
    const foreign = await post(link(), fields, { origin: "https://evil.example.com" });
    const own = await post(link(), fields, { origin: world.emulator.url });

    expect([foreign.status, own.status]).toEqual([400, 302]);
  });

  test("wants somebody to choose something", async () => {
    expect(
      (
        await post(link(), [
          ["user", ADA.id],
          ["answer", "allow"],
        ])
      ).status,
    ).toBe(400);
    expect(
      (
        await post(link(), [
          ["page", table.pageId],
          ["answer", "allow"],
        ])
      ).status,
    ).toBe(400);
  });

  test("escapes what developers and users wrote", async () => {
    await world.notion.pages.create({
      parent: { workspace: true },
      properties: { title: aTitle("<img src=x onerror=alert(1)>") },
    });

    expect(await (await fetch(world.emulator.url + link())).text()).not.toContain("<img");
  });
});

describe("a token", () => {
  test("is given for a code, as documented", async () => {
    const tokens = await exchange(await aCode());

    expect(tokens).toEqual({
      access_token: expect.stringMatching(/^ntn_/),
      token_type: "bearer",
      refresh_token: expect.stringMatching(/^nrt_/),
      bot_id: expect.any(String),
      workspace_id: expect.any(String),
      workspace_name: "Test",
      workspace_icon: null,
      owner: { type: "user", user: expect.objectContaining({ id: ADA.id, person: expect.anything() }) },
      duplicated_template_id: null,
      request_id: expect.any(String),
    });
    expect(await world.as(tokens.access_token).users.me({})).toMatchObject({
      id: tokens.bot_id,
      name: "Planner",
      bot: { owner: { type: "user", user: { id: ADA.id } } },
    });
  });

  test("sees the shared pages and what is under them, and nothing else", async () => {
    const other = await aTable(world.notion, { Name: { title: {} } }, "Secret");
    const inside = await aRow(world.notion, table.sourceId, { Name: aTitle("Inside") });
    const outside = await aRow(world.notion, other.sourceId, { Name: aTitle("Outside") });
    const { access_token } = await exchange(await aCode());
    const planner = world.as(access_token);
    const missing = {
      code: "object_not_found",
      message: expect.stringContaining('your integration "Planner"'),
    };

    await expect(planner.pages.retrieve({ page_id: inside.id })).resolves.toMatchObject({ id: inside.id });
    await expect(planner.dataSources.query({ data_source_id: table.sourceId })).resolves.toMatchObject({
      results: [{ id: inside.id }],
    });
    await expect(planner.pages.retrieve({ page_id: outside.id })).rejects.toMatchObject(missing);
    await expect(planner.dataSources.query({ data_source_id: other.sourceId })).rejects.toMatchObject(
      missing,
    );
    await expect(planner.databases.retrieve({ database_id: other.databaseId })).rejects.toMatchObject(
      missing,
    );
    await expect(planner.blocks.children.list({ block_id: other.pageId })).rejects.toMatchObject(missing);
    await expect(planner.comments.list({ block_id: outside.id })).rejects.toMatchObject(missing);
    await expect(planner.views.list({ data_source_id: other.sourceId })).rejects.toMatchObject(missing);
    const { results } = await planner.search({});
    expect(results.map(({ id }) => id).toSorted()).toEqual(
      [table.pageId, table.sourceId, inside.id].toSorted(),
    );
  });

  test("is given once for a code, and not after ten minutes", async () => {
    const code = await aCode();
    await exchange(code);
    const late = await aCode();
    world.clock.pass(600);

    await expect(exchange(code)).rejects.toMatchObject(
      refusal(400, "invalid_grant", "Invalid code: this code has been revoked."),
    );
    await expect(exchange(late)).rejects.toMatchObject(refusal(400, "invalid_grant", "expired"));
  });

  test.each([
    [{ redirect_uri: undefined }, "invalid_request"],
    [{ redirect_uri: "https://app.example.com/other" }, "invalid_grant"],
    [{ grant_type: "password" }, "unsupported_grant_type"],
    [{ code: "guessed" }, "invalid_grant"],
  ])("is not given with %j", async (more, code) => {
    const good = await aCode();

    await expect(exchange(good, more)).rejects.toMatchObject(refusal(400, code));
    await expect(exchange(good)).resolves.toMatchObject({ token_type: "bearer" });
  });

  test("needs no redirect URI when the link named none", async () => {
    const answer = await post(link().replace(/&redirect_uri=[^&]*/, ""), [
      ["user", ADA.id],
      ["page", table.pageId],
      ["answer", "allow"],
    ]);
    const code = new URL(answer.headers.get("location") ?? "").searchParams.get("code") ?? "";

    await expect(exchange(code)).rejects.toMatchObject(refusal(400, "invalid_request"));
    await expect(exchange(code, { redirect_uri: undefined })).resolves.toMatchObject({
      token_type: "bearer",
    });
  });

  test("is given to nobody but the connection", async () => {
    const code = await aCode();
    const stranger = await world
      .as("ntn_bot")
      .oauth.token({
        client_id: client.client_id,
        client_secret: "guessed",
        grant_type: "authorization_code",
        code,
      })
      .catch((error: unknown) => error);
    client = await register({ name: "Another" });
    const wrong = await exchange(code).catch((error: unknown) => error);

    expect(stranger).toMatchObject(refusal(401, "invalid_client"));
    expect(wrong).toMatchObject(refusal(400, "invalid_grant"));
  });

  test("is replaced by a refresh, and the spent ones are worth nothing", async () => {
    const first = await exchange(await aCode());
    const second = await refresh(first.refresh_token);

    expect(second.bot_id).toBe(first.bot_id);
    expect(second.access_token).not.toBe(first.access_token);
    await expect(world.as(second.access_token).users.me({})).resolves.toMatchObject({ name: "Planner" });
    await expect(world.as(first.access_token).users.me({})).rejects.toMatchObject({ code: "unauthorized" });
    await expect(refresh(first.refresh_token)).rejects.toMatchObject(refusal(400, "invalid_grant"));
  });

  test("can be looked into and revoked", async () => {
    const { access_token, refresh_token } = await exchange(await aCode());
    const look = (token: string) => world.notion.oauth.introspect({ ...client, token });

    expect(await look(access_token)).toEqual({
      active: true,
      iat: 1773138030,
      request_id: expect.any(String),
    });
    expect(await look("ntn_bot")).toMatchObject({ active: false });
    expect(await world.notion.oauth.revoke({ ...client, token: access_token })).toEqual({
      request_id: expect.any(String),
    });
    expect(await look(access_token)).toMatchObject({ active: false });
    await expect(world.as(access_token).users.me({})).rejects.toMatchObject({ code: "unauthorized" });
    await expect(refresh(refresh_token)).rejects.toMatchObject(refusal(400, "invalid_grant"));
  });

  test("survives a restart, and another consent changes what its bot sees", async () => {
    const { access_token, bot_id } = await exchange(await aCode());
    await world.restart();
    const other = await aTable(world.notion, { Name: { title: {} } }, "Other");
    const again = await exchange(await aCode([other.pageId]));
    const planner: Client = world.as(access_token);

    expect(again.bot_id).toBe(bot_id);
    expect(again.access_token).not.toBe(access_token);
    await expect(planner.pages.retrieve({ page_id: other.pageId })).resolves.toMatchObject({
      id: other.pageId,
    });
    await expect(planner.pages.retrieve({ page_id: table.pageId })).rejects.toMatchObject({ status: 404 });
  });

  test("leaves alone what it was related to outside", async () => {
    const outside = await aTable(world.notion, { Name: { title: {} } }, "Outside");
    const both = { relation: { data_source_id: outside.sourceId, dual_property: {} } } as const;
    await world.notion.dataSources.update({ data_source_id: table.sourceId, properties: { Out: both } });
    client = await register({ name: "With template", template: table.pageId });
    const allow: [string, string][] = [
      ["template", "copy"],
      ["answer", "allow"],
    ];
    const tokens = await exchange((await consent(allow)).searchParams.get("code") ?? "");
    const { results } = await world
      .as(tokens.access_token)
      .search({ filter: { property: "object", value: "data_source" } });

    expect(results[0]).toMatchObject({
      properties: { Out: { relation: { data_source_id: outside.sourceId, type: "single_property" } } },
    });
  });

  test("is not offered from the trash", async () => {
    client = await register({ name: "With template", template: table.pageId });
    const offer = async () => (await fetch(world.emulator.url + link())).text();
    expect(await offer()).toContain('name="template"');
    await world.notion.pages.update({ page_id: table.pageId, in_trash: true });
    expect(await offer()).not.toContain('name="template"');
  });
});

describe("a template", () => {
  test("is duplicated for who wants it, whole and on its own", async () => {
    const { id: blockId } = (
      await world.notion.blocks.children.append({
        block_id: table.pageId,
        children: [{ paragraph: { rich_text: [{ text: { content: "Start here" } }] } }],
      })
    ).results[0] as { id: string };
    const row = await aRow(world.notion, table.sourceId, { Name: aTitle("Sample") });
    const trashed = await aRow(world.notion, table.sourceId, { Name: aTitle("Old") });
    await world.notion.pages.update({ page_id: trashed.id, in_trash: true });
    client = await register({ name: "With template", template: table.pageId });
    const code =
      (
        await consent([
          ["template", "copy"],
          ["answer", "allow"],
        ])
      ).searchParams.get("code") ?? "";
    const tokens = await exchange(code);
    const planner = world.as(tokens.access_token);
    const children = await planner.blocks.children.list({ block_id: tokens.duplicated_template_id ?? "" });
    const { results } = await planner.search({ filter: { property: "object", value: "data_source" } });
    const rows = await planner.dataSources.query({ data_source_id: results[0]?.id ?? "" });

    expect(tokens.duplicated_template_id).not.toBe(table.pageId);
    expect(children.results).toEqual([
      expect.objectContaining({ type: "child_database" }),
      expect.objectContaining({ type: "paragraph" }),
    ]);
    expect(children.results.map(({ id }) => id)).not.toContain(blockId);
    expect(results).toHaveLength(1);
    expect(rows.results).toHaveLength(1);
    expect((await planner.search({ filter: { in_trash: true } })).results).toEqual([]);
    expect(rows.results[0]?.id).not.toBe(row.id);
    expect(rows.results[0]).toMatchObject({
      parent: { data_source_id: results[0]?.id },
      properties: { Name: { title: [{ plain_text: "Sample" }] } },
    });
    await expect(planner.pages.retrieve({ page_id: table.pageId })).rejects.toMatchObject({ status: 404 });
  });
});
