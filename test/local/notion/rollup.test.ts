import type { Client } from "@notionhq/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aRow, aTable, aText, aTitle, type Cells, openWorld, page, value, type World } from "./world.ts";

let world: World;
let notion: Client;
let parts: Awaited<ReturnType<typeof aTable>>;
let ids: string[];

beforeAll(async () => {
  world = await openWorld();
  notion = world.notion;
  parts = await aTable(notion, {
    Name: { title: {} },
    Price: { number: {} },
    Done: { checkbox: {} },
    Due: { date: {} },
    Kind: { multi_select: {} },
    Note: { rich_text: {} },
  });
  const cells: Cells[] = [
    {
      Price: { number: 4 },
      Done: { checkbox: true },
      Due: { date: { start: "2026-01-05" } },
      Kind: { multi_select: [{ name: "a" }, { name: "b" }] },
      Note: aText("x"),
    },
    {
      Price: { number: 1 },
      Due: { date: { start: "2026-01-01", end: "2026-01-09" } },
      Kind: { multi_select: [{ name: "a" }] },
      Note: aText("x"),
    },
    { Price: { number: 1 }, Done: { checkbox: true } },
    {},
  ];
  ids = [];
  for (const [index, cell] of cells.entries()) {
    ids.push((await aRow(notion, parts.sourceId, { Name: aTitle(`part ${index}`), ...cell })).id);
  }
});
afterAll(() => world.close());

async function rolled(column: string, name: string, related = ids): Promise<unknown> {
  const { sourceId } = await aTable(notion, {
    Name: { title: {} },
    Parts: { relation: { data_source_id: parts.sourceId, single_property: {} } },
    Rolled: { rollup: { relation_property_name: "Parts", rollup_property_name: column, function: name } },
  } as Parameters<typeof aTable>[1]);
  const row = await aRow(notion, sourceId, {
    Name: aTitle("order"),
    Parts: { relation: related.map((id) => ({ id })) },
  });
  return value(await page(notion, row.id), "Rolled");
}

const number = (wanted: number | null) => ({ type: "number", number: wanted });
const date = (start: string, end: string | null = null) => ({
  type: "date",
  date: { start, end, time_zone: null },
});

describe("a rollup", () => {
  test.each<[string, string, object]>([
    ["Price", "count", number(4)],
    ["Price", "count_values", number(3)],
    ["Kind", "count_values", number(3)],
    ["Price", "empty", number(1)],
    ["Price", "not_empty", number(3)],
    ["Price", "unique", number(2)],
    ["Kind", "unique", number(2)],
    ["Price", "percent_empty", number(0.25)],
    ["Price", "percent_not_empty", number(0.75)],
    ["Price", "sum", number(6)],
    ["Price", "average", number(2)],
    ["Price", "median", number(1)],
    ["Price", "min", number(1)],
    ["Price", "max", number(4)],
    ["Price", "range", number(3)],
    ["Due", "earliest_date", date("2026-01-01")],
    ["Due", "latest_date", date("2026-01-09")],
    ["Due", "date_range", date("2026-01-01", "2026-01-09")],
    ["Done", "checked", number(2)],
    ["Done", "unchecked", number(2)],
    ["Done", "percent_checked", number(0.5)],
    ["Done", "percent_unchecked", number(0.5)],
    ["Kind", "count_per_group", { type: "unsupported" }],
  ])("of %s by %s", async (column, name, wanted) => {
    expect(await rolled(column, name)).toMatchObject({ ...wanted, function: name });
  });

  test("shows the values, or each of them once", async () => {
    const all = (await rolled("Note", "show_original")) as { array: unknown[] };
    const once = (await rolled("Note", "show_unique")) as { array: unknown[] };
    expect([all.array.length, once.array.length]).toEqual([4, 1]);
    expect(once.array[0]).toMatchObject({ type: "rich_text", rich_text: [{ plain_text: "x" }] });
  });

  test("of nothing is empty, and 0 where things are counted", async () => {
    expect(await rolled("Price", "average", [])).toMatchObject(number(null));
    expect(await rolled("Price", "sum", [])).toMatchObject(number(0));
    expect(await rolled("Due", "earliest_date", [])).toMatchObject({ date: null });
    expect(await rolled("Price", "percent_empty", [])).toMatchObject(number(null));
  });

  test("looks at 25 references in the page, at all of them at its own endpoint", async () => {
    const many = await Promise.all(
      Array.from({ length: 30 }, async (_, index) =>
        aRow(notion, parts.sourceId, { Name: aTitle(`many ${index}`), Price: { number: 1 } }),
      ),
    );
    const { sourceId } = await aTable(notion, {
      Name: { title: {} },
      Parts: { relation: { data_source_id: parts.sourceId, single_property: {} } },
      Total: { rollup: { relation_property_name: "Parts", rollup_property_name: "Price", function: "sum" } },
      Count: { formula: { expression: 'prop("Parts").length()' } },
    } as Parameters<typeof aTable>[1]);
    const row = await aRow(notion, sourceId, {
      Name: aTitle("order"),
      Parts: { relation: many.map(({ id }) => ({ id })) },
    });
    expect(row.properties.Parts).toMatchObject({ has_more: true });
    expect(value(row, "Total")).toMatchObject(number(25));
    expect(value(row, "Count")).toMatchObject(number(25));

    const item = await notion.pages.properties.retrieve({ page_id: row.id, property_id: "Total" });
    expect(item).toMatchObject({ property_item: { rollup: number(30) } });
  });
});
