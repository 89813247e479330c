import { describe, expect, test } from "vitest";
import { hashRow } from "../../shared/domain/content.ts";
import type { Value } from "../../shared/domain/row.ts";
import { aRow, columnId } from "../support/builders.ts";

function hashOf(value: Value): string {
  const row = aRow({ Cell: value });
  return hashRow(row, new Set()).hashes[columnId("Cell")] ?? "none";
}

const file = (url: string, hosted = true): Value => ({
  type: "files",
  value: [{ name: "a.pdf", url, hosted }],
});
const text = (...value: (Value & { type: "rich_text" })["value"]): Value => ({ type: "rich_text", value });
const rollup = (...value: Value[]): Value => ({ type: "rollup", value: { kind: "array", value } });

/** Two values of one type that a reader tells apart. */
const different: [before: Value, after: Value][] = [
  [
    { type: "title", value: [{ text: "a" }] },
    { type: "title", value: [{ text: "b" }] },
  ],
  [text(), text({ text: "a" })],
  [text({ text: "a" }), text({ text: "a", bold: true })],
  [text({ text: "a" }), text({ text: "a", href: "https://a.example" })],
  [
    text({ text: "@Ada", mention: { type: "user", id: "1" } }),
    text({ text: "@Ada", mention: { type: "user", id: "2" } }),
  ],
  [text({ text: "Ada", mention: { type: "user", id: "1" } }), text({ text: "Ada" })],
  [text({ text: "1 May", mention: { type: "date" } }), text({ text: "2 May", mention: { type: "date" } })],
  [
    { type: "number", value: null },
    { type: "number", value: 0 },
  ],
  [
    { type: "number", value: 1 },
    { type: "number", value: 1.5 },
  ],
  [
    { type: "select", value: null },
    { type: "select", value: { id: "1", name: "A" } },
  ],
  [
    { type: "status", value: { id: "1", name: "A" } },
    { type: "status", value: { id: "2", name: "A" } },
  ],
  [
    { type: "multi_select", value: [{ id: "1", name: "A" }] },
    {
      type: "multi_select",
      value: [
        { id: "1", name: "A" },
        { id: "2", name: "B" },
      ],
    },
  ],
  [
    { type: "date", value: null },
    { type: "date", value: { start: "2026-05-03" } },
  ],
  [
    { type: "date", value: { start: "2026-05-03" } },
    { type: "date", value: { start: "2026-05-03", end: "2026-05-04" } },
  ],
  [
    { type: "date", value: { start: "2026-05-03T10:00:00.000+02:00" } },
    { type: "date", value: { start: "2026-05-03T10:00:00.000+01:00" } },
  ],
  [
    { type: "people", value: [{ id: "u" }] },
    { type: "people", value: [{ id: "v" }] },
  ],
  [{ type: "files", value: [] }, file("https://f.example/1")],
  [file("https://f.example/1"), file("https://f.example/2")],
  [
    { type: "checkbox", value: false },
    { type: "checkbox", value: true },
  ],
  [
    { type: "url", value: null },
    { type: "url", value: "https://a.example" },
  ],
  [
    { type: "email", value: "a@x.example" },
    { type: "email", value: "b@x.example" },
  ],
  [
    { type: "phone_number", value: "1" },
    { type: "phone_number", value: "2" },
  ],
  [
    { type: "relation", value: ["p"] },
    { type: "relation", value: ["p", "q"] },
  ],
  [
    { type: "unique_id", value: { prefix: "A", number: 1 } },
    { type: "unique_id", value: { prefix: "A", number: 2 } },
  ],
  [
    { type: "created_time", value: "2026-05-03T10:00:00.000Z" },
    { type: "created_time", value: "2026-05-03T10:01:00.000Z" },
  ],
  [
    { type: "created_by", value: { id: "u" } },
    { type: "created_by", value: { id: "v" } },
  ],
  [
    { type: "formula", value: { kind: "string", value: "5" } },
    { type: "formula", value: { kind: "number", value: 5 } },
  ],
  [
    { type: "formula", value: { kind: "boolean", value: null } },
    { type: "formula", value: { kind: "boolean", value: false } },
  ],
  [
    { type: "formula", value: { kind: "date", value: { start: "2026-05-03" } } },
    { type: "formula", value: { kind: "date", value: { start: "2026-05-04" } } },
  ],
  [
    { type: "rollup", value: { kind: "number", value: 1 } },
    { type: "rollup", value: { kind: "number", value: 2 } },
  ],
  [rollup({ type: "number", value: 1 }, { type: "number", value: 2 }), rollup({ type: "number", value: 12 })],
  [rollup(text({ text: "a\nb" })), rollup(text({ text: "a" }), text({ text: "b" }))],
  [
    { type: "other", notionType: "place", value: { name: "A" } },
    { type: "other", notionType: "place", value: { name: "B" } },
  ],
  [
    { type: "other", notionType: "v", value: { by: { object: "user", id: "u" } } },
    { type: "other", notionType: "v", value: { by: { object: "user", id: "v" } } },
  ],
];

describe("a change that a reader sees", () => {
  test.each(different)("is one of the content hash: from %j to %j", (before, after) => {
    expect(hashOf(after)).not.toBe(hashOf(before));
  });
});
