import { describe, expect, it } from "vitest";
import { readRow } from "../../../shared/adapters/notion/read-row.ts";
import { requestBudget } from "../../../shared/adapters/notion/request-budget.ts";
import { BudgetError } from "../../../shared/domain/errors.ts";
import { rowTitle } from "../../../shared/domain/row.ts";
import type { Budgets } from "../../../shared/ports.ts";
import { anError, EMPTY_LIST, scriptedNotion, scriptedNotionWith } from "./scripted-notion.ts";

const sourceId = "00000000-0000-4000-8000-000000000001";
const rowId = "00000000-0000-4000-8000-000000000002";
const aPage = (more: object = {}) => ({
  object: "page",
  id: rowId,
  created_time: "2026-03-01T10:00:00.000Z",
  last_edited_time: "2026-03-01T10:05:00.000Z",
  properties: { Name: { id: "title", type: "title", title: [{ type: "text", plain_text: "Lamp" }] } },
  ...more,
});
const aListOf = (...results: unknown[]) => ({
  body: { object: "list", results, next_cursor: null, has_more: false },
});

describe("a connection's budget", () => {
  function recorded() {
    const asked: string[] = [];
    const budgets: Budgets = {
      async take(_, purpose, wanted) {
        asked.push(`${purpose} ${wanted}`);
        return { granted: wanted };
      },
      pause: async (_, until) => void asked.push(`until ${until}`),
      refused: async () => void asked.push("refused"),
    };
    const now = new Date("2026-03-01T10:00:20.000Z");
    return { asked, budget: requestBudget(budgets, "c1", { now: () => now }) };
  }

  it("is spent by purpose, what one has to spare by the others; requests and dates are counted together", async () => {
    const { asked, budget } = recorded();
    const { workspace, within } = await scriptedNotionWith(
      { budget },
      { ...EMPTY_LIST, headers: { date: "Sun, 01 Mar 2026 10:00:02 GMT" } },
    );
    const window = { by: "edited", from: undefined } as const;
    await workspace.rows(sourceId, window, undefined);
    await within("incremental").rows(sourceId, window, undefined);
    await within("sweep").rows(sourceId, window, undefined);
    expect(asked).toEqual(["incremental 4"]);
    await within("sweep").rows(sourceId, window, undefined);
    await within("sweep").rows(sourceId, window, undefined);
    expect(asked).toEqual(["incremental 4", "sweep 4"]);
    expect([workspace.requests(), within("confirm").requests()]).toEqual([5, 5]);
    expect(within("confirm").now()).toEqual(new Date("2026-03-01T10:00:02.000Z"));
  });

  it("is paused by Notion's wish for every purpose", async () => {
    const { asked, budget } = recorded();
    const refusal = anError(429, "rate_limited", {
      headers: { "retry-after": "60" },
      data: { rate_limit_reason: "public_api_request_rate_limit" },
    });
    const { query, within, seen } = await scriptedNotionWith({ budget }, refusal);
    await expect(query()).rejects.toMatchObject({ name: "BudgetError", again: "2026-03-01T10:01:20.000Z" });
    await expect(within("write").writeCells(rowId, {})).rejects.toThrow(BudgetError);
    expect(seen).toHaveLength(1);
    expect(asked).toEqual(["incremental 4", "refused", "until 2026-03-01T10:01:20.000Z"]);
  });
});

describe("a run that is nearly over", () => {
  it("repeats nothing, for whatever purpose", async () => {
    const busy = anError(503, "service_unavailable");
    const { within, seen, waits } = await scriptedNotionWith({ mayRepeat: () => false }, busy);
    await expect(within("confirm").row(rowId)).rejects.toThrow("Notion answered 503");
    expect([seen.length, waits]).toEqual([1, []]);
  });
});

describe("a window", () => {
  it.each([
    [{ by: "edited", from: undefined }, undefined],
    [
      { by: "edited", from: "2026-03-01T10:00:59.999Z" },
      { timestamp: "last_edited_time", last_edited_time: { on_or_after: "2026-03-01T10:00:00.000Z" } },
    ],
    [
      {
        by: "created",
        from: "2026-03-01T10:00:00.000Z",
        minute: true,
        part: [
          { letter: "a", has: true },
          { letter: "b", has: false },
        ],
      },
      {
        and: [
          { timestamp: "created_time", created_time: { equals: "2026-03-01T10:00:00.000Z" } },
          { property: "title", title: { contains: "a" } },
          { property: "title", title: { does_not_contain: "b" } },
        ],
      },
    ],
    [
      { by: "created", from: undefined, part: [{ letter: "a", has: true }] },
      { property: "title", title: { contains: "a" } },
    ],
    [
      {
        by: "created",
        from: undefined,
        part: [
          { title: "Lamp", has: false },
          { title: "", has: false },
          { title: "", has: true },
          { title: "Lamp", has: true },
        ],
      },
      {
        and: [
          { property: "title", title: { does_not_equal: "Lamp" } },
          { property: "title", title: { is_not_empty: true } },
          { property: "title", title: { is_empty: true } },
          { property: "title", title: { equals: "Lamp" } },
        ],
      },
    ],
  ] as const)("is asked of Notion as one filter: %j", async (window, filter) => {
    const { workspace, seen } = await scriptedNotion(EMPTY_LIST);
    await workspace.rows(sourceId, window as Parameters<typeof workspace.rows>[1], "cursor");
    const timestamp = window.by === "edited" ? "last_edited_time" : "created_time";
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual({
      page_size: 100,
      result_type: "page",
      start_cursor: "cursor",
      sorts: [{ timestamp, direction: "ascending" }],
      ...(filter ? { filter } : {}),
    });
  });
});

