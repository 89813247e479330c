import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADA, aRow, aTable, aText, aTitle, BOT, type Cells, openWorld, query, type World } from "./world.ts";

let world: World;
let sourceId: string;
let first: string;

const NOW = Date.parse("2026-03-10T10:20:30Z");

beforeAll(async () => {
  world = await openWorld({ queryCap: 5 });
  ({ sourceId } = await aTable(world.notion, {
    Name: { title: {} },
    Note: { rich_text: {} },
    Amount: { number: {} },
    Kind: { select: { options: [{ name: "Small" }, { name: "Big" }] } },
    Tags: { multi_select: {} },
    State: { status: {} },
    Due: { date: {} },
    Who: { people: {} },
    Files: { files: {} },
    Done: { checkbox: {} },
    Link: { url: {} },
    Mail: { email: {} },
    Phone: { phone_number: {} },
    No: { unique_id: {} },
    Made: { created_time: {} },
    Editor: { last_edited_by: {} },
    Double: { formula: { expression: 'prop("Amount") * 2' } },
    Upper: { formula: { expression: 'upper(prop("Name"))' } },
    Rich: { formula: { expression: 'prop("Amount") > 15' } },
    Next: { formula: { expression: 'dateAdd(prop("Due"), 1, "days")' } },
  }));
  const properties = { Next: null, Other: { relation: { data_source_id: sourceId, single_property: {} } } };
  await world.notion.dataSources.update({ data_source_id: sourceId, properties });
  const rollup = { relation_property_name: "Other", rollup_property_name: "Amount" };
  await world.notion.dataSources.update({
    data_source_id: sourceId,
    properties: {
      Sum: { rollup: { ...rollup, function: "sum" } },
      Each: { rollup: { ...rollup, function: "show_original" } },
      Next: { formula: { expression: 'dateAdd(prop("Due"), 1, "days")' } },
    },
  });
  const rows: Cells[] = [
    {
      Name: aTitle("apple"),
      Note: aText("Red fruit"),
      Amount: { number: 10 },
      Kind: { select: { name: "Small" } },
      Tags: { multi_select: [{ name: "x" }, { name: "y" }] },
      State: { status: { name: "Done" } },
      Due: { date: { start: "2026-03-09" } },
      Who: { people: [{ id: ADA.id }] },
      Files: { files: [{ name: "f", external: { url: "https://example.com/f" } }] },
      Done: { checkbox: true },
      Link: { url: "https://example.com/a" },
      Mail: { email: "a@example.com" },
      Phone: { phone_number: "12" },
    },
    { Name: aTitle("Banana"), Amount: { number: 20 }, Kind: { select: { name: "Big" } } },
    { Name: aTitle("cherry"), Due: { date: { start: "2026-03-10T12:00:00Z" } } },
  ];
  world.clock.ms = NOW;
  const ids: string[] = [];
  for (const [index, row] of rows.entries()) {
    const { id } = await aRow(index === 2 ? world.ada : world.notion, sourceId, row);
    ids.push(id);
    world.clock.pass(60);
  }
  first = ids[0] ?? "";
  const related = { Other: { relation: ids.slice(0, 2).map((id) => ({ id })) } };
  await world.ada.pages.update({ page_id: ids[2] ?? "", properties: related });
  world.clock.ms = NOW;
});
afterAll(() => world.close());

/** Which of apple, Banana, cherry: by their first letters. */
async function found(filter: unknown): Promise<string> {
  const names = await query(world.notion, sourceId, { filter: filter as never });
  return names.map((name) => name[0]).join("");
}

const on = (property: string, type: string, cond: object) => ({ property, [type]: cond });

