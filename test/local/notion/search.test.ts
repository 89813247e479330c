import type { SearchParameters } from "@notionhq/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aRow, aTable, aTitle, openWorld, type World } from "./world.ts";

let world: World;
const ids: Record<string, string> = {};

beforeAll(async () => {
  world = await openWorld();
  const { sourceId, databaseId } = await aTable(world.notion, { Name: { title: {} } }, "Order book");
  Object.assign(ids, { sourceId, databaseId });
  for (const name of ["order", "Order 2", "Reorder", "Other"]) {
    world.clock.pass(60);
    ids[name] = (await aRow(world.notion, sourceId, { Name: aTitle(name) })).id;
  }
});
afterAll(() => world.close());

async function search(args: SearchParameters): Promise<(string | undefined)[]> {
  const { results } = await world.notion.search(args);
  return results.map((one) => Object.keys(ids).find((key) => ids[key] === one.id));
}

describe("a search", () => {
  test("finds titles by a part of them, in any case, the newest edit first", async () => {
    expect(await search({ query: "ORDER", filter: { property: "object", value: "page" } })).toEqual([
      "Reorder",
      "Order 2",
      "order",
    ]);
  });

  test("finds data sources, and them alone", async () => {
    expect(await search({ query: "order", filter: { property: "object", value: "data_source" } })).toEqual([
      "sourceId",
    ]);
  });

  test("puts the oldest edit first, or what fits best", async () => {
    const filter = { property: "object", value: "page" } as const;
    const oldest = { timestamp: "last_edited_time", direction: "ascending" } as const;

    expect(await search({ query: "order", filter, sort: oldest })).toEqual(["order", "Order 2", "Reorder"]);
    expect(await search({ query: "order", filter, sort: { property: "relevance" } })).toEqual([
      "order",
      "Order 2",
      "Reorder",
    ]);
  });

  test("comes a page at a time", async () => {
    const first = await world.notion.search({ query: "order", page_size: 3 });
    const rest = await world.notion.search({ query: "order", start_cursor: first.next_cursor });

    expect(first).toMatchObject({ type: "page_or_data_source", page_or_data_source: {}, has_more: true });
    expect([first.results.length, rest.results.length]).toEqual([3, 1]);
  });

  test("goes on where it was when what came next has been edited, or has left", async () => {
    const filter = { property: "object", value: "page" } as const;
    const named = { query: "order", filter, page_size: 1 };
    const first = await world.notion.search(named);
    world.clock.pass(60);
    await world.notion.pages.update({ page_id: ids["Order 2"] ?? "", icon: { emoji: "📦" } });
    // What came next is the newest now, and the scan goes on from there.
    expect(await search({ ...named, page_size: 9, start_cursor: first.next_cursor })).toEqual([
      "Order 2",
      "Reorder",
      "order",
    ]);
    await world.notion.pages.update({ page_id: ids["Order 2"] ?? "", properties: { Name: aTitle("Gone") } });
    expect(await search({ ...named, start_cursor: first.next_cursor })).toEqual(["order"]);
    await world.notion.pages.update({
      page_id: ids["Order 2"] ?? "",
      properties: { Name: aTitle("Order 2") },
    });
  });

  test("follows titles, and edits, many of them, also after a restart", async () => {
    const page_id = ids.order ?? "";
    for (let i = 0; i < 250; i++) {
      await world.notion.pages.update({ page_id, properties: { Name: aTitle(`order ${i}`) } });
    }
    const pages = { filter: { property: "object", value: "page" } } as const;
    for (const restarted of [false, true]) {
      if (restarted) await world.restart();
      expect(await search({ query: "order 249", ...pages })).toEqual(["order"]);
      expect(await search({ query: "order 248", ...pages })).toEqual([]);
      expect(await search({ query: "order", ...pages })).toEqual(["order", "Order 2", "Reorder"]);
    }
    await world.notion.pages.update({ page_id, properties: { Name: aTitle("order") } });
  });

  test("is of what is there after a snapshot has replaced it", async () => {
    const admin = `${world.emulator.url}/_admin/snapshot`;
    const snapshot = await (await fetch(admin)).text();
    expect(await search({ query: "reorder" })).toEqual(["Reorder"]);
    await fetch(admin, { method: "DELETE" });
    expect(await search({ query: "reorder" })).toEqual([]);
    const headers = { "content-type": "application/json" };
    await fetch(admin, { method: "PUT", headers, body: snapshot });
    expect(await search({ query: "reorder" })).toEqual(["Reorder"]);
  });

  test("finds what is in the trash only when it is asked to", async () => {
    await world.notion.pages.update({ page_id: ids.Other ?? "", in_trash: true });

    expect(await search({ query: "other" })).toEqual([]);
    expect(await search({ query: "other", filter: { in_trash: true } })).toEqual(["Other"]);
  });

  test("finds databases in the version that has no data sources", async () => {
    const old = world.as("ntn_bot", "2022-06-28");
    const { results, type } = await old.search({
      query: "book",
      filter: { property: "object", value: "database" as never },
    });

    expect(type).toBe("page_or_database");
    expect(results).toEqual([expect.objectContaining({ object: "database", id: ids.databaseId })]);
  });

  test.each([
    [{ filter: { property: "object", value: "block" } }, "body.filter.value"],
    [{ sort: { timestamp: "created_time", direction: "ascending" } }, "body.sort.timestamp"],
    [{ query: 7 }, "body.query"],
  ])("refuses %j", async (args, where) => {
    await expect(world.notion.search(args as never)).rejects.toMatchObject({
      code: "validation_error",
      message: expect.stringContaining(where),
    });
  });
});
