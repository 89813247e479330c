import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aRow, aTable, aTitle, openWorld, type World } from "./world.ts";

const OLD = "2022-06-28";
const MIDDLE = "2025-09-03";
const NEW = "2026-03-11";
const NOBODY = "00000000-0000-4000-8000-000000000000";

type Answer = Record<string, unknown> & { id: string };
let world: World;
let table: Awaited<ReturnType<typeof aTable>>;
let rowId: string;

beforeAll(async () => {
  world = await openWorld({
    tokens: {
      ntn_reader: { user: "10000000-0000-4000-8000-000000000001", capabilities: ["read_content"] },
      ntn_bot: "10000000-0000-4000-8000-000000000001",
      ntn_ada: "20000000-0000-4000-8000-000000000002",
    },
  });
  table = await aTable(world.notion, { Name: { title: {} }, Amount: { number: {} } });
  rowId = (await aRow(world.notion, table.sourceId, { Name: aTitle("One"), Amount: { number: 1 } })).id;
});
afterAll(() => world.close());

async function ask(
  version: string | undefined,
  method: string,
  path: string,
  body?: unknown,
  token = "ntn_bot",
): Promise<{ status: number; answer: Answer }> {
  const response = await fetch(`${world.emulator.url}/v1/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(version && { "notion-version": version }),
      "content-type": "application/json",
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return { status: response.status, answer: (await response.json()) as Answer };
}

const answerOf = async (...args: Parameters<typeof ask>) => (await ask(...args)).answer;
const text = (content: string) => [{ text: { content } }];

describe("a database in the version before data sources", () => {
  test("is a table: with its schema, its times to the minute, queried by its own id", async () => {
    const database = await answerOf(OLD, "GET", `databases/${table.databaseId}`);
    expect(database).toMatchObject({
      object: "database",
      created_time: "2026-03-10T10:20:00.000Z",
      created_by: { object: "user" },
      archived: false,
      properties: { Name: { id: "title", type: "title", title: {} } },
    });
    expect(database).not.toHaveProperty("data_sources");

    const found = await answerOf(OLD, "POST", `databases/${table.databaseId}/query`, {
      filter: { property: "Amount", number: { equals: 1 } },
    });
    expect(found).toMatchObject({ type: "page_or_database", page_or_database: {} });
    expect(found.results).toMatchObject([
      { id: rowId, parent: { type: "database_id", database_id: table.databaseId }, archived: false },
    ]);
    expect((found.results as Answer[])[0]?.parent).not.toHaveProperty("data_source_id");
  });

  test("is made and changed with `properties`, and so are its rows by its id", async () => {
    const made = await answerOf(OLD, "POST", "databases", {
      parent: { page_id: table.pageId },
      title: text("Old"),
      properties: {
        Title: { title: {} },
        Link: { relation: { database_id: table.databaseId, single_property: {} } },
      },
    });
    expect(made.properties).toMatchObject({
      Link: { relation: { database_id: table.databaseId, type: "single_property", single_property: {} } },
    });
    expect(made).not.toHaveProperty("properties.Link.relation.data_source_id");

    const changed = await answerOf(OLD, "PATCH", `databases/${made.id}`, {
      properties: { Note: { rich_text: {} } },
    });
    expect(Object.keys(changed.properties as object)).toEqual(["Title", "Link", "Note"]);

    const row = await answerOf(OLD, "POST", "pages", {
      parent: { database_id: made.id },
      properties: { Title: { title: text("A row") } },
    });
    expect(row.parent).toEqual({ type: "database_id", database_id: made.id });
  });

  test("is refused when it has several data sources", async () => {
    const made = await answerOf(NEW, "POST", "databases", {
      parent: { page_id: table.pageId },
      title: text("Two"),
    });
    const [first] = made.data_sources as { id: string }[];
    const second = await answerOf(NEW, "POST", "data_sources", {
      parent: { database_id: made.id },
      properties: { Name: { title: {} } },
    });
    const refused = {
      status: 400,
      answer: {
        code: "validation_error",
        message: "Databases with multiple data sources are not supported in this API version.",
        additional_data: {
          error_type: "multiple_data_sources_for_database",
          database_id: made.id,
          child_data_source_ids: [first?.id, second.id],
          minimum_api_version: "2025-09-03",
        },
      },
    };
    expect(await ask(OLD, "GET", `databases/${made.id}`)).toMatchObject(refused);
    expect(await ask(OLD, "POST", `databases/${made.id}/query`, {})).toMatchObject(refused);
    expect(await ask(OLD, "POST", "pages", { parent: { database_id: made.id } })).toMatchObject(refused);
    expect(await ask(NEW, "GET", `databases/${made.id}`)).toMatchObject({ status: 200 });
  });
});

describe("between the versions", () => {
  test.each([
    [OLD, "GET", "data_sources/x"],
    [MIDDLE, "POST", `databases/${NOBODY}/query`],
    [NEW, "POST", `databases/${NOBODY}/query`],
  ])("%s has no %s %s", async (version, method, path) => {
    expect(await ask(version, method, path.replace("/x", `/${table.sourceId}`))).toMatchObject({
      status: 400,
      answer: { code: "invalid_request_url", message: "Invalid request URL." },
    });
  });

  test("`archived` is answered and taken before 2026-03-11 only", async () => {
    for (const version of [OLD, MIDDLE]) {
      expect(await answerOf(version, "GET", `pages/${rowId}`)).toMatchObject({
        archived: false,
        in_trash: false,
      });
      expect(await answerOf(version, "PATCH", `pages/${rowId}`, { archived: true })).toMatchObject({
        in_trash: true,
      });
      expect(await answerOf(version, "PATCH", `pages/${rowId}`, { archived: false })).toMatchObject({
        in_trash: false,
      });
    }
    expect(await answerOf(NEW, "GET", `pages/${rowId}`)).not.toHaveProperty("archived");
    expect(await ask(NEW, "PATCH", `pages/${rowId}`, { archived: true })).toMatchObject({
      status: 400,
      answer: { message: expect.stringContaining("body.archived should be not present") },
    });
  });

  test("blocks are appended `after` another before 2026-03-11, by `position` in all", async () => {
    const children = [{ paragraph: { rich_text: text("x") } }];
    const first = await answerOf(NEW, "PATCH", `blocks/${rowId}/children`, { children });
    const [block] = first.results as Answer[];
    expect(
      await ask(MIDDLE, "PATCH", `blocks/${rowId}/children`, { children, after: block?.id }),
    ).toMatchObject({
      status: 200,
    });
    expect(await ask(NEW, "PATCH", `blocks/${rowId}/children`, { children, after: block?.id })).toMatchObject(
      {
        status: 400,
      },
    );
    const position = { type: "after_block", after_block: { id: block?.id } };
    expect(await ask(OLD, "PATCH", `blocks/${rowId}/children`, { children, position })).toMatchObject({
      status: 200,
    });
  });

  test("a relation says its data source since 2025-09-03", async () => {
    const relation = { data_source_id: table.sourceId, single_property: {} };
    const made = await answerOf(MIDDLE, "POST", "databases", {
      parent: { page_id: table.pageId },
      initial_data_source: { properties: { Name: { title: {} }, Link: { relation } } },
    });
    const [source] = made.data_sources as Answer[];
    expect(await answerOf(MIDDLE, "GET", `data_sources/${source?.id}`)).toMatchObject({
      properties: {
        Link: {
          relation: {
            database_id: table.databaseId,
            data_source_id: table.sourceId,
            type: "single_property",
          },
        },
      },
    });
  });
});

describe("what is wrong with a request is told in this order", () => {
  const wrongs: [string, () => ReturnType<typeof ask>, string, RegExp][] = [
    [
      "the path",
      () => ask(undefined, "GET", "nowhere", undefined, "wrong"),
      "invalid_request_url",
      /Invalid request URL/,
    ],
    [
      "the token",
      () => ask(undefined, "GET", "pages/AAA", undefined, "wrong"),
      "unauthorized",
      /API token is invalid/,
    ],
    ["the version", () => ask(undefined, "GET", "pages/AAA"), "missing_version", /Notion-Version header/],
    [
      "the id in the path",
      () => ask(NEW, "PATCH", "pages/AAA", "{"),
      "validation_error",
      /path\.page_id should be a valid uuid/,
    ],
    [
      "the body's JSON",
      () => ask(NEW, "PATCH", `pages/${NOBODY}`, "{"),
      "invalid_json",
      /Error parsing JSON body/,
    ],
    [
      "the body's shape",
      () => ask(NEW, "PATCH", `pages/${NOBODY}`, { in_trash: "yes" }),
      "validation_error",
      /body\.in_trash/,
    ],
    [
      "the object",
      () => ask(NEW, "PATCH", `pages/${NOBODY}`, {}, "ntn_reader"),
      "object_not_found",
      /Could not find page/,
    ],
    [
      "the capability",
      () => ask(NEW, "PATCH", `pages/${rowId}`, {}, "ntn_reader"),
      "restricted_resource",
      /does not have access/,
    ],
  ];

  test.each(wrongs)("%s", async (_, call, code, message) => {
    expect((await call()).answer).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  test("a connection that may only read changes nothing", async () => {
    await ask(NEW, "PATCH", `pages/${rowId}`, { in_trash: true }, "ntn_reader");
    expect(await answerOf(NEW, "GET", `pages/${rowId}`, undefined, "ntn_reader")).toMatchObject({
      in_trash: false,
    });
    expect(await ask(NEW, "GET", "users", undefined, "ntn_reader")).toMatchObject({ status: 403 });
  });

  test.each([
    ["POST", "pages", { parnt: {} }, "body.parnt should be not present"],
    [
      "POST",
      "pages",
      { parent: {} },
      "Fix one:\nbody.parent.page_id should be defined, instead was `undefined`.",
    ],
    ["PATCH", "blocks/x/children", { children: [{}] }, "body.children[0].paragraph should be defined"],
    ["PATCH", "blocks/x/children", {}, "body.children should be defined"],
    ["POST", "data_sources", { parent: { database_id: NOBODY } }, "body.properties should be defined"],
  ])("%s %s refuses %j", async (method, path, body, message) => {
    const { status, answer } = await ask(NEW, method, path.replace("/x", `/${rowId}`), body);
    expect(status).toBe(400);
    expect(answer.message).toContain(message);
  });
});

describe("a database whose data sources have gone elsewhere", () => {
  test("is empty in the newer versions, and no table in the oldest", async () => {
    const from = await aTable(world.notion, { Name: { title: {} } });
    const to = await aTable(world.notion, { Name: { title: {} } });
    const parent = { type: "database_id", database_id: to.databaseId } as const;
    await world.notion.dataSources.update({ data_source_id: from.sourceId, parent });
    const old = world.as("ntn_bot", "2022-06-28");
    const empty = { database_id: from.databaseId };

    expect(await world.notion.databases.retrieve(empty)).toMatchObject({ data_sources: [] });
    const missing = { code: "object_not_found" };
    await expect(old.databases.retrieve(empty)).rejects.toMatchObject(missing);
    await expect(world.notion.pages.create({ parent: empty, properties: {} })).rejects.toMatchObject(missing);
    // Neither it nor the one with two keeps the oldest version from searching.
    const { results } = await old.search({});
    const ids = results.map(({ id }) => id);
    expect(ids).not.toContain(from.databaseId);
    expect(ids).not.toContain(to.databaseId);
  });

  test("cannot be moved into themselves", async () => {
    const { databaseId, sourceId } = await aTable(world.notion, { Name: { title: {} } });
    const row = await aRow(world.notion, sourceId, { Name: aTitle("Row") });
    const inRow = { type: "page_id", page_id: row.id } as const;
    const message = "into itself or into a page inside it";
    await expect(world.notion.databases.update({ database_id: databaseId, parent: inRow })).rejects.toThrow(
      message,
    );
    const inner = await world.notion.databases.create({ parent: inRow });
    const parent = { type: "database_id", database_id: inner.id } as const;
    const moved = world.notion.dataSources.update({ data_source_id: sourceId, parent });
    await expect(moved).rejects.toThrow(message);
    const intoOwnRows = {
      type: "data_source_id",
      data_source_id: "data_sources" in inner ? (inner.data_sources[0]?.id ?? "") : "",
    } as const;
    await expect(world.notion.pages.move({ page_id: row.id, parent: intoOwnRows })).rejects.toThrow(message);
  });
});
