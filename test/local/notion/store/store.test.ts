import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Database, DataSource, Entity, Page } from "../../../../local/notion/entities.ts";
import { openStore } from "../../../../local/notion/store/open-store.ts";
import type { Change, SmallKind, Store } from "../../../../local/notion/store/store.ts";

const folder = mkdtempSync(join(tmpdir(), "store-"));
afterAll(() => rmSync(folder, { recursive: true }));

let file: string;
let store: Store;
beforeEach(() => {
  file = join(folder, `${crypto.randomUUID()}.db`);
  store = openStore(file);
  return () => store.close();
});

function reopen(): void {
  store.close();
  store = openStore(file);
}

const stamp = (edit = 0) => ({ createdAt: 0, createdBy: "u", editedAt: 0, editedBy: "u", edit });
const row = (id: string, sourceId = "source", edit = 0): Page => ({
  kind: "page",
  id,
  parent: { type: "data_source_id", data_source_id: sourceId, database_id: "database" },
  values: { title: id },
  content: [],
  icon: null,
  cover: null,
  inTrash: false,
  isLocked: false,
  stamp: stamp(edit),
});
const database = (id: string): Database => ({
  kind: "database",
  id,
  parent: { type: "workspace", workspace: true },
  title: [],
  description: [],
  dataSourceIds: [],
  isInline: false,
  isLocked: false,
  icon: null,
  cover: null,
  inTrash: false,
  stamp: stamp(),
});
const source = (id: string, databaseId: string): DataSource => ({
  kind: "data_source",
  id,
  databaseId,
  title: [],
  properties: [],
  nextNumber: 1,
  icon: null,
  inTrash: false,
  stamp: stamp(),
});
const put = (...entities: Entity[]) =>
  store.write(() => {
    for (const entity of entities) store.put(entity);
  });
const ids = (entities: Iterable<Entity>) => [...entities].map(({ id }) => id);

describe("the store", () => {
  test("lists the rows of a source, oldest first, before and after a restart", () => {
    put(row("b"), row("x", "other"), row("a"));
    put(row("b"));

    expect(ids(store.rows("source"))).toEqual(["b", "a"]);
    put(row("b", "other"));
    expect([ids(store.rows("source")), ids(store.rows("other"))]).toEqual([["a"], ["x", "b"]]);
    reopen();
    expect([ids(store.rows("source")), ids(store.rows("other"))]).toEqual([["a"], ["x", "b"]]);
  });

  test("lists the small kinds, and children under their key", () => {
    // A kind of the kind to come: the store knows none of them by name.
    const comment = (id: string, parentKey: string) =>
      ({ kind: "comment", id, parentKey, stamp: stamp() }) as unknown as Entity;
    const under = (key: string) => ids(store.childrenOf(key, "comment" as SmallKind));
    put(database("d"), comment("1", "p"), comment("2", "q"), comment("3", "p"));

    expect(ids(store.ofKind("database"))).toEqual(["d"]);
    expect([under("p"), under("q")]).toEqual([["1", "3"], ["2"]]);
    put(comment("1", "q"));
    store.write(() => store.remove("3"));
    expect([under("p"), under("q")]).toEqual([[], ["2", "1"]]);
    expect(ids(store.ofKind("comment" as SmallKind))).toEqual(["1", "2"]);
  });

  test("forgets what is removed, for good", () => {
    put(row("a"), row("b"));
    store.write(() => {
      store.remove("a");
      store.remove("never was");
    });

    for (const reopened of [false, true]) {
      if (reopened) reopen();
      expect(store.get("a")).toBeUndefined();
      expect(ids(store.rows("source"))).toEqual(["b"]);
      expect(ids(store.all())).toEqual(["b"]);
    }
  });

  test("undoes a write that throws, whole", () => {
    put(row("a"), database("d"));
    const failing = () =>
      store.write(() => {
        store.put(row("a", "other"));
        store.put(row("new"));
        store.remove("d");
        throw new Error("no");
      });

    expect(failing).toThrow("no");
    expect([ids(store.rows("source")), ids(store.rows("other"))]).toEqual([["a"], []]);
    expect(ids(store.ofKind("database"))).toEqual(["d"]);
    expect(store.get("new")).toBeUndefined();
  });

  test("takes a write inside a write as part of it", () => {
    const told: (readonly Change[])[] = [];
    store.onCommit((changes) => told.push(changes));
    const inner = () => store.write(() => store.put(row("inner")));
    expect(() =>
      store.write(() => {
        inner();
        throw new Error("no");
      }),
    ).toThrow("no");

    expect(store.get("inner")).toBeUndefined();
    store.write(() => {
      store.put(row("outer"));
      inner();
    });
    expect(told.map((changes) => changes.map(({ after }) => after?.id))).toEqual([["outer", "inner"]]);
  });

  test("refuses a change outside of a write", () => {
    expect(() => store.put(row("a"))).toThrow("outside of a write");
    expect(() => store.remove("a")).toThrow("outside of a write");
  });

  test("counts edits on after a restart", () => {
    put(row("a", "source", 7));
    reopen();

    expect(store.nextEdit()).toBe(8);
  });
});

