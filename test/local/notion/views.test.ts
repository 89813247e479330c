import type { DataSourceViewObjectResponse } from "@notionhq/client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { aRow, aTable, aTitle, openWorld, type World } from "./world.ts";

let world: World;
let table: { databaseId: string; sourceId: string };

beforeEach(async () => {
  world = await openWorld({ queryCap: 5 });
  table = await aTable(world.notion, { Name: { title: {} }, Done: { checkbox: {} } });
});
afterEach(() => world.close());

async function aView(more: Record<string, unknown> = {}): Promise<DataSourceViewObjectResponse> {
  const { databaseId, sourceId } = table;
  const all = { database_id: databaseId, data_source_id: sourceId, name: "Open", type: "table", ...more };
  return (await world.notion.views.create(all as never)) as DataSourceViewObjectResponse;
}

const row = (name: string, done = false) =>
  aRow(world.notion, table.sourceId, { Name: aTitle(name), Done: { checkbox: done } });

const NOT_DONE = { filter: { property: "Done", checkbox: { equals: false } } };

describe("views", () => {
  test("are answered as Notion does, in milliseconds", async () => {
    const view = await aView();
    const hex = (id: string) => id.replaceAll("-", "");

    expect(view).toEqual({
      object: "view",
      id: expect.any(String),
      parent: { type: "database_id", database_id: table.databaseId },
      data_source_id: table.sourceId,
      name: "Open",
      type: "table",
      created_time: "2026-03-10T10:20:30.456+00:00",
      created_by: { object: "user", id: expect.any(String) },
      last_edited_time: "2026-03-10T10:20:30.456+00:00",
      last_edited_by: { object: "user", id: expect.any(String) },
      url: `https://app.notion.com/p/${hex(table.databaseId)}?v=${hex(view.id)}`,
      filter: null,
      sorts: null,
      quick_filters: null,
      configuration: { type: "table" },
      request_id: expect.any(String),
    });
    expect(await world.notion.views.retrieve({ view_id: view.id })).toMatchObject({
      id: view.id,
      name: "Open",
    });
  });

  test("are listed after the one a table comes with", async () => {
    const { id } = await aView();
    const ofDatabase = await world.notion.views.list({ database_id: table.databaseId });
    const ofSource = await world.notion.views.list({ data_source_id: table.sourceId });

    expect(ofDatabase.results).toEqual([
      { object: "view", id: expect.any(String) },
      { object: "view", id },
    ]);
    expect(ofSource.results).toEqual(ofDatabase.results);
    expect(ofDatabase).toMatchObject({ type: "view", view: {}, has_more: false });
  });

  test("change, and are deleted", async () => {
    const { id } = await aView({ quick_filters: { a: { checkbox: {} }, b: { checkbox: {} } } });
    world.clock.pass(1);
    const changed = await world.notion.views.update({
      view_id: id,
      name: "Late",
      quick_filters: { a: null },
    } as never);
    const deleted = await world.notion.views.delete({ view_id: id });

    expect(changed).toMatchObject({
      name: "Late",
      last_edited_time: "2026-03-10T10:20:31.456+00:00",
    });
    expect((changed as DataSourceViewObjectResponse).quick_filters).toEqual({ b: { checkbox: {} } });
    expect(deleted).toEqual({
      object: "view",
      id,
      parent: { type: "database_id", database_id: table.databaseId },
      type: "table",
      request_id: expect.any(String),
    });
    expect((await world.notion.views.list({ database_id: table.databaseId })).results).toHaveLength(1);
    await expect(world.notion.views.retrieve({ view_id: id })).rejects.toMatchObject({ status: 404 });
  });

  test("are refused with a filter that no query takes", async () => {
    await expect(aView({ filter: { property: "Gone", checkbox: { equals: true } } })).rejects.toMatchObject({
      code: "validation_error",
    });
  });
});

describe("the place of a view", () => {
  const order = async () => {
    const { results } = await world.notion.views.list({ database_id: table.databaseId });
    const views = await Promise.all(results.map(({ id }) => world.notion.views.retrieve({ view_id: id })));
    return views.map((view) => ("name" in view ? view.name : ""));
  };

  test("is at an end, or after another", async () => {
    const a = await aView({ name: "a" });
    await aView({ name: "b", position: { type: "start" } });
    await aView({ name: "c", position: { type: "after_view", view_id: a.id } });
    await aView({ name: "d", position: { type: "end" } });
    await aView({ name: "e", position: { type: "after_view", view_id: a.id } });
    expect(await order()).toEqual(["b", "Default view", "a", "e", "c", "d"]);
    const nowhere = { type: "after_view", view_id: table.sourceId };
    await expect(aView({ position: nowhere })).rejects.toMatchObject({ status: 404 });
  });

  test("is one: a database or a dashboard", async () => {
    const { databaseId, sourceId } = table;
    const none = { data_source_id: sourceId, name: "x", type: "table" };
    await expect(world.notion.views.create(none as never)).rejects.toThrow(
      "body.database_id should be defined",
    );
    await expect(aView({ view_id: databaseId })).rejects.toThrow("body.view_id should be not present");
    await expect(aView({ placement: { type: "new_row" } })).rejects.toThrow(
      "body.placement should be not present",
    );
  });
});