describe("a query's filter", () => {
  test.each([
    ["Name", "title", { equals: "apple" }, "a"],
    ["Name", "title", { does_not_equal: "apple" }, "Bc"],
    ["Name", "title", { contains: "an" }, "B"],
    ["Name", "title", { does_not_contain: "an" }, "ac"],
    ["Name", "title", { starts_with: "ban" }, "B"],
    ["Name", "title", { ends_with: "y" }, "c"],
    ["Note", "rich_text", { is_empty: true }, "Bc"],
    ["Note", "rich_text", { is_not_empty: true }, "a"],
    ["Link", "url", { contains: "/a" }, "a"],
    ["Mail", "email", { is_empty: true }, "Bc"],
    ["Phone", "phone_number", { equals: "12" }, "a"],
    ["Amount", "number", { equals: 10 }, "a"],
    ["Amount", "number", { does_not_equal: 10 }, "Bc"],
    ["Amount", "number", { greater_than: 10 }, "B"],
    ["Amount", "number", { less_than: 20 }, "a"],
    ["Amount", "number", { greater_than_or_equal_to: 10, less_than_or_equal_to: 10 }, "a"],
    ["Amount", "number", { is_empty: true }, "c"],
    ["No", "unique_id", { greater_than: 1 }, "Bc"],
    ["Done", "checkbox", { equals: true }, "a"],
    ["Done", "checkbox", { does_not_equal: true }, "Bc"],
    ["Kind", "select", { equals: "Big" }, "B"],
    ["Kind", "select", { equals: ["Big", "Small"] }, "aB"],
    ["Kind", "select", { does_not_equal: "Big" }, "ac"],
    ["Kind", "select", { is_empty: true }, "c"],
    ["State", "status", { equals: "Done" }, "a"],
    ["State", "status", { does_not_equal: ["Done"] }, "Bc"],
    ["Tags", "multi_select", { contains: "x" }, "a"],
    ["Tags", "multi_select", { does_not_contain: "x" }, "Bc"],
    ["Tags", "multi_select", { is_not_empty: true }, "a"],
    ["Due", "date", { equals: "2026-03-10" }, "c"],
    ["Due", "date", { equals: "yesterday" }, "a"],
    ["Due", "date", { before: "today" }, "a"],
    ["Due", "date", { after: "2026-03-09" }, "c"],
    ["Due", "date", { after: "2026-03-08" }, "ac"],
    ["Due", "date", { on_or_before: "2026-03-10T12:00:00Z" }, "ac"],
    ["Due", "date", { on_or_after: "2026-03-10T12:00:01Z" }, ""],
    ["Due", "date", { this_week: {} }, "ac"],
    ["Due", "date", { past_week: {} }, "ac"],
    ["Due", "date", { next_month: {} }, "c"],
    ["Due", "date", { is_empty: true }, "B"],
    ["Made", "created_time", { after: "2026-03-10T10:20:59Z" }, "Bc"],
    ["Who", "people", { contains: ADA.id }, "a"],
    ["Who", "people", { contains: "me" }, ""],
    ["Who", "people", { does_not_contain: "me" }, "aBc"],
    ["Who", "people", { is_empty: true }, "Bc"],
    ["Editor", "last_edited_by", { contains: BOT.id }, "aB"],
    ["Files", "files", { is_not_empty: true }, "a"],
    ["Other", "relation", { is_not_empty: true }, "c"],
    ["Double", "formula", { number: { equals: 40 } }, "B"],
    ["Upper", "formula", { string: { contains: "CHER" } }, "c"],
    ["Rich", "formula", { checkbox: { equals: true } }, "B"],
    ["Next", "formula", { date: { equals: "2026-03-11" } }, "c"],
    ["Sum", "rollup", { number: { equals: 30 } }, "c"],
    ["Each", "rollup", { any: { number: { greater_than: 15 } } }, "c"],
    ["Each", "rollup", { none: { number: { greater_than: 15 } } }, "aB"],
  ])("on %s: %s %j finds %j", async (property, type, cond, expected) => {
    expect(await found(on(property, type, cond))).toBe(expected);
  });

  test("finds by a related page", async () => {
    expect(await found(on("Other", "relation", { contains: first }))).toBe("c");
    expect(await found(on("Other", "relation", { does_not_contain: first }))).toBe("aB");
  });

  test("takes the person who asks for me", async () => {
    const filter = { property: "Who", people: { contains: "me" } };
    expect(await query(world.ada, sourceId, { filter })).toEqual(["apple"]);
  });

  test("joins conditions in groups, two levels deep", async () => {
    const apple = on("Name", "title", { equals: "apple" });
    const big = on("Kind", "select", { equals: "Big" });
    const done = on("Done", "checkbox", { equals: true });

    expect(await found({ or: [apple, big] })).toBe("aB");
    expect(await found({ and: [apple, big] })).toBe("");
    expect(await found({ or: [big, { and: [apple, done] }] })).toBe("aB");
    expect(await found({ and: [done, { or: [apple, big] }] })).toBe("a");
    await expect(found({ and: [{ or: [{ and: [apple] }] }] })).rejects.toThrow(/should be not present/);
  });

  test("compares edit times as they are shown, floored to the minute", async () => {
    const edited = (cond: object) => ({ timestamp: "last_edited_time", last_edited_time: cond });

    expect(await found(edited({ on_or_after: "2026-03-10T10:21:00.000Z" }))).toBe("Bc");
    expect(await found(edited({ after: "2026-03-10T10:23:00.000Z" }))).toBe("");
    expect(await found({ timestamp: "created_time", created_time: { before: "2026-03-10T10:21:00Z" } })).toBe(
      "a",
    );
    await expect(found({ ...edited({ is_empty: true }), property: "Made" })).rejects.toThrow(/not present/);
  });

  test.each([
    [on("Nope", "title", { equals: "x" }), "Could not find property with name or id: Nope"],
    [
      on("Amount", "rich_text", { equals: "x" }),
      "The property type in the database does not match the property type of the filter provided: database property number does not match filter rich_text",
    ],
    [on("Amount", "number", { contains: 1 }), /body\.filter\.number\.contains should be not present/],
    [on("Amount", "number", { equals: "1" }), /body\.filter\.number\.equals should be a number/],
    [on("Double", "formula", { string: { equals: "x" } }), /does not match the type of the formula/],
  ])("refuses %j", async (filter, message) => {
    await expect(found(filter)).rejects.toThrow(message);
  });
});

