import { describe, expect, test } from "vitest";
import { decodeRow } from "../../shared/adapters/notion/decode-row.ts";
import { hashRow } from "../../shared/domain/content.ts";
import type { Value } from "../../shared/domain/row.ts";
import { aRow, columnId } from "../support/builders.ts";
import { fc } from "../support/fast-check.ts";

function hashOf(value: Value): string {
  const row = aRow({ Cell: value });
  return hashRow(row, new Set()).hashes[columnId("Cell")] ?? "none";
}

const text = (...value: (Value & { type: "rich_text" })["value"]): Value => ({ type: "rich_text", value });
const rollup = (...value: Value[]): Value => ({ type: "rollup", value: { kind: "array", value } });

/** Two values that say the same, though not in the same letters. */
const same: [what: string, before: Value, after: Value][] = [
  [
    "an option renamed",
    { type: "status", value: { id: "1", name: "Done" } },
    { type: "status", value: { id: "1", name: "Finished" } },
  ],
  [
    "an option of many renamed",
    { type: "multi_select", value: [{ id: "1", name: "A" }] },
    { type: "multi_select", value: [{ id: "1", name: "B" }] },
  ],
  [
    "a person renamed",
    { type: "people", value: [{ id: "u", name: "Ada" }] },
    { type: "people", value: [{ id: "u", name: "Ada L.", email: "a@x.example" }] },
  ],
  [
    "an author renamed",
    { type: "created_by", value: { id: "u", name: "Ada" } },
    { type: "created_by", value: { id: "u" } },
  ],
  [
    "a mentioned page renamed",
    text({ text: "Plan", href: "https://n.example/Plan-1", mention: { type: "page", id: "1" } }),
    text({ text: "Old plan", href: "https://n.example/Old-plan-1", mention: { type: "page", id: "1" } }),
  ],
  [
    "the letters of an ID",
    { type: "unique_id", value: { prefix: "ORD", number: 7 } },
    { type: "unique_id", value: { prefix: "SO", number: 7 } },
  ],
  [
    "an empty result of another kind",
    { type: "formula", value: { kind: "number", value: null } },
    { type: "formula", value: { kind: "none", value: null } },
  ],
  [
    "keys in another order",
    { type: "other", notionType: "place", value: { lat: 1, at: { a: 1, b: [{ c: 2, d: 3 }] } } },
    { type: "other", notionType: "place", value: { at: { b: [{ d: 3, c: 2 }], a: 1 }, lat: 1 } },
  ],
  [
    "a user in a value we do not know",
    {
      type: "other",
      notionType: "verification",
      value: { by: { object: "user", id: "u", name: "Ada", avatar_url: "https://a.example/1" } },
    },
    {
      type: "other",
      notionType: "verification",
      value: { by: { object: "user", id: "u", name: "A.", avatar_url: null } },
    },
  ],
  [
    "an option renamed behind a rollup",
    rollup({ type: "select", value: { id: "1", name: "A" } }),
    rollup({ type: "select", value: { id: "1", name: "B" } }),
  ],
];

