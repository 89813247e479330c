import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  ADA,
  aRow,
  aTable,
  aText,
  aTitle,
  BOT,
  openWorld,
  page,
  query,
  source,
  value,
  type World,
} from "./world.ts";

let world: World;
let sourceId: string;
let databaseId: string;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  ({ sourceId, databaseId } = await aTable(world.notion, {
    Name: { title: {} },
    Note: { rich_text: {} },
    Amount: { number: { format: "euro" } },
    Kind: { select: { options: [{ name: "A", color: "red" }] } },
    Tags: { multi_select: { options: [] } },
    State: { status: {} },
    Due: { date: {} },
    Who: { people: {} },
    Files: { files: {} },
    Done: { checkbox: {} },
    Link: { url: {} },
    Mail: { email: {} },
    Phone: { phone_number: {} },
    No: { unique_id: { prefix: "ORD" } },
    Made: { created_time: {} },
    By: { created_by: {} },
    Edited: { last_edited_time: {} },
    Editor: { last_edited_by: {} },
  }));
});

describe("a row", () => {
  test("answers what was written, in the shapes of Notion", async () => {
    const row = await aRow(world.notion, sourceId, {
      Name: aTitle("One"),
      Note: { rich_text: [{ text: { content: "see ", link: { url: "https://example.com" } } }] },
      Amount: { number: 12.5 },
      Kind: { select: { name: "A" } },
      Tags: { multi_select: [{ name: "x" }, { name: "y" }] },
      Due: { date: { start: "2026-03-01T09:00:00+01:00", end: "2026-03-02T10:30:00+01:00" } },
      Who: { people: [{ id: ADA.id }] },
      Files: { files: [{ name: "f", external: { url: "https://example.com/f.pdf" } }] },
      Done: { checkbox: true },
      Link: { url: "https://example.com" },
      Mail: { email: "a@example.com" },
      Phone: { phone_number: "+49 1" },
    });
    const read = await page(world.notion, row.id.replaceAll("-", ""));

    expect(read.properties).toEqual(row.properties);
    expect(read.properties.Name).toEqual({
      id: "title",
      type: "title",
      title: [
        {
          type: "text",
          text: { content: "One", link: null },
          annotations: {
            bold: false,
            italic: false,
            strikethrough: false,
            underline: false,
            code: false,
            color: "default",
          },
          plain_text: "One",
          href: null,
        },
      ],
    });
    expect(read.properties.Note).toMatchObject({
      rich_text: [{ plain_text: "see ", href: "https://example.com" }],
    });
    expect(value(read, "Kind")).toEqual({ id: expect.any(String), name: "A", color: "red" });
    expect(value(read, "Tags")).toMatchObject([{ name: "x" }, { name: "y" }]);
    expect(value(read, "State")).toMatchObject({ name: "Not started" });
    expect(value(read, "Due")).toEqual({
      start: "2026-03-01T09:00:00.000+01:00",
      end: "2026-03-02T10:30:00.000+01:00",
      time_zone: null,
    });
    expect(value(read, "Who")).toMatchObject([{ id: ADA.id, person: { email: "ada@example.com" } }]);
    expect(value(read, "No")).toEqual({ prefix: "ORD", number: 1 });
    expect(value(read, "By")).toMatchObject({ id: BOT.id, type: "bot" });
    expect(read.parent).toEqual({
      type: "data_source_id",
      data_source_id: sourceId,
      database_id: databaseId,
    });
    expect(read.url).toBe(`https://app.notion.com/p/One-${row.id.replaceAll("-", "")}`);
  });

  test("shows its times floored to the minute, whoever edits it last", async () => {
    world.clock.ms = Date.parse("2026-03-10T10:20:59.999Z");
    const row = await aRow(world.notion, sourceId, { Name: aTitle("One") });
    world.clock.pass(1);
    await world.ada.pages.update({ page_id: row.id, properties: { Amount: { number: 1 } } });
    const read = await page(world.notion, row.id);

    expect(read.created_time).toBe("2026-03-10T10:20:00.000Z");
    expect(read.last_edited_time).toBe("2026-03-10T10:21:00.000Z");
    expect([read.created_by.id, read.last_edited_by.id]).toEqual([BOT.id, ADA.id]);
    expect(value(read, "Edited")).toBe("2026-03-10T10:21:00.000Z");
  });

  test("hides a second edit of one minute in its time but not in its order", async () => {
    world.clock.ms = Date.parse("2026-03-10T11:00:10Z");
    const first = await aRow(world.notion, sourceId, { Name: aTitle("first") });
    await aRow(world.notion, sourceId, { Name: aTitle("second") });
    const before = await page(world.notion, first.id);
    await world.notion.pages.update({ page_id: first.id, properties: { Note: aText("again") } });
    const after = await page(world.notion, first.id);

    expect(after.last_edited_time).toBe(before.last_edited_time);
    expect(value(after, "Note")).not.toEqual(value(before, "Note"));
    const sorts = [{ timestamp: "last_edited_time", direction: "ascending" } as const];
    expect(await query(world.notion, sourceId, { sorts })).toEqual(["second", "first"]);
  });

  test("leaves queries when it is trashed, and can still be read and restored", async () => {
    const row = await aRow(world.notion, sourceId, { Name: aTitle("One") });
    await world.notion.pages.update({ page_id: row.id, in_trash: true });

    expect(await query(world.notion, sourceId)).toEqual([]);
    expect(await page(world.notion, row.id)).toMatchObject({ in_trash: true });
    await expect(
      world.notion.pages.update({ page_id: row.id, properties: { Amount: { number: 1 } } }),
    ).rejects.toMatchObject({
      message: "Can't edit block that is archived. You must unarchive the block before editing.",
    });
    await world.notion.pages.update({ page_id: row.id, in_trash: false });
    expect(await query(world.notion, sourceId)).toEqual(["One"]);
  });

  test("counts unique ids up and never gives one again", async () => {
    const first = await aRow(world.notion, sourceId, { Name: aTitle("1") });
    await world.notion.pages.update({ page_id: first.id, in_trash: true });
    const second = await aRow(world.notion, sourceId, { Name: aTitle("2") });

    expect(value(second, "No")).toMatchObject({ number: 2 });
  });

  test("makes the options that are written by a new name, but no status", async () => {
    const row = await aRow(world.notion, sourceId, { Kind: { select: { name: "New one" } } });

    expect(value(row, "Kind")).toMatchObject({ name: "New one" });
    await expect(aRow(world.notion, sourceId, { State: { status: { name: "Nope" } } })).rejects.toThrow(
      /"Nope" does not exist/,
    );
    await expect(aRow(world.notion, sourceId, { Kind: { select: { name: "a, b" } } })).rejects.toThrow(
      "Invalid select option, commas not allowed: a, b",
    );
  });

  test("shows a date of a named zone with the offset it has then, and without the name", async () => {
    const written = async (start: string, time_zone: string) => {
      const row = await aRow(world.notion, sourceId, {
        Due: { date: { start, time_zone: time_zone as "UTC" } },
      });
      return value(row, "Due");
    };
    expect(await written("2026-01-01T09:00:00", "America/New_York")).toEqual({
      start: "2026-01-01T09:00:00.000-05:00",
      end: null,
      time_zone: null,
    });
    expect(await written("2026-07-01T09:00:00", "Europe/Berlin")).toMatchObject({
      start: "2026-07-01T09:00:00.000+02:00",
    });
    // The hour before clocks go forward, and the one after: only the first guess is wrong here.
    expect(await written("2026-03-08T01:30:00", "America/New_York")).toMatchObject({
      start: "2026-03-08T01:30:00.000-05:00",
    });
    expect(await written("2026-03-08T03:30:00", "America/New_York")).toMatchObject({
      start: "2026-03-08T03:30:00.000-04:00",
    });
    expect(await written("2026-01-01T09:00:00", "UTC")).toMatchObject({
      start: "2026-01-01T09:00:00.000+00:00",
    });
    await expect(written("2026-01-01T09:00:00", "Mars/Base")).rejects.toThrow(
      /body\.properties\.Due\.date\.time_zone/,
    );
    await expect(written("2026-01-01", "UTC")).rejects.toThrow(/must have a time/);
  });

  test("is told all wrong names and types at once", async () => {
    const properties = { Nope: { number: 1 }, Amount: { checkbox: true }, Name: { number: 1 } };
    await expect(aRow(world.notion, sourceId, properties)).rejects.toThrow(
      "Nope is not a property that exists. Amount is expected to be number. Name is expected to be title.",
    );
    await expect(aRow(world.notion, sourceId, { Amount: {} } as never)).rejects.toThrow(
      /^body failed validation\. Fix one:\nbody\.properties\.Amount\.title should be defined, instead was `undefined`\.\nbody\.properties\.Amount\.rich_text/,
    );
  });

  test("refuses what Notion computes, wrong types and unknown names, and then changes nothing", async () => {
    const bad: [string, object, RegExp][] = [
      ["Made", { created_time: "2026-01-01" }, /body\.properties\.Made\.title should be defined/],
      ["Amount", { number: "1" }, /body\.properties\.Amount\.number should be a number, instead was `"1"`/],
      ["Amount", { select: { name: "x" } }, /^Amount is expected to be number\.$/],
      ["Nope", { number: 1 }, /Nope is not a property that exists\./],
      ["Note", aText("x".repeat(2001)), /length should be ≤ `2000`, instead was `2001`/],
      ["Due", { date: { start: "tomorrow" } }, /a valid ISO 8601 date string/],
      ["Due", { date: { start: "2026-01-01T09:00:00Z", time_zone: "Europe/Berlin" } }, /UTC offset/],
    ];
    const row = await aRow(world.notion, sourceId, { Name: aTitle("One") });
    for (const [name, cell, message] of bad) {
      const made = { Kind: { select: { name: "Fresh" } }, Done: { checkbox: true } };
      const properties = { ...made, [name]: cell } as never;
      await expect(aRow(world.notion, sourceId, properties), name).rejects.toThrow(message);
      await expect(world.notion.pages.update({ page_id: row.id, properties }), name).rejects.toMatchObject({
        code: "validation_error",
        message: expect.stringMatching(message),
      });
    }
    expect(await page(world.notion, row.id)).toEqual(expect.objectContaining({ properties: row.properties }));
    expect(await query(world.notion, sourceId)).toEqual(["One"]);
    const { Kind } = (await source(world.notion, sourceId)).properties;
    expect(Kind?.type === "select" && Kind.select.options.map((option) => option.name)).toEqual(["A"]);
  });

  test("shows mentions under the titles of now", async () => {
    const mention = { mention: { database: { id: databaseId } } };
    const row = await aRow(world.notion, sourceId, {
      Note: { rich_text: [mention, { text: { content: " by " } }, { mention: { user: { id: ADA.id } } }] },
    });
    await world.notion.databases.update({
      database_id: databaseId,
      title: [{ text: { content: "Renamed" } }],
    });
    const read = await page(world.notion, row.id);

    expect(value(read, "Note")).toMatchObject([
      {
        type: "mention",
        mention: { type: "database", database: { id: databaseId } },
        plain_text: "Renamed",
        href: `https://app.notion.com/p/${databaseId.replaceAll("-", "")}`,
      },
      { plain_text: " by " },
      { mention: { type: "user", user: { object: "user", id: ADA.id } }, plain_text: "@Ada" },
    ]);
  });
});

