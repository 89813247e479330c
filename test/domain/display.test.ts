import { describe, expect, test } from "vitest";
import { displayText, isEmptyValue } from "../../shared/domain/display.ts";
import { emailsOf } from "../../shared/domain/emails.ts";
import type { Value } from "../../shared/domain/row.ts";

const page = "0123abcd-0000-4000-8000-00000000000";

const readings: [Value, string][] = [
  [{ type: "title", value: [{ text: "Two " }, { text: "spans", bold: true }] }, "Two spans"],
  [{ type: "number", value: 1.5 }, "1.5"],
  [{ type: "number", value: 0 }, "0"],
  [{ type: "status", value: { id: "1", name: "Shipped" } }, "Shipped"],
  [
    {
      type: "multi_select",
      value: [
        { id: "1", name: "Gift" },
        { id: "2", name: "Rush" },
      ],
    },
    "Gift, Rush",
  ],
  [{ type: "date", value: { start: "2026-05-03" } }, "3 May 2026"],
  [{ type: "date", value: { start: "2026-05-03T14:30:00.000+09:00" } }, "3 May 2026, 14:30"],
  [{ type: "date", value: { start: "2026-05-03", end: "2026-05-05" } }, "3 May 2026 → 5 May 2026"],
  [
    { type: "date", value: { start: "2026-05-03T14:30:00.000Z", end: "2026-05-03T16:00:00.000Z" } },
    "3 May 2026, 14:30 → 16:00",
  ],
  [
    {
      type: "people",
      value: [
        { id: "u1", name: "Ada" },
        { id: "u2", email: "bo@example.com" },
      ],
    },
    "Ada, bo@example.com",
  ],
  [{ type: "checkbox", value: true }, "Yes"],
  [{ type: "checkbox", value: false }, "No"],
  [{ type: "url", value: "https://example.com" }, "https://example.com"],
  [{ type: "created_time", value: "2026-05-03T09:00:00.000Z" }, "3 May 2026, 09:00 UTC"],
  [{ type: "files", value: [{ name: "a.pdf", url: "https://x.test/a", hosted: true }] }, "a.pdf"],
  [
    { type: "relation", value: [`${page}1`, `${page}2`] },
    "https://app.notion.com/p/0123abcd000040008000000000000001, https://app.notion.com/p/0123abcd000040008000000000000002",
  ],
  [{ type: "unique_id", value: { prefix: "ST", number: 3 } }, "ST-3"],
  [{ type: "unique_id", value: { prefix: null, number: 3 } }, "3"],
  [{ type: "formula", value: { kind: "boolean", value: true } }, "Yes"],
  [{ type: "formula", value: { kind: "date", value: { start: "2026-12-01" } } }, "1 December 2026"],
  [
    {
      type: "rollup",
      value: {
        kind: "array",
        value: [
          { type: "number", value: 1 },
          { type: "number", value: null },
        ],
      },
    },
    "1",
  ],
  [{ type: "other", notionType: "place", value: { lat: 1, lon: 2, name: "Depot" } }, "Depot"],
];

const empties: Value[] = [
  { type: "rich_text", value: [] },
  { type: "number", value: null },
  { type: "select", value: null },
  { type: "multi_select", value: [] },
  { type: "date", value: null },
  { type: "people", value: [] },
  { type: "email", value: null },
  { type: "relation", value: [] },
  { type: "unique_id", value: { prefix: "ST", number: null } },
  { type: "formula", value: { kind: "none", value: null } },
  { type: "formula", value: { kind: "string", value: "" } },
  { type: "rollup", value: { kind: "array", value: [] } },
  { type: "other", notionType: "button", value: {} },
];

describe("how a cell reads", () => {
  test.each(readings)("%j", (value, text) => {
    expect(displayText(value)).toBe(text);
    expect(isEmptyValue(value)).toBe(false);
  });

  test.each(empties)("is nothing for an empty one: %j", (value) => {
    expect(displayText(value)).toBe("");
    expect(isEmptyValue(value)).toBe(true);
  });
});

describe("the addresses in a cell", () => {
  test("are taken from e-mail, people, options, text and roll-ups of them", () => {
    expect(emailsOf({ type: "email", value: "ada@example.com" })).toEqual(["ada@example.com"]);
    expect(
      emailsOf({
        type: "people",
        value: [
          { id: "u", email: "bo@example.com" },
          { id: "v", name: "Cy" },
        ],
      }),
    ).toEqual(["bo@example.com"]);
    expect(emailsOf({ type: "rich_text", value: [{ text: "a@x.io, b@x.io;c@x.io\nd@x.io" }] })).toHaveLength(
      4,
    );
    const rollup: Value = {
      type: "rollup",
      value: { kind: "array", value: [{ type: "email", value: "e@x.io" }] },
    };
    expect(emailsOf(rollup)).toEqual(["e@x.io"]);
  });

  test("are none in a cell of another kind", () => {
    expect(emailsOf({ type: "number", value: 5 })).toEqual([]);
    expect(emailsOf({ type: "url", value: "https://ada@example.com" })).toEqual([]);
  });
});
