import { describe, expect, it } from "vitest";
import { decodePropertyItem } from "../../../shared/adapters/notion/decode-property-item.ts";
import { decodeValue } from "../../../shared/adapters/notion/decode-value.ts";

const annotations = { bold: false, italic: false, strikethrough: false, underline: false, code: false };
const text = (content: string) => ({
  type: "text",
  text: { content, link: null },
  annotations: { ...annotations, color: "default" },
  plain_text: content,
  href: null,
});
const ada = {
  object: "user",
  id: "u1",
  name: "Ada",
  avatar_url: "https://example.com/a.png?X-Amz-Signature=1",
  type: "person",
  person: { email: "ada@example.com", email_verified: true },
};
const option = (id: string, name: string) => ({ id, name, color: "blue" });

describe("a property value", () => {
  it.each([
    ["title", [text("Lamp")], [{ text: "Lamp" }]],
    ["rich_text", [], []],
    ["number", 12.75, 12.75],
    ["number", 0, 0],
    ["number", null, null],
    ["select", option("o1", "High"), { id: "o1", name: "High" }],
    ["select", null, null],
    ["status", option("F<XA", "Done"), { id: "F<XA", name: "Done" }],
    [
      "multi_select",
      [option("2", "b"), option("1", "a")],
      [
        { id: "2", name: "b" },
        { id: "1", name: "a" },
      ],
    ],
    ["date", { start: "2026-05-03", end: null, time_zone: null }, { start: "2026-05-03" }],
    [
      "date",
      { start: "2026-05-03T10:00:00.000+02:00", end: "2026-05-04", time_zone: "Europe/Berlin" },
      { start: "2026-05-03T10:00:00.000+02:00", end: "2026-05-04", timeZone: "Europe/Berlin" },
    ],
    ["date", null, null],
    [
      "people",
      [ada, { object: "group", id: "g1", name: "Team" }, { object: "user", id: "u2" }],
      [{ id: "u1", name: "Ada", email: "ada@example.com" }, { id: "g1", name: "Team" }, { id: "u2" }],
    ],
    ["created_by", ada, { id: "u1", name: "Ada", email: "ada@example.com" }],
    [
      "last_edited_by",
      { object: "user", id: "b1", name: "Rowbell", type: "bot", bot: {} },
      { id: "b1", name: "Rowbell" },
    ],
    ["checkbox", true, true],
    ["checkbox", false, false],
    ["url", "https://example.com", "https://example.com"],
    ["email", null, null],
    ["phone_number", "+49 30 1", "+49 30 1"],
    ["created_time", "2026-03-01T10:07:00.000Z", "2026-03-01T10:07:00.000Z"],
    ["last_edited_time", "2026-03-01T10:07:00.000Z", "2026-03-01T10:07:00.000Z"],
    ["relation", [{ id: "p1" }, { id: "p2" }], ["p1", "p2"]],
    ["unique_id", { prefix: "ST", number: 3 }, { prefix: "ST", number: 3 }],
    ["unique_id", { prefix: null, number: 0 }, { prefix: null, number: 0 }],
    ["formula", { type: "string", string: "x" }, { kind: "string", value: "x" }],
    ["formula", { type: "number", number: 0 }, { kind: "number", value: 0 }],
    ["formula", { type: "boolean", boolean: false }, { kind: "boolean", value: false }],
    [
      "formula",
      { type: "date", date: { start: "2026-05-03", end: null, time_zone: null } },
      { kind: "date", value: { start: "2026-05-03" } },
    ],
    ["formula", { type: "string", string: null }, { kind: "string", value: null }],
    ["formula", { type: "unsupported", unsupported: {} }, { kind: "none", value: null }],
    ["rollup", { type: "number", number: 7, function: "sum" }, { kind: "number", value: 7 }],
    ["rollup", { type: "incomplete", incomplete: {}, function: "sum" }, { kind: "none", value: null }],
    [
      "rollup",
      {
        type: "array",
        function: "show_original",
        array: [
          { type: "title", title: [text("Lamp")] },
          { type: "number", number: 2 },
        ],
      },
      {
        kind: "array",
        value: [
          { type: "title", value: [{ text: "Lamp" }] },
          { type: "number", value: 2 },
        ],
      },
    ],
  ])("of type %s is read: %j", (type, raw, value) => {
    expect(decodeValue({ id: "a", type, [type]: raw })).toEqual({ type, value });
  });

  it("forgets what of a file differs on every read, and nothing else", () => {
    const files = [
      {
        name: "Invoice.pdf",
        type: "file",
        file: {
          url: "https://s3.example.com/a/Invoice.pdf?X-Amz-Signature=1",
          expiry_time: "2026-03-01T11:07:00.000Z",
        },
      },
      { name: "Logo", type: "external", external: { url: "https://example.com/logo.png?v=2" } },
    ];
    expect(decodeValue({ type: "files", files })).toEqual({
      type: "files",
      value: [
        { name: "Invoice.pdf", url: "https://s3.example.com/a/Invoice.pdf", hosted: true },
        { name: "Logo", url: "https://example.com/logo.png?v=2", hosted: false },
      ],
    });
  });

  it.each([
    ["place", { lat: 52.5, lon: 13.4, name: "Berlin" }],
    ["verification", { state: "verified", verified_by: ada, date: null }],
    ["button", {}],
    ["hologram", [1, { a: null }]],
    ["hologram", false],
  ])("of a type that is not known, %s, is kept as it came", (type, raw) => {
    expect(decodeValue({ type, [type]: raw })).toEqual({ type: "other", notionType: type, value: raw });
  });

  it("is empty where nothing came", () => {
    expect(decodeValue({ type: "select" })).toEqual({ type: "select", value: null });
    expect(decodeValue({ type: "people", people: null })).toEqual({ type: "people", value: [] });
    expect(decodeValue({ type: "hologram" })).toEqual({ type: "other", notionType: "hologram", value: null });
    expect(decodeValue({})).toEqual({ type: "other", notionType: "", value: null });
  });
});