describe("relations", () => {
  test("are kept at both ends, without an edit of the other row", async () => {
    const people = await aTable(world.notion, { Name: { title: {} } }, "People");
    await world.notion.dataSources.update({
      data_source_id: sourceId,
      properties: {
        Customer: {
          relation: { data_source_id: people.sourceId, dual_property: { synced_property_name: "Orders" } },
        },
      },
    });
    const person = await aRow(world.notion, people.sourceId, { Name: aTitle("Ada") });
    world.clock.pass(120);
    const order = await aRow(world.notion, sourceId, { Customer: { relation: [{ id: person.id }] } });
    const linked = await page(world.notion, person.id);

    expect(value(linked, "Orders")).toEqual([{ id: order.id }]);
    expect(linked.last_edited_time).toBe(person.last_edited_time);
    await world.notion.pages.update({ page_id: order.id, in_trash: true });
    expect(value(await page(world.notion, person.id), "Orders")).toEqual([]);
    await world.notion.pages.update({ page_id: order.id, in_trash: false });
    expect(value(await page(world.notion, person.id), "Orders")).toEqual([{ id: order.id }]);
    await world.notion.pages.update({ page_id: person.id, properties: { Orders: { relation: [] } } });
    expect(value(await page(world.notion, order.id), "Customer")).toEqual([]);
  });

  test("are cut at 25 in a page, and whole through the property endpoint", async () => {
    await world.notion.dataSources.update({
      data_source_id: sourceId,
      properties: { Others: { relation: { data_source_id: sourceId, single_property: {} } } },
    });
    const ids: string[] = [];
    for (let i = 0; i < 30; i++) ids.push((await aRow(world.notion, sourceId, {})).id);
    const relation = ids.map((id) => ({ id }));
    const row = await aRow(world.notion, sourceId, { Others: { relation }, Name: aTitle("all") });
    const others = row.properties.Others;

    expect(others).toMatchObject({ type: "relation", has_more: true });
    expect(others?.type === "relation" && others.relation).toEqual(relation.slice(0, 25));
    const found: unknown[] = [];
    let cursor: string | null = null;
    do {
      const item = await world.notion.pages.properties.retrieve({
        page_id: row.id,
        property_id: others?.id ?? "",
        page_size: 20,
        ...(cursor && { start_cursor: cursor }),
      });
      if (item.object !== "list") throw new Error("no list");
      found.push(...item.results.map((one) => one.type === "relation" && one.relation.id));
      cursor = item.next_cursor;
      expect(item.property_item.next_url === null).toBe(cursor === null);
    } while (cursor);
    expect(found).toEqual(ids);
  });

  test("are summed up by a rollup, which is incomplete until their last page", async () => {
    const shelf = await aTable(world.notion, { Name: { title: {} } }, "Shelf");
    const rollup = (rollup_property_name: string, name: string) => ({
      rollup: { relation_property_name: "Orders", rollup_property_name, function: name as "sum" },
    });
    await world.notion.dataSources.update({
      data_source_id: shelf.sourceId,
      properties: { Orders: { relation: { data_source_id: sourceId, single_property: {} } } },
    });
    await world.notion.dataSources.update({
      data_source_id: shelf.sourceId,
      properties: { Total: rollup("Amount", "sum"), Names: rollup("Name", "show_original") },
    });
    const relation: { id: string }[] = [];
    for (const number of [1, 2, 3]) {
      const name = { title: [{ text: { content: "No " } }, { text: { content: `${number}` } }] };
      relation.push({ id: (await aRow(world.notion, sourceId, { Amount: { number }, Name: name })).id });
    }
    const row = await aRow(world.notion, shelf.sourceId, { Orders: { relation } });
    const read = async (name: string, start_cursor?: string | null) => {
      const property_id = row.properties[name]?.id ?? "";
      const cursor = start_cursor ? { start_cursor } : {};
      const item = await world.notion.pages.properties.retrieve({
        page_id: row.id,
        property_id,
        page_size: 2,
        ...cursor,
      });
      if (item.object !== "list") throw new Error("no list");
      return item;
    };

    const first = await read("Total");
    expect(first.results).toMatchObject(relation.slice(0, 2).map((one) => ({ relation: one })));
    expect(first.property_item).toMatchObject({ type: "rollup", rollup: { type: "incomplete" } });
    expect((await read("Total", first.next_cursor)).property_item).toMatchObject({
      rollup: { type: "number", number: 6, function: "sum" },
    });
    const names = await read("Names");
    expect(names.results).toMatchObject([
      { id: "title", type: "title", title: { plain_text: "No " } },
      { id: "title", type: "title", title: { plain_text: "1" } },
    ]);
    expect(names.property_item).toMatchObject({ rollup: { type: "array", array: [] } });
  });

  test("give simple properties as one item", async () => {
    const row = await aRow(world.notion, sourceId, { Amount: { number: 7 } });
    const id = row.properties.Amount?.id ?? "";
    const item = await world.notion.pages.properties.retrieve({ page_id: row.id, property_id: id });

    expect(item).toMatchObject({ object: "property_item", type: "number", id, number: 7 });
  });
});