describe("a row's content hash", () => {
  test.each(same)("is the same for %s", (_what, before, after) => {
    expect(hashOf(after)).toBe(hashOf(before));
  });

  test("differs between a cell and its look-alike of another type", () => {
    expect(hashOf({ type: "url", value: "x" })).not.toBe(hashOf({ type: "email", value: "x" }));
  });

  test("knows nothing of when and by whom the row was edited, and what the column is called", () => {
    const row = aRow({
      Edited: { type: "last_edited_time", value: "2026-11-22T09:07:00.000Z" },
      Editor: { type: "last_edited_by", value: { id: "u" } },
    });
    const later = aRow(
      {
        Edited: { type: "last_edited_time", value: "2026-11-22T09:08:00.000Z" },
        Editor: { type: "last_edited_by", value: { id: "v" } },
      },
      { lastEditedTime: "2026-11-22T09:08:00.000Z", lastEditedBy: "v", url: "https://moved.example" },
    );
    const title = later.properties[columnId("Name")];
    if (title) title.name = "Product";
    expect(hashRow(later, new Set())).toEqual(hashRow(row, new Set()));
  });

  test("leaves out a formula that reads the clock", () => {
    const days = (value: number) =>
      aRow({ "Days left": { type: "formula", value: { kind: "number", value } } });
    const volatile = new Set([columnId("Days left")]);
    expect(hashRow(days(3), volatile)).toEqual(hashRow(days(2), volatile));
    expect(hashRow(days(3), new Set()).hash).not.toBe(hashRow(days(2), new Set()).hash);
  });

  test("differs when a cell moves to another column, and when a column is empty instead of missing", () => {
    const cell: Value = { type: "url", value: "x" };
    const other: Value = { type: "url", value: null };
    const of = (cells: Record<string, Value>) => hashRow(aRow(cells), new Set()).hash;
    expect(of({ A: cell, B: other })).not.toBe(of({ A: other, B: cell }));
    expect(of({ A: cell })).not.toBe(of({ B: cell }));
    expect(of({ A: cell, B: other })).not.toBe(of({ A: cell }));
  });

  test("does not depend on the order of the columns", () => {
    const cells = fc.dictionary(
      fc.string(),
      fc.record({ type: fc.constant("url" as const), value: fc.string() }),
    );
    fc.assert(
      fc.property(cells, (values) => {
        const row = aRow(values);
        const reversed = Object.fromEntries(Object.entries(row.properties).reverse());
        expect(hashRow({ properties: reversed }, new Set())).toEqual(hashRow(row, new Set()));
      }),
    );
  });

  test("tells any two texts apart", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        fc.pre(a !== b);
        for (const type of ["url", "email"] as const)
          expect(hashOf({ type, value: a })).not.toBe(hashOf({ type, value: b }));
        expect(hashOf(text({ text: a }))).not.toBe(hashOf(text({ text: b })));
        expect(hashOf(rollup(text({ text: a }), text({ text: b })))).not.toBe(
          hashOf(rollup(text({ text: b }), text({ text: a }))),
        );
      }),
    );
  });
});

describe("two answers of Notion about a row nobody edited", () => {
  /** `nth` answer: what is signed, coloured, named and ordered anew. */
  function answer(nth: number): Record<string, unknown> {
    const signed = `https://files.example/space/a.pdf?X-Amz-Signature=${nth}&X-Amz-Date=2026112${nth}`;
    const user = { object: "user", id: "u", name: `Ada ${nth}`, avatar_url: `https://a.example/${nth}` };
    const cells: [string, object][] = [
      [
        "Doc",
        {
          id: "a%3Ab",
          type: "files",
          files: [
            {
              name: "a.pdf",
              type: "file",
              file: { url: signed, expiry_time: `2026-11-22T1${nth}:00:00.000Z` },
            },
          ],
        },
      ],
      [
        `Status ${nth}`,
        {
          id: "s",
          type: "status",
          status: { id: "1", name: `Done ${nth}`, color: nth === 1 ? "red" : "blue" },
        },
      ],
      ["Owner", { id: "o", type: "people", people: [user] }],
      [
        "Note",
        {
          id: "n",
          type: "rich_text",
          rich_text: [
            {
              type: "mention",
              mention: { type: "user", user },
              plain_text: `@Ada ${nth}`,
              href: null,
              annotations: {},
            },
          ],
        },
      ],
      ["Seen", { id: "e", type: "last_edited_time", last_edited_time: `2026-11-22T09:0${nth}:00.000Z` }],
    ];
    const edited = `2026-11-22T09:0${nth}:00.000Z`;
    return {
      id: "row",
      last_edited_time: edited,
      properties: Object.fromEntries(nth === 1 ? cells : cells.reverse()),
    };
  }

  test("hash alike", () => {
    expect(hashRow(decodeRow(answer(2)), new Set())).toEqual(hashRow(decodeRow(answer(1)), new Set()));
  });
});
