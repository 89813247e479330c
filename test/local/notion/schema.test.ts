import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aRow, aTable, aTitle, openWorld, page, source, value, type World } from "./world.ts";

let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const alter = (sourceId: string, properties: object) =>
  world.notion.dataSources.update({ data_source_id: sourceId, properties: properties as never });

describe("a database", () => {
  test("shows milliseconds where its data source shows minutes", async () => {
    const { databaseId, sourceId, pageId } = await aTable(world.notion, { Name: { title: {} } });
    const database = await world.notion.databases.retrieve({ database_id: databaseId });

    expect(database).toMatchObject({
      created_time: "2026-03-10T10:20:30.456+00:00",
      parent: { type: "page_id", page_id: pageId },
      data_sources: [{ id: sourceId, name: "Orders" }],
      title: [{ plain_text: "Orders" }],
    });
    expect(await source(world.notion, sourceId)).toMatchObject({
      created_time: "2026-03-10T10:20:00.000Z",
      parent: { type: "database_id", database_id: databaseId },
      properties: { Name: { id: "title", name: "Name", description: null, type: "title", title: {} } },
    });
  });

  test("gets a title column when none is asked for", async () => {
    const { sourceId } = await aTable(world.notion, { Amount: { number: {} } });

    expect((await source(world.notion, sourceId)).properties.Name?.type).toBe("title");
  });
});

describe("a data source's schema", () => {
  test("keeps ids, encoded for a URL, through renames, and rows find them", async () => {
    const columns = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`C${i}`, { number: {} }]));
    const { sourceId } = await aTable(world.notion, { Name: { title: {} }, ...columns });
    const { properties } = await source(world.notion, sourceId);
    const encoded = Object.values(properties).find(({ id }) => id.includes("%"));
    const row = await aRow(world.notion, sourceId, { [encoded?.name ?? ""]: { number: 4 } });
    await alter(sourceId, { [encoded?.id ?? ""]: { name: "Renamed" } });
    const read = await page(world.notion, row.id);

    expect(decodeURIComponent(encoded?.id ?? "")).toHaveLength(4);
    expect(read.properties.Renamed).toEqual({ id: encoded?.id, type: "number", number: 4 });
    const item = await world.notion.pages.properties.retrieve({
      page_id: row.id,
      property_id: encoded?.id ?? "",
    });
    expect(item).toMatchObject({ number: 4 });
  });

  test("renames an option in every row, without editing any", async () => {
    const { sourceId } = await aTable(world.notion, {
      Kind: { select: { options: [{ name: "Old" }, { name: "Gone" }] } },
    });
    const rows = [
      await aRow(world.notion, sourceId, { Kind: { select: { name: "Old" } } }),
      await aRow(world.notion, sourceId, { Kind: { select: { name: "Gone" } } }),
    ];
    const { id } = value(rows[0] as never, "Kind") as { id: string };
    world.clock.pass(300);
    await alter(sourceId, { Kind: { select: { options: [{ id, name: "New" }] } } });
    const [renamed, removed] = await Promise.all(rows.map((row) => page(world.notion, row.id)));

    expect(value(renamed as never, "Kind")).toMatchObject({ id, name: "New" });
    expect(value(removed as never, "Kind")).toBeNull();
    expect(renamed?.last_edited_time).toBe(rows[0]?.last_edited_time);
    expect((await source(world.notion, sourceId)).last_edited_time).not.toBe(rows[0]?.last_edited_time);
  });

  test("adds and removes columns, but never the title", async () => {
    const { sourceId } = await aTable(world.notion, { Name: { title: {} }, A: { number: {} } });
    await alter(sourceId, { A: null, B: { url: {}, description: "Where" } });

    const { properties } = await source(world.notion, sourceId);
    expect(Object.keys(properties)).toEqual(["Name", "B"]);
    expect(properties.B).toMatchObject({ type: "url", description: "Where", url: {} });
    await expect(alter(sourceId, { Name: null })).rejects.toThrow("Cannot delete the title property.");
    await expect(alter(sourceId, { A: null })).rejects.toThrow("Could not find property with name or id: A");
    await expect(alter(sourceId, { C: { name: "B", url: {} }, B: { name: "Name" } })).rejects.toThrow(
      /the name "Name"/,
    );
  });

  test("puts status options into groups", async () => {
    const option = (name: string, group: string) => ({ name, group });
    const { sourceId } = await aTable(world.notion, {
      State: { status: { options: [option("New", "To-do"), option("Shipped", "Complete")] } },
    });
    const { State } = (await source(world.notion, sourceId)).properties;
    if (State?.type !== "status") throw new Error("no status");
    const idOf = (name: string) => State.status.options.find((one) => one.name === name)?.id;

    expect(State.status.groups.map(({ name, option_ids }) => [name, option_ids])).toEqual([
      ["To-do", [idOf("New")]],
      ["In progress", []],
      ["Complete", [idOf("Shipped")]],
    ]);
  });

  test("makes the back side of a two-way relation", async () => {
    const people = await aTable(world.notion, { Name: { title: {} } }, "People");
    const orders = await aTable(world.notion, {
      Customer: { relation: { data_source_id: people.sourceId, dual_property: {} } },
    });
    const back = (await source(world.notion, people.sourceId)).properties["Related to Orders (Customer)"];
    const front = (await source(world.notion, orders.sourceId)).properties.Customer;

    expect(back).toMatchObject({
      relation: {
        data_source_id: orders.sourceId,
        type: "dual_property",
        dual_property: { synced_property_id: front?.id },
      },
    });
    expect(front).toMatchObject({ relation: { dual_property: { synced_property_id: back?.id } } });
  });

  test("refuses a formula it cannot evaluate", async () => {
    const { sourceId } = await aTable(world.notion, { Name: { title: {} } });
    const formula = (expression: string) => alter(sourceId, { F: { formula: { expression } } });

    await expect(formula('prop("Nope") + 1')).rejects.toThrow('there is no property "Nope"');
    await expect(formula("1 +")).rejects.toThrow("the formula ends too early");
    await expect(formula("launch(1)")).rejects.toThrow("launch() is not a function");
    await expect(formula("constructor(1)")).rejects.toThrow("constructor() is not a function");
  });
});

