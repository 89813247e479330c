import { describe, expect, test } from "vitest";
import type { Snapshot } from "../../shared/domain/change.ts";
import { hashRow } from "../../shared/domain/content.ts";
import { diffRow } from "../../shared/domain/diff.ts";
import type { Row, Value } from "../../shared/domain/row.ts";
import { aRow, aSnapshot, columnId, status, words } from "../support/builders.ts";

const none = new Set<string>();
/** Edited at 09:07: until 09:13 that minute may hold another edit. */
const young = "2026-11-22T09:12:59.999Z";
const settled = "2026-11-22T09:13:00.000Z";
const earlier = { lastEditedTime: "2026-11-22T09:06:00.000Z" };
const total: Value = { type: "number", value: 7 };
const formula: Value = { type: "formula", value: { kind: "number", value: 7 } };

const change = (before: Row, after: Row, at: string, known: Partial<Snapshot> = {}) =>
  diffRow(aSnapshot(before, known), after, hashRow(after, none), at);

describe("a column that appears in a row that nobody edited", () => {
  const [before, after] = [aRow(), aRow({ Total: total })];

  test("was there before and has come back: no change, and so before as it is now", () => {
    const event = change(before, after, settled);
    expect(event.changed).toEqual([]);
    expect(event.before?.properties[columnId("Total")]).toMatchObject(total);
  });

  test("is filled in as long as the row's last minute may still hold an edit", () => {
    const event = change(before, after, young);
    expect(event.changed).toEqual([columnId("Total")]);
    expect(event.before?.properties).not.toHaveProperty([columnId("Total")]);
  });

  test("is filled in where the row was edited since, whenever that is seen", () => {
    expect(change(aRow({}, earlier), after, settled).changed).toEqual([columnId("Total")]);
  });

  test("leaves all that the row did say before", () => {
    const [doing, done] = [aRow({ Status: status("Doing") }), aRow({ Status: status("Done"), Total: total })];
    const event = change(doing, done, settled);
    expect(event.changed).toEqual([columnId("Status")]);
    expect(event.before?.properties).toEqual({
      ...doing.properties,
      [columnId("Total")]: done.properties[columnId("Total")],
    });
  });
});

describe("what a row was before a change", () => {
  test("is its snapshot itself where no column appeared", () => {
    const before = aRow({ Status: status("Doing") });
    expect(change(before, aRow({ Status: status("Done") }), settled).before).toBe(before);
  });

  test("is completed by what Notion filled in, also where the row was edited, and by nothing else", () => {
    const cells = { Score: formula, Place: { type: "other", notionType: "place", value: "x" } as Value };
    const event = change(aRow({}, earlier), aRow({ ...cells, Total: total }), settled);
    expect(event.changed).toEqual([columnId("Total")]);
    expect(Object.keys(event.before?.properties ?? {}).sort()).toEqual(
      ["Name", "Place", "Score"].map(columnId),
    );
  });

  test("keeps what a computed column said before", () => {
    const now: Value = { type: "formula", value: { kind: "number", value: 8 } };
    const event = change(aRow({ Score: formula }), aRow({ Score: now }), settled);
    expect(event.changed).toEqual([columnId("Score")]);
    expect(event.before?.properties[columnId("Score")]).toMatchObject(formula);
  });
});

describe("a column of which a beginning is known", () => {
  const list = (value: string[], isCut: boolean, type = "relation"): Row => {
    const row = aRow({ Customer: { type, value } as Value });
    const id = columnId("Customer");
    const cell = {
      ...row.properties[id],
      ...(isCut ? { truncated: true } : {}),
    } as Row["properties"][string];
    return { ...row, properties: { ...row.properties, [id]: cell } };
  };
  const changed = (before: Row, after: Row) => change(before, after, young).changed;

  test("is not compared with the whole, nor the whole with it", () => {
    expect(changed(list(["a"], true), list(["a", "b"], false))).toEqual([]);
    expect(changed(list(["a", "b"], false), list(["a"], true))).toEqual([]);
  });

  test("is compared with another beginning", () => {
    expect(changed(list(["a"], true), list(["b"], true))).toEqual([columnId("Customer")]);
    expect(changed(list(["a"], true), list(["a"], true))).toEqual([]);
  });

  test("is a change where its type was changed since and somebody filled it in", () => {
    expect(changed(list(["a"], true), aRow({ Customer: words("b") }))).toEqual([columnId("Customer")]);
  });

  test("is a change where the column is new and somebody filled it in beyond what is shown", () => {
    expect(changed(aRow(), list(["a"], true))).toEqual([columnId("Customer")]);
  });
});

describe("a row that was known under fewer hashes than it shows", () => {
  test("is compared by those that are known: without one, the column was not there", () => {
    const [before, after] = [aRow({ Total: total }), aRow({ Total: { type: "number", value: 8 } })];
    const { [columnId("Total")]: _, ...hashes } = hashRow(before, none).hashes;
    expect(change(before, after, young, { hashes }).changed).toEqual([columnId("Total")]);
    expect(change(before, after, settled, { hashes }).changed).toEqual([]);
  });
});