describe("a query", () => {
  test.each([
    ["Name", "ascending", "aBc"],
    ["Name", "descending", "cBa"],
    ["Amount", "descending", "Bac"],
    ["Kind", "descending", "Bac"],
    ["Due", "ascending", "acB"],
    ["Done", "descending", "aBc"],
    ["Double", "ascending", "caB"],
  ] as const)("sorts by %s, %s", async (property, direction, expected) => {
    const names = await query(world.notion, sourceId, { sorts: [{ property, direction }] });
    expect(names.map((name) => name[0]).join("")).toBe(expected);
  });

  test("lets an earlier sort win", async () => {
    const sorts = [
      { property: "Done", direction: "ascending" },
      { timestamp: "created_time", direction: "descending" },
    ] as const;
    expect(await query(world.notion, sourceId, { sorts: [...sorts] })).toEqual(["cherry", "Banana", "apple"]);
    const unknown = [{ property: "Nope", direction: "ascending" as const }];
    await expect(query(world.notion, sourceId, { sorts: unknown })).rejects.toThrow(
      "Could not find sort property with name or id: Nope",
    );
  });

  test("answers in pages, with cursors that are no ids", async () => {
    const one = await world.notion.dataSources.query({ data_source_id: sourceId, page_size: 2 });
    const cursor = one.next_cursor ?? "";
    const two = await world.notion.dataSources.query({ data_source_id: sourceId, start_cursor: cursor });

    expect([one.results.length, one.has_more, two.results.length, two.has_more]).toEqual([2, true, 1, false]);
    expect(cursor).not.toMatch(/^[0-9a-f-]{32,36}$/);
    expect(one).toMatchObject({ type: "page_or_data_source", page_or_data_source: {} });
    expect(one).not.toHaveProperty("request_status");
    await expect(query(world.notion, sourceId, { start_cursor: "bogus" })).rejects.toThrow(
      "The start_cursor provided is invalid: bogus",
    );
  });

  test("shows only the properties asked for, by id or name", async () => {
    const { results } = await world.notion.dataSources.query({
      data_source_id: sourceId,
      filter_properties: ["title", "Amount"],
    });

    expect(results[0]).toHaveProperty("properties");
    expect(Object.keys((results[0] as { properties: object }).properties)).toEqual(["Name", "Amount"]);
  });

  test("stops at the cap and says so on every page", async () => {
    const table = await aTable(world.notion, { Name: { title: {} } });
    for (let i = 0; i < 6; i++) await aRow(world.notion, table.sourceId, { Name: aTitle(`${i}`) });
    const args = { data_source_id: table.sourceId, page_size: 3 };
    const one = await world.notion.dataSources.query(args);
    const two = await world.notion.dataSources.query({ ...args, start_cursor: one.next_cursor ?? "" });

    expect([one.results.length, two.results.length, two.has_more]).toEqual([3, 2, false]);
    for (const answer of [one, two]) {
      expect(answer.request_status).toEqual({
        type: "incomplete",
        incomplete_reason: "query_result_limit_reached",
      });
    }
  });
});
