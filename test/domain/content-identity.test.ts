import { describe, expect, test } from "vitest";
import { digestOf, hashRow } from "../../shared/domain/content.ts";
import type { Property, Row, Value } from "../../shared/domain/row.ts";
import { aRow, columnId } from "../support/builders.ts";

const hashesOf = (cells: Record<string, Value>) => hashRow(aRow(cells), new Set());
const hashOf = (value: Value) => hashesOf({ Cell: value }).hashes[columnId("Cell")];
const other = (value: unknown): Value => ({ type: "other", notionType: "place", value });

describe("a content hash", () => {
  test("is made of 96 bits", () => {
    expect(digestOf("a row")).toMatch(/^[\w-]{16}$/);
    expect(hashesOf({}).hash).toMatch(/^[\w-]{16}$/);
  });

  test("is the same in every version: rows that are remembered would all seem to have changed", () => {
    expect(
      hashesOf({
        Status: { type: "status", value: null },
        Tags: { type: "multi_select", value: [] },
        Total: { type: "number", value: 7.5 },
        Author: { type: "created_by", value: null },
        ID: { type: "unique_id", value: null },
        Score: { type: "formula", value: { kind: "string", value: null } },
        Sum: { type: "rollup", value: { kind: "number", value: 3 } },
        Notes: { type: "rich_text", value: [{ text: "a", bold: true }] },
        Place: other({ b: null, a: ["x"] }),
      }),
    ).toMatchObject({ hash: "Zo4OujVNu-yV25iu" });
  });
});

describe("what makes two values the same", () => {
  const mention = (text: string, type: "title" | "rich_text"): Value => ({
    type,
    value: [{ text, mention: { type: "page", id: "1" } }],
  });

  test.each(["title", "rich_text"] as const)("are the ids of mentions in a %s, not their names", (type) => {
    expect(hashOf(mention("Plan", type))).toBe(hashOf(mention("Old plan", type)));
  });

  test("is a mention's text where it has no id", () => {
    const on = (text: string): Value => ({ type: "rich_text", value: [{ text, mention: { type: "date" } }] });
    expect(hashOf(on("today"))).not.toBe(hashOf(on("tomorrow")));
  });

  test.each(["created_by", "last_edited_by"] as const)(
    "is the id of who is shown behind a rollup: %s",
    (type) => {
      const by = (name: string): Value => ({
        type: "rollup",
        value: { kind: "array", value: [{ type, value: { id: "u", name } }] },
      });
      expect(hashOf(by("Ada"))).toBe(hashOf(by("Ada L.")));
      const nobody: Value = { type: "rollup", value: { kind: "array", value: [{ type, value: null }] } };
      expect(hashOf(nobody)).not.toBe(hashOf(by("Ada")));
    },
  );

  test("is everything of an object that is no user, though it looks like one", () => {
    const page = (name: string) => other({ object: "page", id: "1", name });
    const member = (name: string) => other({ kind: "user", id: "1", name });
    for (const of of [page, member]) expect(hashOf(of("A"))).not.toBe(hashOf(of("B")));
  });

  test("is nothing where Notion sent nothing, apart from what it sent empty", () => {
    expect(hashOf(other(null))).not.toBe(hashOf(other({})));
    expect(hashOf(other({ at: null }))).not.toBe(hashOf(other({})));
  });
});

describe("a rollup that Notion had no time to compute", () => {
  const sum = (value: object, truncated: boolean): Row => {
    const row = aRow({ Sum: { type: "rollup", value } as Value });
    const id = columnId("Sum");
    const cell = { ...row.properties[id], ...(truncated ? { truncated } : {}) } as Property;
    return { ...row, properties: { ...row.properties, [id]: cell } };
  };
  const says = (row: Row) => columnId("Sum") in hashRow(row, new Set()).hashes;
  const none = { kind: "none", value: null };

  test("says nothing, unlike one that is empty, or begins with something", () => {
    expect(says(sum(none, true))).toBe(false);
    expect(says(sum(none, false))).toBe(true);
    expect(says(sum({ kind: "number", value: 3 }, true))).toBe(true);
    expect(says(sum({ kind: "array", value: [] }, true))).toBe(true);
  });

  test("is not mistaken for another column that is cut", () => {
    const row = sum(none, true);
    const id = columnId("Sum");
    const cell = { ...row.properties[id], type: "formula" } as Property;
    expect(says({ ...row, properties: { ...row.properties, [id]: cell } })).toBe(true);
  });
});
