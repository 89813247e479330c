import type { Client } from "@notionhq/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADA, aRow, aTable, aTitle, BOT, openWorld, page, value, type World } from "./world.ts";

let world: World;
let all: Client;
const ids = { page: "", database: "", source: "", row: "", other: "" };
const roots: string[] = [];

beforeAll(async () => {
  world = await openWorld({
    tokens: {
      ntn_bot: BOT.id,
      ntn_ada: ADA.id,
      ntn_some: { user: BOT.id, roots },
      ntn_shy: { user: BOT.id, capabilities: ["read_content"] },
      ntn_no_mail: { user: BOT.id, capabilities: ["read_content", "read_users"] },
    },
  });
  all = world.ada;
  const table = await aTable(all, { Name: { title: {} }, Who: { people: {} } });
  const row = await aRow(all, table.sourceId, { Name: aTitle("One"), Who: { people: [{ id: ADA.id }] } });
  const other = await all.pages.create({
    parent: { workspace: true },
    properties: { title: aTitle("Other") },
  });
  Object.assign(ids, {
    page: table.pageId,
    database: table.databaseId,
    source: table.sourceId,
    row: row.id,
    other: other.id,
  });
  roots.push(ids.database);
});
afterAll(() => world.close());

describe("a connection that was given one database", () => {
  test("sees it and all that is in it", async () => {
    const some = world.as("ntn_some");
    await expect(some.databases.retrieve({ database_id: ids.database })).resolves.toBeDefined();
    await expect(some.dataSources.retrieve({ data_source_id: ids.source })).resolves.toBeDefined();
    await expect(some.pages.retrieve({ page_id: ids.row })).resolves.toBeDefined();
    await expect(some.blocks.children.list({ block_id: ids.row })).resolves.toBeDefined();
  });

  test("is told of nothing else that it is not there", async () => {
    const some = world.as("ntn_some");
    const code = "object_not_found";
    await expect(some.pages.retrieve({ page_id: ids.page })).rejects.toMatchObject({ code });
    await expect(some.blocks.retrieve({ block_id: ids.other })).rejects.toMatchObject({ code });
    await expect(some.pages.update({ page_id: ids.other, in_trash: true })).rejects.toMatchObject({ code });
    await expect(some.pages.move({ page_id: ids.row, parent: { page_id: ids.other } })).rejects.toMatchObject(
      { code },
    );
    expect((await page(all, ids.other)).in_trash).toBe(false);
  });

  test("sees what it makes itself", async () => {
    const some = world.as("ntn_some");
    const own = await some.pages.create({
      parent: { workspace: true },
      properties: { title: aTitle("Mine") },
    });
    const inside = await some.pages.create({ parent: { page_id: own.id } });
    await expect(some.pages.retrieve({ page_id: inside.id })).resolves.toBeDefined();
  });
});

describe("people, for a connection", () => {
  test("that may not know them are their ids alone", async () => {
    const row = await page(world.as("ntn_shy"), ids.row);
    expect(value(row, "Who")).toEqual([{ object: "user", id: ADA.id }]);
    await expect(world.as("ntn_shy").users.list({})).rejects.toMatchObject({
      code: "restricted_resource",
      status: 403,
    });
    await expect(world.as("ntn_shy").users.me({})).resolves.toMatchObject({ id: BOT.id });
  });

  test("that may not know addresses have none", async () => {
    const client = world.as("ntn_no_mail");
    expect(await client.users.retrieve({ user_id: ADA.id })).toMatchObject({ name: "Ada", person: {} });
    expect(await client.users.retrieve({ user_id: ADA.id })).not.toHaveProperty("person.email");
    expect(value(await page(client, ids.row), "Who")).toMatchObject([{ name: "Ada" }]);
  });
});
