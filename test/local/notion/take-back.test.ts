import { afterAll, beforeAll, expect, test } from "vitest";
import { aRow, aTable, aTitle, type Cells, openWorld, page, source, value, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** What Notion's own page asks, which no client of its API can. @returns the status, and what was said of a refusal */
async function takeBack(sourceId: string, propertyId: string, seen: unknown): Promise<[number, string]> {
  const answer = await fetch(`${world.emulator.url}/_app/take-back`, {
    method: "POST",
    headers: {
      authorization: "Bearer ntn_ada",
      "notion-version": "2026-03-11",
      "content-type": "application/json",
    },
    body: JSON.stringify({ data_source_id: sourceId, property_id: propertyId, seen }),
  });
  const { message = "" } = (await answer.json()) as { message?: string };
  return [answer.status, message];
}

async function priced() {
  const columns = { Name: { title: {} }, Price: { number: {} }, Note: { rich_text: {} } } as const;
  const { sourceId } = await aTable(world.notion, columns);
  const row = await aRow(world.notion, sourceId, { Name: aTitle("Anvil"), Price: { number: 300 } } as Cells);
  const price = async () => (await source(world.notion, sourceId)).properties.Price;
  return { sourceId, row, price, id: (await price())?.id ?? "" };
}

const change = (sourceId: string, properties: object) =>
  world.notion.dataSources.update({ data_source_id: sourceId, properties: properties as never });

test("a deleted column comes back as it was, where it was, with its cells", async () => {
  const { sourceId, row, price, id } = await priced();
  const before = await source(world.notion, sourceId);
  await change(sourceId, { Price: null });
  expect(await takeBack(sourceId, id, null)).toEqual([200, ""]);
  expect((await source(world.notion, sourceId)).properties).toEqual(before.properties);
  expect(Object.keys((await source(world.notion, sourceId)).properties)).toEqual(["Name", "Price", "Note"]);
  expect(value(await page(world.notion, row.id), "Price")).toBe(300);
  expect((await page(world.notion, row.id)).last_edited_time).toBe(row.last_edited_time);
  // And goes again, by taking back the taking back.
  expect(await takeBack(sourceId, id, await price())).toEqual([200, ""]);
  expect(await price()).toBeUndefined();
});

test("a column that took another type says again what it said, and the row's other cells stay", async () => {
  const { sourceId, row, price, id } = await priced();
  await change(sourceId, { Price: { checkbox: {} } });
  await world.notion.pages.update({ page_id: row.id, properties: { Name: aTitle("Hammer") } as Cells });
  expect(await takeBack(sourceId, id, await price())).toEqual([200, ""]);
  expect(value(await page(world.notion, row.id), "Price")).toBe(300);
  expect(value(await page(world.notion, row.id), "Name")).toMatchObject([{ plain_text: "Hammer" }]);
});

test("both ends of a relation come back", async () => {
  const { sourceId } = await priced();
  const { sourceId: other } = await priced();
  const relation = { data_source_id: other, type: "dual_property", dual_property: {} };
  await change(sourceId, { Parts: { relation } });
  const before = await Promise.all([source(world.notion, sourceId), source(world.notion, other)]);
  await change(sourceId, { Parts: null });
  expect(await takeBack(sourceId, before[0].properties.Parts?.id ?? "", null)).toEqual([200, ""]);
  const after = await Promise.all([source(world.notion, sourceId), source(world.notion, other)]);
  expect(after.map(({ properties }) => properties)).toEqual(before.map(({ properties }) => properties));
});

test("what somebody else has changed since stays", async () => {
  const { sourceId, price, id } = await priced();
  await change(sourceId, { Price: { rich_text: {} } });
  const seen = await price();
  await change(sourceId, { Price: { name: "Cost" } });
  expect(await takeBack(sourceId, id, seen)).toEqual([409, "Somebody has changed the property since."]);
  await change(sourceId, { Cost: null });
  await change(sourceId, { Cost: { number: {} } });
  expect(await takeBack(sourceId, id, null)).toEqual([409, 'There is a new property "Cost" meanwhile.']);
});

test("a change from before the start is too old", async () => {
  const { sourceId, id } = await priced();
  await change(sourceId, { Price: null });
  await world.restart();
  expect(await takeBack(sourceId, id, null)).toEqual([400, "The change is too old to be taken back."]);
});
