import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ADA, aRow, aTable, aTitle, openWorld, query, source, type World } from "../world.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

/** Per type: a value, and a filter that finds it. */
const TYPES: Record<string, { value: unknown; filter: object }> = {
  rich_text: { value: [{ text: { content: "7" } }], filter: { contains: "7" } },
  number: { value: 7, filter: { greater_than: 1 } },
  select: { value: { name: "A" }, filter: { equals: "A" } },
  multi_select: { value: [{ name: "A" }], filter: { contains: "A" } },
  status: { value: { name: "Done" }, filter: { equals: "Done" } },
  date: { value: { start: "2026-05-01" }, filter: { on_or_after: "2026-01-01" } },
  people: { value: [{ id: ADA.id }], filter: { contains: ADA.id } },
  files: {
    value: [{ name: "f", external: { url: "https://e.com/f" } }],
    filter: { is_not_empty: true },
  },
  checkbox: { value: true, filter: { equals: true } },
  url: { value: "https://e.com", filter: { contains: "e" } },
  verification: { value: { state: "verified" }, filter: { status: "verified" } },
};
const NAMES = Object.keys(TYPES);

async function aFilledTable(type: string) {
  const { sourceId } = await aTable(world.notion, {
    Name: { title: {} },
    X: { [type]: {} } as never,
  });
  const cells = { Name: aTitle("Row"), X: { [type]: TYPES[type]?.value } } as never;
  return { sourceId, row: await aRow(world.notion, sourceId, cells) };
}

function retype(sourceId: string, type: string) {
  const properties = { X: { [type]: {} } } as never;
  return world.notion.dataSources.update({ data_source_id: sourceId, properties });
}

function ask(sourceId: string, type: string) {
  const filter = { property: "X", [type]: TYPES[type]?.filter } as never;
  return query(world.notion, sourceId, { filter, sorts: [{ property: "X", direction: "ascending" }] });
}

describe("A column that queries look at", () => {
  test.each(NAMES)(
    "that was %s takes any other type, and its rows can be asked for and written",
    async (from) => {
      for (const to of NAMES) {
        const { sourceId, row } = await aFilledTable(from);
        expect(await ask(sourceId, from)).toEqual(["Row"]);
        await retype(sourceId, to);
        await ask(sourceId, to);
        const properties = { X: { [to]: TYPES[to]?.value } } as never;
        await world.notion.pages.update({ page_id: row.id, properties });
        expect(await ask(sourceId, to)).toEqual(["Row"]);
      }
    },
  );

  test("takes another type while the index is behind", async () => {
    const { sourceId } = await aFilledTable("number");
    await ask(sourceId, "number");
    await fetch(`${world.emulator.url}/_admin/knobs`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ indexLagSeconds: 60 }),
    });
    await retype(sourceId, "multi_select");
    await retype(sourceId, "people");
    await retype(sourceId, "files");
    expect(await ask(sourceId, "files")).toEqual([]);
  });

  test("is told to webhooks and to the page also after its type has changed", async () => {
    const { sourceId, row } = await aFilledTable("rich_text");
    await ask(sourceId, "rich_text");
    await retype(sourceId, "number");
    const told: string[] = [];
    world.emulator.onCommit((changes) => told.push(...changes.map(({ after }) => after?.id ?? "")));
    await world.notion.pages.update({ page_id: row.id, properties: { X: { number: 3 } } });
    expect(told).toContain(row.id);
  });

  test("keeps the offset of dates that were times", async () => {
    const { sourceId } = await aTable(world.notion, { Name: { title: {} }, X: { created_time: {} } });
    const { id } = await aRow(world.notion, sourceId, { Name: aTitle("Row") });
    await retype(sourceId, "date");
    const row = await world.notion.pages.retrieve({ page_id: id });
    expect(row).toMatchObject({ properties: { X: { date: { start: "2026-03-10T10:20:00.000+00:00" } } } });
    expect((await source(world.notion, sourceId)).properties.X?.type).toBe("date");
  });
});