describe("a page of rows", () => {
  it.each([
    ["no object", null],
    ["no page", { object: "hologram" }],
    ["no id", aPage({ id: undefined })],
    ["an absurd id", aPage({ id: { toString: 1 } })],
    ["no properties, as what may only be known of", aPage({ properties: undefined })],
    ["null properties", aPage({ properties: null })],
    ["no times", aPage({ last_edited_time: "yesterday" })],
  ])("leaves out what has %s, and counts it", async (_, hostile) => {
    const { query } = await scriptedNotion(aListOf(hostile, aPage()));
    const page = await query();
    expect(page.rows.map(rowTitle)).toEqual(["Lamp"]);
    expect(page.unreadable).toBe(1);
  });

  it("keeps a row whose cells are absurd, and counts no data source of a wiki", async () => {
    const cells = { A: null, B: 3, C: [], D: { id: 5, type: {} }, E: { type: "people", people: [null, 7] } };
    const page = aPage({ properties: cells, parent: "nowhere", last_edited_by: [] });
    const { query } = await scriptedNotion(aListOf({ object: "data_source", id: "x" }, page));
    const { rows, unreadable } = await query();
    expect([rows.length, unreadable]).toEqual([1, undefined]);
    expect(rows[0]).toMatchObject({ id: rowId, sourceId, lastEditedBy: "" });
  });

  it("is none the worse for a value that is nested without end", () => {
    let nested: object = { type: "number", number: 1 };
    for (let depth = 0; depth < 100_000; depth++)
      nested = { type: "rollup", rollup: { type: "array", array: [nested] } };
    expect(readRow(aPage({ properties: { Deep: nested } }))).toBeUndefined();
  });
});

describe("a row that Notion hardly shows", () => {
  it("is as one that is not shared", async () => {
    const { workspace } = await scriptedNotion({ body: { object: "page", id: rowId } });
    expect(await workspace.row(rowId)).toBeUndefined();
  });
});

describe("a cell's value", () => {
  const anItem = (type: string, value: unknown) => ({
    object: "property_item",
    id: "a",
    type,
    [type]: value,
  });
  const items = (own: object, next: string | null, ...results: object[]) => ({
    body: {
      object: "list",
      results,
      next_cursor: next,
      has_more: next !== null,
      type: "property_item",
      property_item: { id: "a", next_url: null, ...own },
    },
  });
  const relation = (id: string) => anItem("relation", { id });

  it("is read to its end, by its id as Notion spells it", async () => {
    const own = { type: "relation", relation: {} };
    const { workspace, seen } = await scriptedNotion(
      items(own, "more", relation("p1"), relation("p2")),
      items(own, null, relation("p3")),
    );
    expect(await workspace.value(rowId, "]~i?")).toEqual({ type: "relation", value: ["p1", "p2", "p3"] });
    const path = `/v1/pages/${rowId}/properties/%5D~i%3F?`;
    expect(seen.map(({ url }) => url)).toEqual([
      `${path}page_size=100`,
      expect.stringContaining("start_cursor=more"),
    ]);
  });

  it("of a sum is the last answer's: until then it is incomplete", async () => {
    const rollup = (value: object) => ({ type: "rollup", rollup: { function: "sum", ...value } });
    const { workspace } = await scriptedNotion(
      items(rollup({ type: "incomplete", incomplete: {} }), "more", relation("p1")),
      items(rollup({ type: "number", number: 7 }), null, relation("p2")),
    );
    expect(await workspace.value(rowId, "a")).toEqual({
      type: "rollup",
      value: { kind: "number", value: 7 },
    });
  });

  it("is not taken for whole where an answer has more and does not say where", async () => {
    const answer = items({ type: "relation", relation: {} }, null, relation("p1"));
    const { workspace } = await scriptedNotion({ body: { ...answer.body, has_more: true } });
    await expect(workspace.value(rowId, "a")).rejects.toThrow("has more pages but names no next one");
  });

  it("may be one item, and is no other answer", async () => {
    const { workspace } = await scriptedNotion({ body: anItem("number", 3) }, EMPTY_LIST);
    expect(await workspace.value(rowId, "a")).toEqual({ type: "number", value: 3 });
    await expect(workspace.value(rowId, "a")).rejects.toThrow("none of its own");
  });
});

describe("a database in the trash", () => {
  it("is said to be there, although its data source is not", async () => {
    const title = [{ type: "text", plain_text: "Orders" }];
    const database = {
      object: "database",
      id: sourceId,
      title,
      in_trash: true,
      data_sources: [{ id: sourceId }],
    };
    const { workspace } = await scriptedNotion({ body: database });
    await expect(workspace.source(sourceId)).rejects.toThrow(
      'the database "Orders" is in Notion\'s trash; restore it there, or name another one in its place',
    );
  });
});
