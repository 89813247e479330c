import { describe, expect, test } from "vitest";
import { hashRow } from "../../shared/domain/content.ts";
import { diffRow } from "../../shared/domain/diff.ts";
import type { Row, Value } from "../../shared/domain/row.ts";
import { aRow, aSnapshot, columnId, now, status } from "../support/builders.ts";

const none = new Set<string>();

function changedColumns(before: Row, after: Row, volatile: ReadonlySet<string> = none): string[] {
  const snapshot = aSnapshot(before, hashRow(before, volatile));
  return diffRow(snapshot, after, hashRow(after, volatile), now).changed;
}

const date: Value = { type: "date", value: { start: "2026-12-01" } };
const text = (value: string): Value => ({ type: "rich_text", value: value === "" ? [] : [{ text: value }] });

describe("the change of a row", () => {
  test("is a creation when there is no snapshot, with every column", () => {
    const row = aRow({ Status: status("Done") });
    const change = diffRow(undefined, row, hashRow(row, none), now);
    expect(change).toMatchObject({ op: "create", before: null, after: row, revision: 1 });
    expect(change.changed).toEqual([columnId("Name"), columnId("Status")].sort());
  });

  test("names the columns that differ and is one revision on", () => {
    const before = aRow({ Status: status("Doing"), Due: date });
    const after = aRow({ Status: status("Done"), Due: date });
    const change = diffRow(aSnapshot(before, { revision: 7 }), after, hashRow(after, none), now);
    expect(change).toEqual({
      op: "update",
      before,
      after,
      changed: [columnId("Status")],
      revision: 8,
      at: now,
    });
  });

  test("is nothing when only the edit time moved", () => {
    const row = aRow({ Status: status("Done") });
    expect(changedColumns(row, { ...row, lastEditedTime: "2026-11-22T09:59:00.000Z" })).toEqual([]);
  });

  test("is nothing when a column is removed", () => {
    expect(changedColumns(aRow({ Status: status("Done") }), aRow())).toEqual([]);
  });

  test("is nothing when a formula reads another clock", () => {
    const at = (value: number) => aRow({ Left: { type: "formula", value: { kind: "number", value } } });
    expect(changedColumns(at(3), at(2), new Set([columnId("Left")]))).toEqual([]);
    expect(changedColumns(at(3), at(2))).toEqual([columnId("Left")]);
  });

  test("is nothing when a formula stops or begins to read the clock", () => {
    const row = aRow({ Left: { type: "formula", value: { kind: "number", value: 3 } } });
    const volatile = new Set([columnId("Left")]);
    expect(diffRow(aSnapshot(row, hashRow(row, volatile)), row, hashRow(row, none), now).changed).toEqual([]);
    expect(diffRow(aSnapshot(row), row, hashRow(row, volatile), now).changed).toEqual([]);
  });
});

describe("a list of which Notion showed the beginning", () => {
  const relation = (...ids: string[]): Value => ({ type: "relation", value: ids });
  const people = (...ids: string[]): Value => ({ type: "people", value: ids.map((id) => ({ id })) });
  const row = (value: Value & { truncated?: true }) => aRow({ List: value });
  const cut = (value: Value) => row({ ...value, truncated: true });

  test("is no change when it is read whole, in whatever order", () => {
    expect(changedColumns(cut(relation("a", "b")), row(relation("c", "b", "a")))).toEqual([]);
    expect(changedColumns(cut(people("a", "b")), row(people("c", "b", "a")))).toEqual([]);
  });

  test("is a change when something of that beginning is gone", () => {
    expect(changedColumns(cut(relation("a", "b")), row(relation("b", "c")))).toEqual([columnId("List")]);
    expect(changedColumns(cut(people("a", "b")), row(people("b", "c")))).toEqual([columnId("List")]);
  });

  test("is no change where all of it was known and Notion now gives no more than another beginning", () => {
    expect(changedColumns(row(relation("a", "b")), cut(relation("c")))).toEqual([]);
  });
});

describe("a column that the snapshot did not have", () => {
  test.each<[Value]>([
    [text("x")],
    [{ type: "number", value: 0 }],
    [{ type: "checkbox", value: true }],
    [status("Done")],
    [date],
    [{ type: "people", value: [{ id: "u" }] }],
    [{ type: "relation", value: ["p"] }],
    [{ type: "email", value: "a@x.example" }],
  ])("is a change when somebody filled it in: %j", (value) => {
    expect(changedColumns(aRow(), aRow({ New: value }))).toEqual([columnId("New")]);
  });

  test.each<[Value]>([
    [text("")],
    [{ type: "number", value: null }],
    [{ type: "checkbox", value: false }],
    [{ type: "status", value: null }],
    [{ type: "multi_select", value: [] }],
    [{ type: "files", value: [] }],
  ])("is no change when it is empty: %j", (value) => {
    expect(changedColumns(aRow(), aRow({ New: value }))).toEqual([]);
  });

  test.each<[Value]>([
    [{ type: "formula", value: { kind: "number", value: 3 } }],
    [{ type: "rollup", value: { kind: "number", value: 3 } }],
    [{ type: "unique_id", value: { prefix: null, number: 3 } }],
    [{ type: "created_time", value: "2026-11-20T16:40:00.000Z" }],
    [{ type: "created_by", value: { id: "u" } }],
  ])("is no change when Notion filled it in, and was so before: %j", (value) => {
    const [before, after] = [aRow(), aRow({ New: value })];
    const change = diffRow(aSnapshot(before), after, hashRow(after, none), now);
    expect(change.changed).toEqual([]);
    expect(change.before?.properties[columnId("New")]).toMatchObject(value);
    expect(before.properties).not.toHaveProperty([columnId("New")]);
  });
});

describe("a column whose type was changed", () => {
  const row = (value: Value) => aRow({ Cell: value });

  test.each<[what: string, before: Value, after: Value]>([
    ["it reads as before", text("Done"), status("Done")],
    ["Notion emptied it", text("soon"), { type: "date", value: null }],
    ["it became a checkbox nobody ticked", text(""), { type: "checkbox", value: false }],
    ["it became a formula", text("3"), { type: "formula", value: { kind: "number", value: 4 } }],
  ])("is no change when %s", (_what, before, after) => {
    expect(changedColumns(row(before), row(after))).toEqual([]);
  });

  test("is a change when somebody wrote another value since", () => {
    expect(changedColumns(row(text("Doing")), row(status("Done")))).toEqual([columnId("Cell")]);
  });
});