describe("a property item", () => {
  it("is a value by itself", () => {
    const item = { object: "property_item", id: "a", type: "number", number: 3, request_id: "r" };
    expect(decodePropertyItem([item])).toEqual({ type: "number", value: 3 });
  });

  it("is put together from answers that hold an element an item", () => {
    const answer = (...ids: string[]) => ({
      object: "list",
      results: ids.map((id) => ({ object: "property_item", id: "a", type: "relation", relation: { id } })),
      type: "property_item",
      property_item: { id: "a", next_url: null, type: "relation", relation: {} },
    });
    expect(decodePropertyItem([answer("p1", "p2"), answer("p3")])).toEqual({
      type: "relation",
      value: ["p1", "p2", "p3"],
    });
    expect(decodePropertyItem([answer()])).toEqual({ type: "relation", value: [] });
  });

  it("of a rollup holds values of the column it looks at", () => {
    const item = (type: string, value: unknown) => ({
      object: "property_item",
      id: "b",
      type,
      [type]: value,
    });
    const rollup = (own: object, ...results: object[]) => ({
      object: "list",
      results,
      type: "property_item",
      property_item: { id: "a", type: "rollup", rollup: { ...own, function: "show_original" } },
    });
    expect(
      decodePropertyItem([
        rollup({ type: "array", array: [] }, item("title", text("Lamp")), item("number", 2)),
      ]),
    ).toEqual({
      type: "rollup",
      value: {
        kind: "array",
        value: [
          { type: "title", value: [{ text: "Lamp" }] },
          { type: "number", value: 2 },
        ],
      },
    });
    expect(decodePropertyItem([rollup({ type: "number", number: 5 })])).toEqual({
      type: "rollup",
      value: { kind: "number", value: 5 },
    });
  });

  it("is empty when nothing came", () => {
    expect(decodePropertyItem([])).toEqual({ type: "other", notionType: "", value: null });
  });
});