describe("a page that is moved", () => {
  const move = (page_id: string, parent: Parameters<typeof world.notion.pages.move>[0]["parent"]) =>
    world.notion.pages.move({ page_id, parent });

  test("is a row of its new data source and none of its old", async () => {
    const other = await aTable(world.notion, { Title: { title: {} }, Amount: { number: {} } }, "Archive");
    const cells = { Name: aTitle("Lamp"), Amount: { number: 7 }, Note: aText("gone") };
    const row = await aRow(world.notion, sourceId, cells);
    world.clock.pass(60);
    await move(row.id, { data_source_id: other.sourceId });
    const moved = await page(world.notion, row.id);

    expect(moved).toMatchObject({
      parent: { data_source_id: other.sourceId },
      created_time: row.created_time,
    });
    expect(Object.keys(moved.properties)).toEqual(["Title", "Amount"]);
    expect(value(moved, "Amount")).toBe(7);
    expect(moved.last_edited_time > row.last_edited_time).toBe(true);
    expect(await query(world.notion, other.sourceId)).toEqual(["Lamp"]);
    expect(await query(world.notion, sourceId)).toEqual([]);
    await world.restart();
    expect(await query(world.notion, sourceId)).toEqual([]);
  });

  test("can become a page in a page, and a row again", async () => {
    const { pageId } = await aTable(world.notion, { Name: { title: {} } });
    const row = await aRow(world.notion, sourceId, { Name: aTitle("Lamp") });
    const contents = async () =>
      (await world.notion.blocks.children.list({ block_id: pageId })).results.map(({ id }) => id);
    await move(row.id, { page_id: pageId });

    expect(await contents()).toContain(row.id);
    expect((await page(world.notion, row.id)).parent).toEqual({ type: "page_id", page_id: pageId });
    await move(row.id, { data_source_id: sourceId });
    expect(await contents()).not.toContain(row.id);
    expect(await query(world.notion, sourceId)).toEqual(["Lamp"]);
  });

  test("stays where it is when it is in the trash, or told no place", async () => {
    const row = await aRow(world.notion, sourceId, {});
    await expect(move(row.id, {} as never)).rejects.toThrow("body.parent.page_id should be defined");
    await world.notion.pages.update({ page_id: row.id, in_trash: true });
    await expect(move(row.id, { data_source_id: sourceId })).rejects.toThrow("Can't edit block");
  });
});

describe("the workspace", () => {
  test("finds pages and data sources by a part of their title", async () => {
    await aTable(world.notion, { Name: { title: {} } }, "Unheard-of things");
    const { results } = await world.notion.search({
      query: "unheard",
      filter: { property: "object", value: "data_source" },
    });

    expect(results).toHaveLength(1);
    expect(results[0]).toMatchObject({ object: "data_source", title: [{ plain_text: "Unheard-of things" }] });
  });
});

test("a page cannot move into itself or into a page inside it", async () => {
  const parent = { workspace: true } as const;
  const outer = await world.notion.pages.create({ parent, properties: { title: aTitle("Outer") } });
  const inner = await world.notion.pages.create({ parent: { page_id: outer.id } });
  const move = (page_id: string) => world.notion.pages.move({ page_id: outer.id, parent: { page_id } });
  await expect(move(inner.id)).rejects.toThrow(/into itself/);
  await expect(move(outer.id)).rejects.toThrow(/into itself/);
});
