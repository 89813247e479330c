import { describe, expect, it } from "vitest";
import { decodeRow } from "../../../shared/adapters/notion/decode-row.ts";
import { decodeSource } from "../../../shared/adapters/notion/decode-source.ts";

const page = {
  object: "page",
  id: "11111111-1111-4111-8111-111111111111",
  created_time: "2026-03-01T08:00:00.000Z",
  last_edited_time: "2026-03-01T10:07:00.000Z",
  created_by: { object: "user", id: "u1" },
  last_edited_by: { object: "user", id: "u2" },
  parent: { type: "data_source_id", data_source_id: "source", database_id: "database" },
  in_trash: false,
  is_archived: false,
  properties: {
    Name: { id: "title", type: "title", title: [{ type: "text", plain_text: "Lamp", href: null }] },
    "Price €": { id: "%5D~iZ", type: "number", number: 9.5 },
    "100%": { id: "a%b", type: "checkbox", checkbox: true },
  },
  url: "https://app.notion.com/p/Lamp-1",
};

describe("a page", () => {
  it("is a row, its properties by their decoded ids", () => {
    expect(decodeRow(page)).toEqual({
      id: page.id,
      sourceId: "source",
      url: "https://app.notion.com/p/Lamp-1",
      createdTime: "2026-03-01T08:00:00.000Z",
      lastEditedTime: "2026-03-01T10:07:00.000Z",
      lastEditedBy: "u2",
      inTrash: false,
      properties: {
        title: { id: "title", name: "Name", type: "title", value: [{ text: "Lamp" }] },
        "]~iZ": { id: "]~iZ", name: "Price €", type: "number", value: 9.5 },
        // No percent-encoding at all: taken as it is.
        "a%b": { id: "a%b", name: "100%", type: "checkbox", value: true },
      },
    });
  });

  it("is in the trash by either of its names", () => {
    expect(decodeRow({ ...page, in_trash: true }).inTrash).toBe(true);
    expect(decodeRow({ ...page, in_trash: undefined, archived: true }).inTrash).toBe(true);
  });

  it("belongs to no source when its parent is none", () => {
    expect(decodeRow({ ...page, parent: { type: "database_id", database_id: "database" } }).sourceId).toBe(
      "",
    );
  });

  it.each([
    ["more relations than came", { type: "relation", relation: [{ id: "p" }], has_more: true }, true],
    ["all its relations", { type: "relation", relation: [{ id: "p" }], has_more: false }, undefined],
    ["25 people", { type: "people", people: Array(25).fill({ id: "u" }) }, true],
    ["24 people", { type: "people", people: Array(24).fill({ id: "u" }) }, undefined],
    ["25 mentions", { type: "rich_text", rich_text: Array(25).fill({ type: "mention" }) }, true],
    ["25 words", { type: "rich_text", rich_text: Array(25).fill({ type: "text" }) }, undefined],
    ["an incomplete rollup", { type: "rollup", rollup: { type: "incomplete" } }, true],
  ])("knows that Notion may have cut a property with %s: %#", (_, raw, truncated) => {
    const row = decodeRow({ ...page, properties: { P: { id: "p", ...raw } } });
    expect(row.properties.p?.truncated).toBe(truncated);
  });
});

describe("formatted text", () => {
  const annotations = {
    bold: true,
    italic: true,
    strikethrough: true,
    underline: true,
    code: true,
    color: "red",
  };
  const spans = (...title: object[]) => {
    const property = decodeRow({ properties: { T: { id: "t", type: "title", title } } }).properties.t;
    return property?.type === "title" ? property.value : [];
  };

  it("keeps its formatting and links", () => {
    expect(spans({ type: "text", plain_text: "Lamp", href: "https://example.com", annotations })).toEqual([
      {
        text: "Lamp",
        href: "https://example.com",
        bold: true,
        italic: true,
        strikethrough: true,
        underline: true,
        code: true,
        color: "red",
      },
    ]);
  });

  it("keeps what it mentions", () => {
    const mention = (type: string, value: object) => ({
      type: "mention",
      plain_text: "that",
      mention: { type, [type]: value },
    });
    expect(
      spans(
        mention("user", { object: "user", id: "u1" }),
        mention("database", { id: "d1" }),
        mention("date", { start: "2026-05-03" }),
        { type: "mention" },
      ).map((span) => span.mention),
    ).toEqual([
      { type: "user", id: "u1" },
      { type: "database", id: "d1" },
      { type: "date", date: { start: "2026-05-03" } },
      { type: "" },
    ]);
  });

  it("keeps equations, and text that is told only once", () => {
    expect(
      spans({ type: "equation", plain_text: "x^2" }, { type: "text", text: { content: "Lamp" } }),
    ).toEqual([{ text: "x^2", equation: true }, { text: "Lamp" }]);
  });
});

describe("a data source", () => {
  const formula = (expression: string) => ({ id: "f", type: "formula", formula: { expression } });

  it("is the columns rules are bound to", () => {
    const source = {
      object: "data_source",
      id: "source",
      title: [{ type: "text", plain_text: "Orders" }],
      properties: {
        Name: { id: "title", name: "Name", type: "title", title: {} },
        Status: {
          id: "%3AUPp",
          name: "Status",
          type: "status",
          status: { options: [{ id: "1", name: "Done", color: "green" }], groups: [] },
        },
      },
    };
    expect(decodeSource(source)).toEqual({
      id: "source",
      name: "Orders",
      columns: [
        { id: "title", name: "Name", type: "title" },
        { id: ":UPp", name: "Status", type: "status", options: [{ id: "1", name: "Done" }] },
      ],
    });
    expect(decodeSource({ id: "source" })).toEqual({ id: "source", name: "Untitled", columns: [] });
  });

  it.each([
    ["now()", true],
    ['dateBetween(prop("Due"), Today( ), "days")', true],
    ['prop("Amount") * 2', undefined],
    ['"knowing (now)"', undefined],
  ])("knows a formula that reads the clock: %s", (expression, volatile) => {
    const { columns } = decodeSource({ properties: { F: formula(expression) } });
    expect(columns[0]?.volatile).toBe(volatile);
  });

  it("knows a formula that reads the clock through others", () => {
    const { columns } = decodeSource({
      properties: {
        Third: {
          ...formula("{{notion:block_property:a%5Db:00000000-0000-0000-0000-000000000000}} + 1"),
          id: "c",
        },
        'The "second"': { ...formula('prop("Age") + 1'), id: "a%5Db" },
        Age: { ...formula('dateBetween(now(), prop("Due"), "days")'), id: "age" },
        Double: { ...formula('prop("Amount") * 2'), id: "d" },
        Quoting: { ...formula(String.raw`prop("The \"second\"")`), id: "e" },
      },
    });
    const volatile = columns.filter((column) => column.volatile).map(({ name }) => name);
    expect(volatile).toEqual(["Third", 'The "second"', "Age", "Quoting"]);
  });
});