describe("a dashboard", () => {
  const widget = (dashboardId: string, more: object = {}) =>
    aView({ database_id: undefined, view_id: dashboardId, ...more });
  const rows = async (view_id: string) => {
    const view = (await world.notion.views.retrieve({ view_id })) as DataSourceViewObjectResponse;
    const { rows: all } = view.configuration as {
      rows: { widgets: { view_id: string; row_index: number }[] }[];
    };
    return all.map(({ widgets }) => widgets.map((one) => one.view_id));
  };

  test("holds widgets in rows, which leave it when they are deleted", async () => {
    const { id } = await aView({ type: "dashboard", name: "Dashboard" });
    const a = await widget(id);
    const b = await widget(id, { placement: { type: "existing_row", row_index: 0 } });
    const c = await widget(id, { placement: { type: "new_row", row_index: 0 } });
    const d = await widget(id, { placement: { type: "new_row" } });
    expect(a).toMatchObject({ dashboard_view_id: id, parent: { database_id: table.databaseId } });
    expect(await rows(id)).toEqual([[c.id], [a.id, b.id], [d.id]]);
    await world.notion.views.delete({ view_id: c.id });
    await world.notion.views.delete({ view_id: a.id });
    expect(await rows(id)).toEqual([[b.id], [d.id]]);
    await world.notion.views.delete({ view_id: id });
    await expect(world.notion.views.retrieve({ view_id: b.id })).rejects.toMatchObject({ status: 404 });
  });

  test("is a dashboard, and has the row", async () => {
    const { id } = await aView({ type: "dashboard" });
    const other = await aView();
    await expect(widget(other.id)).rejects.toThrow("body.view_id should be the id of a dashboard view");
    await expect(widget(id, { placement: { type: "existing_row", row_index: 0 } })).rejects.toThrow(
      "body.placement.row_index should be the index of a row",
    );
  });
});

describe("a view query", () => {
  test("answers the ids of the rows the view shows, in its order", async () => {
    const b = await row("b");
    await row("c", true);
    const a = await row("a");
    const view = await aView({ ...NOT_DONE, sorts: [{ property: "Name", direction: "ascending" }] });
    const query = await world.notion.views.queries.create({ view_id: view.id });

    expect(query).toEqual({
      object: "view_query",
      id: expect.any(String),
      view_id: view.id,
      expires_at: "2026-03-10T10:35:30.456+00:00",
      total_count: 2,
      results: [
        { object: "page", id: a.id },
        { object: "page", id: b.id },
      ],
      next_cursor: null,
      has_more: false,
      request_id: expect.any(String),
    });
  });

  test("is read on a page at a time, as it was when it was made", async () => {
    for (const name of ["1", "2", "3"]) await row(name);
    const view = await aView();
    const query = await world.notion.views.queries.create({ view_id: view.id, page_size: 2 });
    await row("4");
    const rest = await world.notion.views.queries.results({
      view_id: view.id,
      query_id: query.id,
      start_cursor: query.next_cursor as string,
    });

    expect(query).toMatchObject({ total_count: 3, has_more: true });
    expect(query.results).toHaveLength(2);
    expect(rest).toMatchObject({ type: "page", page: {}, has_more: false });
    expect(rest.results).toHaveLength(1);
  });

  test("survives the renaming of a property its view filters by", async () => {
    const open = await row("open");
    await row("done", true);
    const view = await aView(NOT_DONE);
    await world.notion.dataSources.update({
      data_source_id: table.sourceId,
      properties: { Done: { name: "Finished" } },
    });

    const { results } = await world.notion.views.queries.create({ view_id: view.id });
    expect(results).toEqual([{ object: "page", id: open.id }]);
  });

  test("ends when it is deleted, and after 15 minutes", async () => {
    const view = await aView();
    const first = await world.notion.views.queries.create({ view_id: view.id });
    const second = await world.notion.views.queries.create({ view_id: view.id });
    const read = (id: string) => world.notion.views.queries.results({ view_id: view.id, query_id: id });
    const ended = await world.notion.views.queries.delete({ view_id: view.id, query_id: first.id });
    world.clock.pass(15 * 60 - 1);

    expect(ended).toMatchObject({ object: "view_query", id: first.id, deleted: true });
    await expect(read(first.id)).rejects.toMatchObject({ status: 404 });
    await expect(read(second.id)).resolves.toMatchObject({ results: [] });
    world.clock.pass(1);
    await expect(read(second.id)).rejects.toMatchObject({ status: 404 });
  });

  test("is cut at the cap, and says so", async () => {
    for (const name of ["1", "2", "3", "4", "5", "6"]) await row(name);
    const view = await aView();

    expect(await world.notion.views.queries.create({ view_id: view.id })).toMatchObject({
      total_count: 5,
      request_status: { type: "incomplete", incomplete_reason: "query_result_limit_reached" },
    });
  });
});