describe("who listens to commits", () => {
  test("hears of each write once, with what was before and after", () => {
    const told: (readonly Change[])[] = [];
    const end = store.onCommit((changes) => told.push(changes));
    const [first, second] = [row("a"), { ...row("a"), inTrash: true }];
    put(first);
    put(row("a", "other"), second);
    store.write(() => store.remove("a"));
    store.write(() => store.get("a"));
    store.write(() => {
      store.put(row("gone at once"));
      store.remove("gone at once");
    });
    end();
    put(first);

    expect(told).toEqual([[{ after: first }], [{ before: first, after: second }], [{ before: second }]]);
  });

  test("hears nothing of a write that failed", () => {
    const told: (readonly Change[])[] = [];
    store.onCommit((changes) => told.push(changes));
    const failing = () =>
      store.write(() => {
        store.put(row("a"));
        throw new Error("no");
      });

    expect(failing).toThrow("no");
    expect(told).toEqual([]);
  });

  test("may write, and every listener hears of both writes in their order", () => {
    const heard: string[][] = [[], []];
    const hear = (which: number) => (changes: readonly Change[]) =>
      heard[which]?.push(...changes.map(({ after }) => after?.id ?? ""));
    store.onCommit(hear(0));
    store.onCommit(([change]) => {
      if (change?.after?.id === "a") put(row("b"));
    });
    store.onCommit(hear(1));
    put(row("a"));

    expect(heard).toEqual([
      ["a", "b"],
      ["a", "b"],
    ]);
  });
});

describe("a snapshot", () => {
  test("brings everything back, order and edits with it", () => {
    put(row("b", "source", 3), database("d"), source("source", "d"), row("a", "source", 4));
    const snapshot = JSON.parse(JSON.stringify(store.export())) as unknown;
    store.reset();
    expect([...store.all()]).toEqual([]);
    put(row("other"));
    store.import(snapshot);

    for (const reopened of [false, true]) {
      if (reopened) reopen();
      expect(ids(store.rows("source"))).toEqual(["b", "a"]);
      expect(store.get("d")).toEqual(database("d"));
      expect(store.get("other")).toBeUndefined();
    }
    expect(store.nextEdit()).toBe(5);
  });

  test("is told as a replacement, and not as a write", () => {
    const told: string[] = [];
    store.onCommit(() => told.push("commit"));
    const end = store.onReplace(() => told.push("replace"));
    store.import(store.export());
    store.reset();
    end();
    store.reset();

    expect(told).toEqual(["replace", "replace"]);
  });

  test.each([
    [[], "a snapshot is an object"],
    [{ format: 9, entities: [] }, "the snapshot has format 9; this version reads 1"],
    [{ format: 1, entities: [database("a"), { id: "b" }] }, "entities[1] of the snapshot has no id or kind"],
    [{ format: 1, entities: [database("a"), database("a")] }, "has two entities with one id"],
    [
      { format: 1, entities: [{ ...database("a"), kind: "toString" }] },
      'entities[0] of the snapshot has the unknown kind "toString"',
    ],
    [
      { format: 1, entities: [{ id: "b", kind: "page", stamp: stamp() }] },
      "entities[0] of the snapshot (a page) should have parent: object",
    ],
    [{ format: 1, entities: [{ ...database("a"), stamp: {} }] }, "should have stamp.edit: number"],
    [{ format: 1, entities: [source("s", "d")] }, "(a data_source) stands in d, which is not there"],
  ])("is refused when it is none of ours: %j", (snapshot, message) => {
    put(row("a"));

    expect(() => store.import(snapshot)).toThrow(message);
    expect(ids(store.all())).toEqual(["a"]);
    reopen();
    expect(ids(store.all())).toEqual(["a"]);
  });
});