describe("a formula", () => {
  test.each([
    ['prop("Amount") * 1.21', { type: "number", number: 12.1 }],
    ["1 + 2 * 3 - -4 % 3", { type: "number", number: 8 }],
    ["(1 + 2) * 3 / 2", { type: "number", number: 4.5 }],
    ["1 / 0", { type: "number", number: null }],
    ["round(2.345, 2)", { type: "number", number: 2.35 }],
    ['prop("Name") + "!" + 1', { type: "string", string: "Tea!1" }],
    ['concat(prop("Name"), ", ", format(prop("Amount")))', { type: "string", string: "Tea, 10" }],
    [
      'if(prop("Amount") >= 10 and not empty(prop("Name")), "big", "small")',
      { type: "string", string: "big" },
    ],
    ['prop("Amount") < 5 or contains(prop("Name"), "Te")', { type: "boolean", boolean: true }],
    ['prop("Name").length() == 3 ? "three" : "other"', { type: "string", string: "three" }],
    ["now()", { type: "date", date: { start: "2026-03-10T12:00:00.000+00:00", end: null, time_zone: null } }],
    [
      'dateAdd(prop("Due"), 1, "months")',
      { type: "date", date: { start: "2026-02-28", end: null, time_zone: null } },
    ],
  ])("%s", async (expression, expected) => {
    const { sourceId } = await aTable(world.notion, {
      Name: { title: {} },
      Amount: { number: {} },
      Due: { date: {} },
      F: { formula: { expression } },
    });
    const due = { date: { start: "2026-01-28" } };
    const row = await aRow(world.notion, sourceId, { Name: aTitle("Tea"), Amount: { number: 10 }, Due: due });
    world.clock.ms = Date.parse("2026-03-10T12:00:30Z");
    const read = await page(world.notion, row.id);

    expect(value(read, "F")).toEqual(expected);
    expect(read.last_edited_time).toBe(row.last_edited_time);
  });
});
