import { randomBytes, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Item, Key, Query, Table, Write } from "../../shared/stores/table.ts";

/** A table and its clock, where it follows one that can be moved. */
export type Contracted = { table: Table; advance?: (ms: number) => void };

/** What every table promises: each test has partitions of its own. */
export function describeTable(name: string, open: () => Contracted): void {
  const aKey = (sk = "a"): Key => ({ pk: randomUUID(), sk });
  const put = async (item: Item) => {
    await open().table.write({ put: item });
    return item as Item & Key;
  };
  const transact = (writes: readonly Write[], token: string = randomUUID()) =>
    open().table.transact(writes, token);
  const refused = (name: string | RegExp) =>
    expect.objectContaining({ name: expect.stringMatching(name) as string });

  describe(`one item of ${name}`, () => {
    it("is read as it was put, texts, numbers and bytes, also empty ones", async () => {
      const item = await put({
        ...aKey(),
        text: "Grüße 🔔",
        empty: "",
        n: -1.5,
        bytes: new Uint8Array([0, 255]),
      });
      const { table } = open();
      const read = await table.get({ pk: item.pk, sk: item.sk });
      expect({ ...read, bytes: undefined }).toEqual({ ...item, bytes: undefined });
      expect(new Uint8Array(read?.bytes as Uint8Array)).toEqual(item.bytes);
      expect(await table.get(aKey())).toBeUndefined();
    });

    it("is replaced as a whole by a put, and gone after a delete", async () => {
      const { table } = open();
      const { pk, sk } = await put({ ...aKey(), old: 1 });
      expect(await table.write({ put: { pk, sk, fresh: 1 } })).toEqual({ pk, sk, fresh: 1 });
      expect(await table.get({ pk, sk })).toEqual({ pk, sk, fresh: 1 });
      expect(await table.write({ delete: { pk, sk } })).toEqual({});
      expect(await table.write({ delete: { pk, sk } })).toEqual({});
      expect(await table.get({ pk, sk })).toBeUndefined();
    });

    it("is made, set, counted up and shortened by an update, which answers it", async () => {
      const { table } = open();
      const key = aKey();
      expect(await table.write({ update: key, change: { set: { state: "new" }, add: { n: 2 } } })).toEqual({
        ...key,
        state: "new",
        n: 2,
      });
      const change = { set: { at: "x" }, add: { n: -5, m: 1 }, remove: ["state", "unknown"] };
      expect(await table.write({ update: key, change })).toEqual({ ...key, at: "x", n: -3, m: 1 });
      expect(await table.get(key)).toEqual({ ...key, at: "x", n: -3, m: 1 });
    });

    it("is not touched by what a caller does to it later", async () => {
      const { table } = open();
      const item = await put({ ...aKey(), n: 1 });
      const key = { pk: item.pk, sk: item.sk };
      item.n = 2;
      const read = await table.get(key);
      if (read) read.n = 3;
      expect(await table.get(key)).toEqual({ ...key, n: 1 });
    });

    it("counts every one of many updates at once", async () => {
      const { table } = open();
      const key = aKey();
      await Promise.all(
        Array.from({ length: 20 }, () => table.write({ update: key, change: { add: { n: 1 } } })),
      );
      expect(await table.get(key)).toMatchObject({ n: 20 });
    });

    it.each<[string, Item]>([
      ["without a sort key", { pk: "p" }],
      ["with an empty key", { pk: "p", sk: "" }],
      ["with an index key that is no text", { pk: "p", sk: "s", duePk: "d", dueAt: 1 }],
      ["with an empty index key", { pk: "p", sk: "s", duePk: "" }],
      ["larger than 400 KB", { pk: "p", sk: "s", text: "x".repeat(400 * 1024) }],
    ])("is refused %s", async (_, item) => {
      await expect(open().table.write({ put: item })).rejects.toThrow(refused(/^ValidationException$/));
      expect(await transact([{ put: item }]).catch((error: Error) => error.name)).toMatch(
        /^(ValidationException|TransactionCanceledException)$/,
      );
    });

    it("may have almost 400 KB", async () => {
      const { table } = open();
      const item = await put({ ...aKey(), text: "x".repeat(400 * 1024 - 200) });
      expect((await table.get({ pk: item.pk, sk: item.sk }))?.text).toHaveLength(400 * 1024 - 200);
    });

    it("is refused an update that makes no sense", async () => {
      const { table } = open();
      const key = await put({ ...aKey(), text: "x" });
      const update = { pk: key.pk, sk: key.sk };
      const invalid = refused(/^ValidationException$/);
      await expect(table.write({ update, change: { set: { sk: "b" } } })).rejects.toThrow(invalid);
      await expect(table.write({ update, change: { add: { text: 1 } } })).rejects.toThrow(invalid);
      await expect(table.write({ update, change: { set: { a: 1 }, remove: ["a"] } })).rejects.toThrow(
        invalid,
      );
    });
  });

  describe(`a condition of ${name}`, () => {
    const item = { state: "pending", n: 2, at: "2026-03-01" };
    const cases: [string, boolean, NonNullable<Write["if"]>][] = [
      ["absent", false, { absent: true }],
      ["an equal text", true, { equals: { state: "pending" } }],
      ["another text", false, { equals: { state: "done" } }],
      ["an equal number", true, { equals: { n: 2 } }],
      ["a number as text", false, { equals: { n: "2" } }],
      ["an attribute that is not there", false, { equals: { unknown: "" } }],
      ["all of several", true, { equals: { n: 2, state: "pending" }, atMost: { at: "2026-03-01" } }],
      ["one that fails of several", false, { equals: { n: 2, state: "done" } }],
      ["one of these", true, { oneOf: { state: ["done", "pending"] } }],
      ["none of these", false, { oneOf: { state: ["done", "failed"] } }],
      ["one of these, of what is not there", false, { oneOf: { unknown: ["done"] } }],
      ["at most itself", true, { atMost: { n: 2 } }],
      ["at most more", true, { atMost: { n: 10 } }],
      ["at most less", false, { atMost: { at: "2026-02-28" } }],
      ["at most, of what is not there", false, { atMost: { unknown: 3 } }],
      ["at most, of another type", false, { atMost: { n: "3" } }],
      ["or else something that holds", true, { equals: { n: 3 }, or: { equals: { state: "pending" } } }],
      ["or else nothing that holds", false, { equals: { n: 3 }, or: { atMost: { n: 1 } } }],
      ["absent or else", true, { absent: true, or: { equals: { n: 2 } } }],
      ["itself and never mind the rest", true, { equals: { n: 2 }, or: { equals: { n: 9 } } }],
    ];

    it.each(cases)(
      "%s: %s, for each kind of write alone and in a transaction",
      async (_, holds, condition) => {
        const { table } = open();
        const there = async () => {
          const { pk, sk } = await put({ ...aKey(), ...item });
          return { pk, sk };
        };
        const writes = async (): Promise<Exclude<Write, { check: Key }>[]> => [
          { put: { ...(await there()), fresh: 1 }, if: condition },
          { update: await there(), change: { set: { fresh: 1 } }, if: condition },
          { delete: await there(), if: condition },
        ];
        for (const write of await writes()) expect((await table.write(write)) !== undefined).toBe(holds);
        const together: Write[] = [{ check: await there(), if: condition }, ...(await writes())];
        expect(await transact(together)).toEqual(holds ? undefined : [0, 1, 2, 3]);
        const written = await Promise.all(
          together.slice(1).map((write) => {
            const { pk, sk } = (
              "put" in write ? write.put : "update" in write ? write.update : keyOfDelete(write)
            ) as Key;
            return table.get({ pk, sk });
          }),
        );
        expect(written.map((after) => after?.fresh ?? (after ? "kept" : "gone"))).toEqual(
          holds ? [1, 1, "gone"] : ["kept", "kept", "kept"],
        );
      },
    );

    it("of an item that is not there holds only for its absence", async () => {
      const { table } = open();
      const key = aKey();
      expect(
        await table.write({ update: key, change: { add: { n: 1 } }, if: { equals: { n: 0 } } }),
      ).toBeUndefined();
      expect(await table.write({ put: { ...key }, if: { equals: { n: 0 }, or: { absent: true } } })).toEqual(
        key,
      );
      expect(await table.write({ put: { ...key }, if: { absent: true } })).toBeUndefined();
      expect(await transact([{ check: aKey(), if: { absent: true } }])).toBeUndefined();
    });
  });

  describe(`a transaction of ${name}`, () => {
    const condition = { equals: { n: 1 } };

    it("is carried out as a whole or not at all, and names what failed", async () => {
      const { table } = open();
      const one = await put({ ...aKey(), n: 1 });
      const key = { pk: one.pk, sk: one.sk };
      const [fresh, other] = [aKey(), aKey()];
      const writes: Write[] = [
        { check: key, if: condition },
        { put: fresh },
        { update: other, change: { add: { n: 1 } }, if: condition },
        { delete: aKey(), if: condition },
      ];
      expect(await transact(writes)).toEqual([2, 3]);
      expect(await table.getAll([fresh, other])).toEqual([]);
      expect(await transact(writes.slice(0, 2))).toBeUndefined();
      expect(await table.getAll([fresh, other])).toEqual([fresh]);
    });

    it("is done once however often it arrives with its token", async () => {
      const { table } = open();
      const key = aKey();
      const [token, writes] = [randomUUID(), [{ update: key, change: { add: { n: 1 } } }]];
      for (let time = 0; time < 3; time++) expect(await transact(writes, token)).toBeUndefined();
      expect(await table.get(key)).toMatchObject({ n: 1 });
      // Also when its condition would not hold any more.
      const made: Write[] = [{ put: aKey(), if: { absent: true } }];
      const again = "a token of more than thirty-six characters, of which there are many";
      expect(await transact(made, again + key.pk)).toBeUndefined();
      expect(await transact(made, again + key.pk)).toBeUndefined();
    });

    it("is not remembered by its token when it failed", async () => {
      const token = randomUUID();
      const key = aKey();
      const writes: Write[] = [{ update: key, change: { add: { m: 1 } }, if: condition }];
      expect(await transact(writes, token)).toEqual([0]);
      await put({ ...key, n: 1 });
      expect(await transact(writes, token)).toBeUndefined();
      expect(await open().table.get(key)).toMatchObject({ m: 1 });
    });

    it("is refused with a token that was used for other writes", async () => {
      const token = randomUUID();
      await transact([{ put: aKey() }], token);
      await expect(transact([{ put: aKey() }], token)).rejects.toThrow(
        refused(/^IdempotentParameterMismatchException$/),
      );
    });

    it("is refused with no action, more than a hundred, or two on one item", async () => {
      const invalid = refused(/^ValidationException$/);
      const puts = (count: number) => Array.from({ length: count }, () => ({ put: aKey() }));
      await expect(transact([])).rejects.toThrow(invalid);
      await expect(transact(puts(101))).rejects.toThrow(invalid);
      expect(await transact(puts(100))).toBeUndefined();
      const key = aKey();
      await expect(transact([{ put: key }, { check: key, if: { absent: true } }])).rejects.toThrow(invalid);
    });

    it("is refused beyond 4 MB, and writes nothing", async () => {
      const key = aKey();
      const large = (count: number): Write[] =>
        Array.from({ length: count }, (_, index) => ({
          put: { pk: key.pk, sk: `${index}`, text: "x".repeat(390 * 1024) },
        }));
      await expect(transact(large(11))).rejects.toThrow(refused(/^ValidationException$/));
      expect((await open().table.query({ partition: key.pk, attributes: [] })).items).toEqual([]);
      expect(await transact(large(10))).toBeUndefined();
    });

    it("has one winner of many at once", async () => {
      const key = aKey();
      const all = Array.from({ length: 10 }, () => transact([{ put: { ...key }, if: { absent: true } }]));
      const answers = await Promise.all(all);
      expect(answers.filter((failed) => failed === undefined)).toHaveLength(1);
    });
  });

  describe(`many items of ${name}`, () => {
    it("are read by their keys in any number, each once, without those that are not there", async () => {
      const { table } = open();
      const pk = randomUUID();
      const keys = Array.from({ length: 230 }, (_, index) => ({ pk, sk: `${index}` }));
      for (const half of [keys.slice(0, 100), keys.slice(100, 200)]) {
        await transact(half.map((key) => ({ put: { ...key, n: 1, m: 2 } })));
      }
      const found = await table.getAll([...keys, keys[0] as Key], ["n"]);
      expect(found).toHaveLength(200);
      expect(found.find(({ sk }) => sk === "7")).toEqual({ pk, sk: "7", n: 1 });
      expect(await table.getAll([])).toEqual([]);
      expect(await table.getAll([keys[0] as Key])).toEqual([{ pk, sk: "0", n: 1, m: 2 }]);
    });

    it("are read although they do not fit into one answer", async () => {
      const { table } = open();
      const pk = randomUUID();
      const keys = Array.from({ length: 60 }, (_, index) => ({ pk, sk: `${index}` }));
      const bytes = randomBytes(290_000);
      for (const key of keys) await table.write({ put: { ...key, bytes } });
      expect(await table.getAll(keys)).toHaveLength(60);
      expect((await table.query({ partition: pk, attributes: [] })).items).toHaveLength(60);
    });
  });

  describe(`a query of ${name}`, () => {
    async function aPartition(index?: { partitionKey: string; sortKey: string }) {
      const pk = randomUUID();
      const states = ["new", "done"];
      for (const [at, sk] of ["A", "B", "C", "D", "E", "a"].entries()) {
        const own: Item = index
          ? { [index.partitionKey]: `index ${pk}`, [index.sortKey]: sk, pk: `${pk} ${sk}`, sk: "x" }
          : { pk, sk };
        await put({ ...own, n: at, state: states[at % 2] as string });
      }
      return pk;
    }
    const sorts = async (query: Query, name = "sk") =>
      (await open().table.query(query)).items.map((item) => item[name]).join("");

    it("answers a range of a partition, by sort key, either way, a few at a time", async () => {
      const partition = await aPartition();
      expect(await sorts({ partition })).toBe("ABCDEa");
      expect(await sorts({ partition, newestFirst: true })).toBe("aEDCBA");
      expect(await sorts({ partition, from: "B" })).toBe("BCDEa");
      expect(await sorts({ partition, until: "C" })).toBe("ABC");
      expect(await sorts({ partition, from: "B", until: "Cz" })).toBe("BC");
      expect(await sorts({ partition, from: "B", until: "D", newestFirst: true })).toBe("DCB");
      expect(await sorts({ partition, from: "B", limit: 2 })).toBe("BC");
      expect(await sorts({ partition, limit: 2, newestFirst: true })).toBe("aE");
      expect(await sorts({ partition: randomUUID() })).toBe("");
    });

    it("answers what has one of the wanted values, and counts only that", async () => {
      const partition = await aPartition();
      expect(await sorts({ partition, where: { state: ["done"] } })).toBe("BDa");
      expect(await sorts({ partition, where: { state: ["done", "new"] }, limit: 3 })).toBe("ABC");
      expect(await sorts({ partition, where: { state: ["done"] }, limit: 2, newestFirst: true })).toBe("aD");
      expect(await sorts({ partition, where: { unknown: ["done"] } })).toBe("");
    });

    it("answers the key and the attributes that are wanted", async () => {
      const pk = await aPartition();
      const { table } = open();
      const query = { partition: pk, until: "A" };
      expect((await table.query(query)).items).toEqual([{ pk, sk: "A", n: 0, state: "new" }]);
      expect((await table.query({ ...query, attributes: ["n", "unknown"] })).items).toEqual([
        { pk, sk: "A", n: 0 },
      ]);
      const where = { state: ["new"] };
      expect((await table.query({ ...query, attributes: [], where })).items).toEqual([{ pk, sk: "A" }]);
    });

    it.each([false, true])("goes on where the one before ended, newest first: %s", async (newestFirst) => {
      const partition = await aPartition();
      const { table } = open();
      for (const where of [{}, { where: { state: ["done"] } }]) {
        const query = { partition, newestFirst, ...where, from: "B", until: "a" };
        const whole = await sorts(query);
        let seen = "";
        let after: Item | undefined;
        do {
          const page: { items: Item[]; next?: Item } = await table.query({
            ...query,
            limit: 2,
            ...(after ? { after } : {}),
          });
          seen += page.items.map(({ sk }) => sk).join("");
          after = page.next;
        } while (after);
        expect(seen).toBe(whole);
      }
      expect((await table.query({ partition })).next).toBeUndefined();
    });

    it.each([
      ["due", "duePk", "dueAt"],
      ["history", "historyPk", "historyAt"],
      ["rows", "rowsPk", "rowsAt"],
    ] as const)(
      "of the index %s answers keys by its own order, a few at a time",
      async (index, partitionKey, sortKey) => {
        const pk = await aPartition({ partitionKey, sortKey });
        const query: Query = { index, partition: `index ${pk}` };
        const { table } = open();
        expect(await sorts(query, sortKey)).toBe("ABCDEa");
        expect(await sorts({ ...query, until: "C", newestFirst: true }, sortKey)).toBe("CBA");
        const { items, next } = await table.query({ ...query, from: "B", limit: 2 });
        expect(items[0]).toEqual({ pk: `${pk} B`, sk: "x", [partitionKey]: `index ${pk}`, [sortKey]: "B" });
        expect(await sorts({ ...query, after: next as Item, limit: 2 }, sortKey)).toBe("DE");
      },
    );

    it("of an index knows all of several items at the same place", async () => {
      const partition = randomUUID();
      for (const sk of ["1", "2", "3"]) await put({ pk: randomUUID(), sk, duePk: partition, dueAt: "noon" });
      const { table } = open();
      const first = await table.query({ index: "due", partition, limit: 2, until: "noon" });
      const rest = await table.query({ index: "due", partition, until: "noon", after: first.next as Item });
      expect([...first.items, ...rest.items].map(({ sk }) => sk).sort()).toEqual(["1", "2", "3"]);
    });

    it("of an index answers only what has its keys, and follows them", async () => {
      const { table } = open();
      const [duePk, other] = [randomUUID(), randomUUID()];
      const { pk, sk } = await put({ ...aKey(), duePk });
      const due = (partition: string) => sorts({ index: "due", partition }, "dueAt");
      const update = { pk, sk };
      expect(await due(duePk)).toBe("");
      await table.write({ update, change: { set: { dueAt: "1" } } });
      expect(await due(duePk)).toBe("1");
      await table.write({ update, change: { set: { dueAt: "2", n: 1 } } });
      expect(await due(duePk)).toBe("2");
      await transact([{ update, change: { set: { duePk: other } } }]);
      expect([await due(duePk), await due(other)]).toEqual(["", "2"]);
      await table.write({ update, change: { remove: ["duePk"] } });
      expect(await due(other)).toBe("");
      await put({ pk, sk, duePk, dueAt: "3" });
      await table.write({ delete: update });
      expect(await due(duePk)).toBe("");
    });
  });
}

function keyOfDelete(write: Write): Key {
  return "delete" in write ? write.delete : { pk: "", sk: "" };
}
