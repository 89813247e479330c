import type { Client } from "@notionhq/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  ADA,
  aRow,
  aTable,
  aText,
  aTitle,
  type Cells,
  openWorld,
  page,
  source,
  value,
  type World,
} from "./world.ts";

let world: World;
let notion: Client;
beforeAll(async () => {
  world = await openWorld();
  notion = world.notion;
});
afterAll(() => world.close());

type Columns = Parameters<typeof aTable>[1];

const change = (sourceId: string, properties: object) =>
  notion.dataSources.update({ data_source_id: sourceId, properties: properties as never });

/** What stands in a cell after its column took another type. */
async function retyped(from: Columns[string], cell: object, to: object): Promise<unknown> {
  const { sourceId } = await aTable(notion, { Name: { title: {} }, Cell: from } as Columns);
  const row = await aRow(notion, sourceId, { Name: aTitle("One"), Cell: cell } as Cells);
  const edited = row.last_edited_time;
  world.clock.pass(120);
  await change(sourceId, { Cell: to });
  const after = await page(notion, row.id);
  expect(after.last_edited_time).toBe(edited);
  // Every way to read a row has to stand it.
  await notion.dataSources.query({
    data_source_id: sourceId,
    sorts: [{ property: "Cell", direction: "ascending" }],
  });
  await notion.pages.properties.retrieve({ page_id: row.id, property_id: "Cell" });
  return value(after, "Cell");
}

const plain = (content: string) => [expect.objectContaining({ plain_text: content })];
const named = (name: string) => expect.objectContaining({ name });

describe("a column that takes another type carries its values over", () => {
  const number = { number: {} };
  const options = { select: { options: [{ name: "Red" }, { name: "Blue" }] } };
  test.each<[string, Columns[string], object, object, unknown]>([
    ["a number as text", number, { number: 3.5 }, { rich_text: {} }, plain("3.5")],
    ["no number as no text", number, { number: null }, { rich_text: {} }, []],
    ["text as the number it says", { rich_text: {} }, aText("1,200.5"), { number: {} }, 1200.5],
    ["other text as no number", { rich_text: {} }, aText("many"), { number: {} }, null],
    ["an option as text", options, { select: { name: "Red" } }, { rich_text: {} }, plain("Red")],
    [
      "an option as the same option",
      options,
      { select: { name: "Red" } },
      { multi_select: {} },
      [named("Red")],
    ],
    ["text as an option of that name", { rich_text: {} }, aText("Green"), { select: {} }, named("Green")],
    [
      "a list in text as options",
      { rich_text: {} },
      aText("a, b"),
      { multi_select: {} },
      [named("a"), named("b")],
    ],
    [
      "several options as text",
      { multi_select: {} },
      { multi_select: [{ name: "a" }, { name: "b" }] },
      { rich_text: {} },
      plain("a, b"),
    ],
    ["an option as a status", options, { select: { name: "Red" } }, { status: {} }, named("Red")],
    [
      "a known option as that status",
      options,
      { select: { name: "Blue" } },
      { status: { options: [{ name: "Blue" }] } },
      named("Blue"),
    ],
    [
      "a date as text",
      { date: {} },
      { date: { start: "2026-01-02" } },
      { rich_text: {} },
      plain("2026-01-02"),
    ],
    [
      "text as the date it says",
      { rich_text: {} },
      aText("2026-01-02"),
      { date: {} },
      expect.objectContaining({ start: "2026-01-02" }),
    ],
    ["other text as no date", { rich_text: {} }, aText("soon"), { date: {} }, null],
    ["a checkbox as text", { checkbox: {} }, { checkbox: true }, { rich_text: {} }, plain("Yes")],
    ["text as a checkbox", { rich_text: {} }, aText("yes"), { checkbox: {} }, true],
    [
      "a URL as text",
      { url: {} },
      { url: "https://example.com" },
      { rich_text: {} },
      plain("https://example.com"),
    ],
    ["text as an address", { rich_text: {} }, aText("ada@example.com"), { email: {} }, "ada@example.com"],
    ["people as text", { people: {} }, { people: [{ id: ADA.id }] }, { rich_text: {} }, plain("Ada")],
    [
      "text as the person of that name",
      { rich_text: {} },
      aText("Ada"),
      { people: {} },
      [expect.objectContaining({ id: ADA.id })],
    ],
    [
      "files as text",
      { files: {} },
      { files: [{ name: "a.txt", external: { url: "https://example.com/a.txt" } }] },
      { rich_text: {} },
      plain("a.txt"),
    ],
    ["text as no file", { rich_text: {} }, aText("a.txt"), { files: {} }, []],
  ])("%s", async (_, from, cell, to, wanted) => {
    expect(await retyped(from, cell, to)).toEqual(wanted);
  });

  test("numbers rows by age when it becomes a unique id, and new ones after them", async () => {
    const { sourceId } = await aTable(notion, { Name: { title: {} }, No: { rich_text: {} } });
    const rows = [
      await aRow(notion, sourceId, { Name: aTitle("a") }),
      await aRow(notion, sourceId, { Name: aTitle("b") }),
    ];
    await change(sourceId, { No: { unique_id: { prefix: "T" } } });
    rows.push(await aRow(notion, sourceId, { Name: aTitle("c") }));

    const numbers = await Promise.all(rows.map(async ({ id }) => value(await page(notion, id), "No")));
    expect(numbers).toEqual([1, 2, 3].map((number) => ({ prefix: "T", number })));
  });

  test("loses what it held when it becomes a formula, and gives what that computes", async () => {
    expect(
      await retyped({ number: {} }, { number: 2 }, { formula: { expression: '"x" + prop("Name")' } }),
    ).toEqual({
      type: "string",
      string: "xOne",
    });
  });
});

