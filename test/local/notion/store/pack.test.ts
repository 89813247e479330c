import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import type { Entity } from "../../../../local/notion/entities.ts";
import { openStore } from "../../../../local/notion/store/open-store.ts";
import { pack, Unpacker } from "../../../../local/notion/store/pack.ts";

const PLAIN = {
  bold: false,
  italic: false,
  strikethrough: false,
  underline: false,
  code: false,
  color: "default",
};
const text = (content: string, link: unknown = null, annotations: object = PLAIN) => ({
  type: "text",
  text: { content, link },
  annotations,
});
const row = (values: object) =>
  ({
    kind: "page",
    id: "a",
    parent: { type: "data_source_id", data_source_id: "s", database_id: "d" },
    values,
    content: [],
    stamp: { createdAt: 1, createdBy: "u", editedAt: 1, editedBy: "u", edit: 1 },
  }) as unknown as Entity;

describe("an entity in the file", () => {
  test.each([
    ["plain words", [text("Hello"), text("")]],
    ["a link", [text("Hello", { url: "https://example.com" })]],
    ["a style", [text("Hello", null, { ...PLAIN, bold: true })]],
    ["a style of less", [text("Hello", null, { bold: false })]],
    ["more than a text", [{ ...text("Hello"), more: 1 }]],
    ["a mention", [{ type: "mention", mention: { type: "page", page: { id: "p" } }, annotations: PLAIN }]],
    ["somebody's own key", { "=": "no words of ours" }],
    ["somebody's own key, doubled", { "==": '{"a":1}', deep: [{ "=": { "=": null } }] }],
    ["null and numbers", { a: null, b: [1.5, [true]] }],
  ])("comes back as it was: %s", (_, value) => {
    const entity = row({ title: value });

    expect(new Unpacker().unpack(pack(entity))).toEqual(entity);
  });

  test("takes little for plain words", () => {
    expect(pack(row({ title: [text("Hello")] }))).toContain('"title":[{"=":"Hello"}]');
  });

  test("is read as an older version wrote it, and a newer version's file is refused", () => {
    const folder = mkdtempSync(join(tmpdir(), "pack-"));
    const file = join(folder, "old.db");
    const entity = row({ title: [text("Hello")] });
    let database = new DatabaseSync(file);
    database.exec("CREATE TABLE entities (id TEXT PRIMARY KEY, json TEXT NOT NULL); PRAGMA user_version = 1");
    database.prepare("INSERT INTO entities VALUES (?, ?)").run("a", JSON.stringify(entity));
    database.close();
    const store = openStore(file);
    expect(store.get("a")).toEqual(entity);
    store.close();
    database = new DatabaseSync(file);
    database.exec("PRAGMA user_version = 99");
    database.close();
    expect(() => openStore(file)).toThrow("it was written by a newer version (format 99)");
    rmSync(folder, { recursive: true });
  });
});
