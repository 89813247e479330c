import { join } from "node:path";
import {
  type Client,
  collectDataSourceTemplates,
  collectPaginatedAPI,
  extractDatabaseId,
  isFullBlock,
  isFullComment,
  isFullDatabase,
  isFullDataSource,
  isFullPage,
  isFullPageOrDataSource,
  isFullUser,
  iterateAllDataSourceRows,
  iteratePaginatedAPI,
} from "@notionhq/client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Page } from "../../../../local/notion/entities.ts";
import { openStore } from "../../../../local/notion/store/open-store.ts";
import { ADA, aRow, aTable, aTitle, openWorld, type World } from "../world.ts";

let world: World;
afterEach(() => world.close());

const paragraph = (content: string) => ({ paragraph: { rich_text: [{ text: { content } }] } });

describe("the client's iteration", () => {
  let table: Awaited<ReturnType<typeof aTable>>;
  beforeEach(async () => {
    world = await openWorld();
    table = await aTable(world.notion, { Name: { title: {} } });
  });

  test("walks the children of a block, page by page, in order", async () => {
    const names = Array.from({ length: 7 }, (_, index) => `block ${index}`);
    await world.notion.blocks.children.append({ block_id: table.pageId, children: names.map(paragraph) });

    const seen: string[] = [];
    const args = { block_id: table.pageId, page_size: 3 };
    for await (const block of iteratePaginatedAPI(world.notion.blocks.children.list, args)) {
      if (isFullBlock(block) && block.type === "paragraph")
        seen.push(block.paragraph.rich_text[0]?.plain_text ?? "");
    }
    expect(seen).toEqual(names);
  });

  test("collects rows, users, search results and the items of a long property", async () => {
    for (const name of ["a", "b", "c"]) await aRow(world.notion, table.sourceId, { Name: aTitle(name) });
    const of = { data_source_id: table.sourceId, page_size: 2 };

    expect(await collectPaginatedAPI(world.notion.dataSources.query, of)).toHaveLength(3);
    expect(await collectPaginatedAPI(world.notion.users.list, { page_size: 1 })).toHaveLength(2);
    expect(await collectPaginatedAPI(world.notion.search, { page_size: 1, query: "a" })).not.toHaveLength(0);
  });

  test("collects the templates of a data source", async () => {
    const row = await aRow(world.notion, table.sourceId, { Name: aTitle("Weekly report") });
    await fetch(`${world.emulator.url}/_admin/templates`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ page_id: row.id, is_default: true }),
    });

    expect(await collectDataSourceTemplates(world.notion, { data_source_id: table.sourceId })).toEqual([
      { id: row.id, name: "Weekly report", is_default: true },
    ]);
  });

  test("takes what comes for the full objects they are", async () => {
    const row = await aRow(world.notion, table.sourceId, { Name: aTitle("One") });
    const comment = await world.notion.comments.create({
      parent: { page_id: row.id },
      rich_text: [{ text: { content: "Hi" } }],
    });
    const page = await world.notion.pages.retrieve({ page_id: row.id });
    const database = await world.notion.databases.retrieve({ database_id: table.databaseId });
    const source = await world.notion.dataSources.retrieve({ data_source_id: table.sourceId });

    expect(isFullPage(page)).toBe(true);
    expect(isFullDatabase(database)).toBe(true);
    expect(isFullDataSource(source)).toBe(true);
    expect(isFullPageOrDataSource(source)).toBe(true);
    expect(isFullComment(comment)).toBe(true);
    expect(isFullUser(await world.notion.users.retrieve({ user_id: ADA.id }))).toBe(true);
    expect("url" in database && extractDatabaseId(database.url)).toBe(table.databaseId);
  });
});

describe("iterateAllDataSourceRows", () => {
  test("gets past the cap by windows of created_time, each row once", async () => {
    world = await openWorld({ queryCap: 10 });
    const { sourceId } = await aTable(world.notion, { Name: { title: {} }, Amount: { number: {} } });
    for (let index = 0; index < 35; index += 1) {
      await aRow(world.notion, sourceId, { Name: aTitle(`row ${index}`), Amount: { number: index % 2 } });
      if (index % 4 === 3) world.clock.pass(60);
    }
    const plain = await collectPaginatedAPI(world.notion.dataSources.query, { data_source_id: sourceId });
    expect(plain).toHaveLength(10);
    expect(await idsOf(world.notion, { data_source_id: sourceId })).toHaveLength(35);

    const odd = { property: "Amount", number: { equals: 1 } };
    expect(await idsOf(world.notion, { data_source_id: sourceId, filter: odd })).toHaveLength(17);
  });

  test("says that it cannot go on when one minute holds more than the cap", async () => {
    world = await openWorld({ queryCap: 3 });
    const { sourceId } = await aTable(world.notion, { Name: { title: {} } });
    for (let index = 0; index < 5; index += 1) await aRow(world.notion, sourceId, { Name: aTitle("row") });

    await expect(idsOf(world.notion, { data_source_id: sourceId })).rejects.toThrow(/cannot make progress/);
  });

  test("reads more than the 10,000 rows of Notion's own cap", { timeout: 60_000 }, async () => {
    world = await openWorld();
    const { sourceId } = await aTable(world.notion, { Name: { title: {} } });
    const row = await aRow(world.notion, sourceId, { Name: aTitle("row") });
    await world.restart(() => fill(join(world.folder, "notion.db"), row.id, 10_050));

    const query = { data_source_id: sourceId, page_size: 100 };
    expect(await collectPaginatedAPI(world.notion.dataSources.query, query)).toHaveLength(10_000);
    expect(await idsOf(world.notion, { data_source_id: sourceId })).toHaveLength(10_050);
  });
});

/** @returns the ids in the order they came; fails when one comes twice. */
async function idsOf(
  notion: Client,
  args: Parameters<typeof iterateAllDataSourceRows>[1],
): Promise<string[]> {
  const ids: string[] = [];
  for await (const row of iterateAllDataSourceRows(notion, args)) ids.push(row.id);
  expect(new Set(ids).size).toBe(ids.length);
  return ids;
}

/** Copies of a row, a thousand a minute: faster than asking for each. */
function fill(file: string, rowId: string, count: number): void {
  const store = openStore(file);
  const row = store.get(rowId) as Page;
  store.write(() => {
    for (let index = 1; index < count; index += 1) {
      const id = `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
      const createdAt = row.stamp.createdAt + Math.floor(index / 1000) * 60_000;
      store.put({ ...row, id, stamp: { ...row.stamp, createdAt } });
    }
  });
  store.close();
}