describe("a column that is renamed", () => {
  test("keeps its formulas, rollups and relations", async () => {
    const items = await aTable(notion, { Name: { title: {} }, Price: { number: {} } }, "Items");
    const orders = await aTable(notion, {
      Name: { title: {} },
      Parts: {
        relation: { data_source_id: items.sourceId, dual_property: { synced_property_name: "Orders" } },
      },
      Total: { rollup: { relation_property_name: "Parts", rollup_property_name: "Price", function: "sum" } },
      Twice: { formula: { expression: 'prop("Total") * 2' } },
    } as Columns);
    const bolt = await aRow(notion, items.sourceId, { Name: aTitle("Bolt"), Price: { number: 4 } });
    const order = await aRow(notion, orders.sourceId, {
      Name: aTitle("1"),
      Parts: { relation: [{ id: bolt.id }] },
    });

    await change(items.sourceId, { Price: { name: "Cost" }, Orders: { name: "Used in" } });
    await change(orders.sourceId, { Total: { name: "Sum" }, Parts: { name: "Items" } });

    const { properties } = await source(notion, orders.sourceId);
    expect(properties).toMatchObject({
      Sum: { rollup: { rollup_property_name: "Cost", relation_property_name: "Items" } },
      Twice: { formula: { expression: 'prop("Sum") * 2' } },
      Items: { relation: { dual_property: { synced_property_name: "Used in" } } },
    });
    expect((await source(notion, items.sourceId)).properties["Used in"]).toMatchObject({
      relation: { dual_property: { synced_property_name: "Items" } },
    });
    expect(value(await page(notion, order.id), "Twice")).toMatchObject({ number: 8 });
  });
});

describe("a two-way relation", () => {
  test("is loosened at its other end when it is removed, and tied again with the values there are", async () => {
    const b = await aTable(notion, { Name: { title: {} } }, "B");
    const dual = {
      relation: { data_source_id: b.sourceId, dual_property: { synced_property_name: "Back" } },
    };
    const a = await aTable(notion, { Name: { title: {} }, To: dual } as Columns, "A");
    const target = await aRow(notion, b.sourceId, { Name: aTitle("b") });
    const row = await aRow(notion, a.sourceId, { Name: aTitle("a"), To: { relation: [{ id: target.id }] } });
    await change(a.sourceId, { To: null });

    const { Back } = (await source(notion, b.sourceId)).properties;
    expect(Back).toMatchObject({ relation: { type: "single_property", single_property: {} } });
    expect(value(await page(notion, target.id), "Back")).toEqual([{ id: row.id }]);

    await change(b.sourceId, {
      Back: { relation: { data_source_id: a.sourceId, dual_property: { synced_property_name: "To" } } },
    });
    expect(value(await page(notion, row.id), "To")).toEqual([{ id: target.id }]);
  });
});

describe("names", () => {
  test("are not empty, not given twice among options, and those of groups that are there", async () => {
    const { sourceId } = await aTable(world.notion, { Name: { title: {} }, N: { number: {} } });
    const change = (properties: object) =>
      world.notion.dataSources.update({ data_source_id: sourceId, properties: properties as never });
    await expect(change({ N: { name: "" } })).rejects.toThrow("name.length should be ≥ `1`");
    await expect(change({ S: { select: { options: [{ name: "A" }, { name: "A" }] } } })).rejects.toThrow(
      'Cannot create two options with the name "A".',
    );
    const options = [{ name: "A", group: "Nope" }];
    await expect(change({ S: { status: { options } } })).rejects.toThrow(
      'options[0].group should be `"To-do"` or `"In progress"` or `"Complete"`, instead was `"Nope"`',
    );
  });
});
