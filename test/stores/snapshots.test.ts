import { randomBytes, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { hashRow } from "../../shared/domain/content.ts";
import { type Delivery, deliveryKey } from "../../shared/domain/delivery.ts";
import { FencedError } from "../../shared/domain/errors.ts";
import type { Row } from "../../shared/domain/row.ts";
import type { Commit } from "../../shared/ports.ts";
import type { Table } from "../../shared/stores/table.ts";
import { aDelivery, aRow, aSnapshot } from "./an-item.ts";
import { forEachTable, lossy, storesOver } from "./for-each-table.ts";

const committed = { outcome: "committed" };
const raced = { outcome: "raced" };
const seenAt = "2026-03-01T10:08:12.000Z";

forEachTable("snapshots", (opened) => {
  const commit = (...commits: Commit[]) => opened().snapshots.commit(opened().lease, commits);
  const loaded = async (row: Row) => (await opened().snapshots.load([row.id])).get(row.id);

  /** The state of a row that was committed as revision 1. */
  async function aCommittedRow(overrides: Partial<Row> = {}): Promise<Row> {
    const row = aRow(overrides);
    expect(await commit({ snapshot: aSnapshot(row, 1), deliveries: [] })).toEqual([committed]);
    return row;
  }

  describe("committing a change", () => {
    it("keeps the snapshot and what it owes", async () => {
      const row = await aCommittedRow();
      const delivery = aDelivery({ rowId: row.id });
      const snapshot = {
        ...aSnapshot(row, 2),
        lastChange: { op: "update" as const, changed: ["title"], before: {}, seenAt },
        recent: ["hash"],
        reached: { rule: seenAt },
        generation: 1,
        shown: { hash: "shown", completedAt: seenAt },
      };
      expect(await commit({ snapshot, deliveries: [delivery] })).toEqual([committed]);
      expect(await loaded(row)).toEqual(snapshot);
      expect(await opened().outbox.load(delivery.key)).toEqual(delivery);
    });

    it("is raced at a revision that is there already, or is not the next, and writes nothing", async () => {
      const row = await aCommittedRow();
      await commit({ snapshot: aSnapshot(row, 2, "first"), deliveries: [] });
      const deliveries = [aDelivery({ rowId: row.id })];
      for (const revision of [2, 1, 4]) {
        expect(await commit({ snapshot: aSnapshot(row, revision, "other"), deliveries })).toEqual([raced]);
      }
      expect((await loaded(row))?.hash).toBe("first");
      expect(await opened().outbox.load(deliveries[0]?.key ?? "")).toBeUndefined();
    });

    it("writes nothing under a lease that was taken over", async () => {
      const { leases, snapshots, outbox, sources } = opened();
      const old = await leases.take("taken over");
      await leases.take("taken over");
      const row = await aCommittedRow();
      const delivery = aDelivery({ rowId: row.id });
      const brakes = { sourceId: "fenced", brakes: { rule: { hour: "", fired: 1, held: 0, sample: [] } } };
      const late = snapshots.commit(old, [{ snapshot: aSnapshot(row, 2), deliveries: [delivery] }], brakes);
      await expect(late).rejects.toThrow(FencedError);
      expect((await loaded(row))?.revision).toBe(1);
      expect(await outbox.load(delivery.key)).toBeUndefined();
      expect(await sources.brakes("fenced")).toEqual({});
    });

    it("has exactly one winner among many at once", async () => {
      const row = await aCommittedRow();
      const deliveries = Array.from({ length: 10 }, () => aDelivery({ rowId: row.id }));
      const results = await Promise.all(
        deliveries.map((delivery) =>
          commit({ snapshot: aSnapshot(row, 2, delivery.key), deliveries: [delivery] }),
        ),
      );
      expect(results.flat().filter(({ outcome }) => outcome === "committed")).toHaveLength(1);
      const owed = await Promise.all(deliveries.map(({ key }) => opened().outbox.load(key)));
      expect(owed.flatMap((delivery) => delivery?.key ?? [])).toEqual([(await loaded(row))?.hash]);
    });

    it("leaves a delivery as it is that was promised before", async () => {
      const row = await aCommittedRow();
      const [promised, fresh] = [aDelivery({ rowId: row.id }), aDelivery({ rowId: row.id })];
      await commit({
        snapshot: aSnapshot(aRow(), 1),
        deliveries: [{ ...promised, ruleName: "as promised" }],
      });
      expect(await commit({ snapshot: aSnapshot(row, 2), deliveries: [promised, fresh] })).toEqual([
        committed,
      ]);
      expect((await opened().outbox.load(promised.key))?.ruleName).toBe("as promised");
      expect(await opened().outbox.load(fresh.key)).toEqual(fresh);
      expect((await loaded(row))?.revision).toBe(2);
    });

    it("is one's own when the answer is lost and it is made again, whoever asks again", async () => {
      const { table, clock, lease } = opened();
      const [row, other] = [await aCommittedRow(), await aCommittedRow()];
      const deliveries = [aDelivery({ rowId: row.id })];
      const owed = { snapshot: aSnapshot(row, 2), deliveries };
      const own = storesOver(lossy(table), clock).snapshots;
      expect(await own.commit(lease, [owed])).toEqual([committed]);
      // As a poll would that was told nothing: the same row, by itself or beside others, also after the token's ten minutes.
      const beside = { snapshot: aSnapshot(other, 2), deliveries: [] };
      const before = clock.now();
      clock.set(new Date(before.getTime() + 11 * 60_000));
      expect(await commit(owed, beside)).toEqual([committed, committed]);
      clock.set(before);
      expect((await loaded(row))?.revision).toBe(2);
      expect(await opened().outbox.load(deliveries[0]?.key ?? "")).toEqual(deliveries[0]);
    });

    it("sets and removes timers with it", async () => {
      const { timers, lease } = opened();
      const row = await aCommittedRow();
      const timer = { sourceId: row.sourceId, at: seenAt, ruleId: "rule", rowId: row.id };
      const next = { ...timer, at: "2026-03-02T10:08:12.000Z" };
      await timers.set(lease, [timer]);
      const change = { set: [next], remove: [timer, next] };
      await commit({ snapshot: aSnapshot(row, 3), deliveries: [], timers: change });
      expect(await timers.due(row.sourceId, next.at, 10)).toEqual([timer]);
      await commit({ snapshot: aSnapshot(row, 2), deliveries: [], timers: change });
      expect(await timers.due(row.sourceId, next.at, 10)).toEqual([next]);
    });
  });

  it("keeps the hashes of a row's properties, whether the row tells them or not", async () => {
    const properties: Row["properties"] = { title: title("Lamp"), note: { ...title("x"), id: "note" } };
    for (const hashes of [
      hashRow({ properties }, new Set()).hashes,
      hashRow({ properties }, new Set(["note"])).hashes,
      { title: "another" },
      {},
    ]) {
      const row = aRow({ properties });
      await commit({ snapshot: { ...aSnapshot(row, 1), hashes }, deliveries: [] });
      expect((await loaded(row))?.hashes).toEqual(hashes);
    }
  });

  describe("committing many rows", () => {
    it("answers for each of them, and carries out all that can be", async () => {
      const rows = Array.from({ length: 60 }, () => aRow({ sourceId: "large" }));
      const [taken] = rows;
      await commit({ snapshot: aSnapshot(taken as Row, 1, "theirs"), deliveries: [] });
      const commits = rows.map((row) => ({
        snapshot: aSnapshot(row, 1, row.id),
        deliveries: [aDelivery({ rowId: row.id, revision: 1 })],
      }));
      const results = await commit(...commits);
      expect(results).toEqual(rows.map((row) => (row === taken ? raced : committed)));
      const marks = await opened().snapshots.marks(["unknown", ...rows.map(({ id }) => id)]);
      expect(marks.size).toBe(60);
      expect(marks.get(rows[7]?.id ?? "")).toEqual({
        revision: 1,
        hash: rows[7]?.id,
        sourceId: "large",
        lastEditedTime: "2026-03-01T10:07:00.000Z",
      });
      const owed = await Promise.all(
        commits.map(({ deliveries: [own] }) => opened().outbox.load(own?.key ?? "")),
      );
      expect(owed.map((delivery) => delivery !== undefined)).toEqual(rows.map((row) => row !== taken));
    });

    it("stores the brakes with the first, also where there is none", async () => {
      const { snapshots, lease, sources } = opened();
      const state = { hour: "2026-03-01T10", fired: 3, held: 0, sample: [] };
      const row = await aCommittedRow();
      const late = { snapshot: aSnapshot(row, 1, "late"), deliveries: [] };
      for (const [sourceId, commits] of [
        ["none", []],
        ["raced", [late]],
        ["both", [late, { snapshot: aSnapshot(aRow(), 1), deliveries: [] }]],
      ] as const) {
        await snapshots.commit(lease, commits, { sourceId, brakes: { rule: state } });
        expect(await sources.brakes(sourceId)).toEqual({ rule: state });
      }
    });

    it("takes several events of one row in their order", async () => {
      const row = aRow();
      const states = [1, 2, 3].map((revision) => ({ snapshot: aSnapshot(row, revision), deliveries: [] }));
      expect(await commit(...states)).toEqual([committed, committed, committed]);
      expect((await loaded(row))?.revision).toBe(3);
    });

    it("fits into transactions with rows of many words", async () => {
      // What does not repeat itself hardly shrinks: 60 rows of this are more than a transaction takes.
      const rows = Array.from({ length: 60 }, () => aRow({ url: randomBytes(60_000).toString("hex") }));
      await commit(...rows.map((row) => ({ snapshot: aSnapshot(row, 1), deliveries: [] })));
      const found = await opened().snapshots.load(rows.map(({ id }) => id));
      expect(rows.map(({ id }) => found.get(id)?.row)).toEqual(rows);
      expect((await opened().snapshots.marks(rows.map(({ id }) => id))).size).toBe(60);
    });
  });

  describe("a row that is very large", () => {
    it("is kept although its text is longer than an item may be", async () => {
      const text = "Every word of a very long page. ".repeat(40_000);
      const properties: Row["properties"] = {
        note: { id: "note", name: "Note", type: "rich_text", value: [{ text }] },
      };
      const row = await aCommittedRow({ properties });
      const delivery = aDelivery({ rowId: row.id, values: { before: {}, after: properties } });
      expect(await commit({ snapshot: aSnapshot(row, 2), deliveries: [delivery] })).toEqual([committed]);
      expect((await loaded(row))?.row).toEqual(row);
      expect(await opened().outbox.load(delivery.key)).toEqual(delivery);
    });

    it("is refused beyond that, remembered, and what it owes is kept", async () => {
      const row = aRow({ properties: { title: title(randomBytes(400_000).toString("base64")) } });
      const delivery = aDelivery({ rowId: row.id, revision: 1 });
      const [result] = await commit({ snapshot: aSnapshot(row, 1), deliveries: [delivery] });
      expect(result).toEqual({
        outcome: "refused",
        problem: expect.stringContaining("more than Rowbell can"),
      });
      expect(await loaded(row)).toMatchObject({ isStub: true, revision: 1, row: { properties: {} } });
      expect(await opened().outbox.load(delivery.key)).toEqual(delivery);
    });
  });

  describe("a row that fits, but not together with what it was before", () => {
    it("is kept without what it was before, and followed", async () => {
      const properties = () => ({ title: title(randomBytes(200_000).toString("base64")) });
      const row = await aCommittedRow({ properties: properties() });
      const lastChange = { op: "update" as const, changed: ["title"], before: row.properties, seenAt };
      const delivery = aDelivery({ rowId: row.id });
      const next = { ...row, properties: properties() };
      const snapshot = { ...aSnapshot(next, 2), lastChange };
      expect(await commit({ snapshot, deliveries: [delivery] })).toEqual([committed]);
      expect(await loaded(row)).toEqual({ ...snapshot, lastChange: { ...lastChange, before: {} } });
      expect(await opened().outbox.load(delivery.key)).toEqual(delivery);
    });

    it("is followed though a delivery alone is too large, which fails where people see it", async () => {
      const property = () => title(randomBytes(200_000).toString("base64"));
      const row = await aCommittedRow({ properties: { title: property() } });
      const values = { before: { title: property() }, after: row.properties };
      const [large, small] = [aDelivery({ rowId: row.id, values }), aDelivery({ rowId: row.id })];
      expect(await commit({ snapshot: aSnapshot(row, 2), deliveries: [large, small] })).toEqual([committed]);
      expect((await loaded(row))?.row).toEqual(row);
      expect(await opened().outbox.load(small.key)).toEqual(small);
      expect(await opened().outbox.load(large.key)).toEqual({
        ...large,
        changes: [],
        values: { before: {}, after: {} },
        refusal: expect.stringContaining("more than Rowbell can store"),
      });
    });
  });

  describe("more deliveries of one change than a transaction takes", () => {
    const many = (row: Row, count: number): Delivery[] =>
      Array.from({ length: count }, (_, rule) => {
        const [rowId, ruleId] = [row.id, `rule-${rule}`];
        return aDelivery({ rowId, ruleId, key: deliveryKey(ruleId, rowId, 2), connectionId: row.sourceId });
      });

    it.each([300, 5_000])("are owed all the same, %i of them", { timeout: 90_000 }, async (count) => {
      const row = await aCommittedRow();
      const deliveries = many(row, count);
      const timers = {
        set: deliveries
          .slice(0, 120)
          .map(({ ruleId }) => ({ sourceId: row.sourceId, at: seenAt, ruleId, rowId: row.id })),
        remove: [],
      };
      expect(await commit({ snapshot: aSnapshot(row, 2), deliveries, timers })).toEqual([committed]);
      const owed = await opened().outbox.history(row.sourceId, count + 1);
      const keys = (some: Delivery[]) => some.map(({ key }) => key).sort();
      expect(keys(owed)).toEqual(keys(deliveries));
      expect(owed.find(({ key }) => key === deliveries[7]?.key)).toEqual(deliveries[7]);
      expect(await opened().timers.due(row.sourceId, seenAt, 1000)).toHaveLength(120);
    });

    it("are found by whoever looks for what is due, when the poll ended before it had written them", async () => {
      const { table, clock, lease, outbox } = opened();
      const row = await aCommittedRow();
      const deliveries = many(row, 300).map((delivery) => ({
        ...delivery,
        seenAt: "2026-01-01T00:00:00.000Z",
        dueAt: "2026-01-01T00:00:00.000Z",
      }));
      let writes = 0;
      const dying: Table = {
        ...table,
        write: async (write) => {
          if (++writes > 40) throw new Error("the process ends here");
          return table.write(write);
        },
      };
      const snapshots = storesOver(dying, clock).snapshots;
      await expect(snapshots.commit(lease, [{ snapshot: aSnapshot(row, 2), deliveries }])).rejects.toThrow(
        "ends here",
      );
      const before = await outbox.history(row.sourceId, 1000);
      expect(before.length).toBeGreaterThan(0);
      expect(before.length).toBeLessThan(300);
      const [settled] = before as [Delivery];
      await outbox.settle(settled, "cancelled", { at: seenAt });
      expect(await outbox.due("2026-01-01T00:00:00.000Z", 1)).toHaveLength(1);
      const due = await outbox.due("2026-01-01T00:00:00.000Z", 1000);
      expect(new Set(due)).toEqual(new Set(deliveries.map(({ key }) => key)));
      expect(await outbox.history(row.sourceId, 1000)).toHaveLength(300);
      expect(await outbox.load(settled.key)).toMatchObject({ state: "cancelled" });
      const left = { partition: `ROW#${row.id}`, from: "MANIFEST#", until: "MANIFEST$" };
      expect((await table.query(left)).items).toEqual([]);
      // And the commit is one's own, made again by the same poll.
      expect(await commit({ snapshot: aSnapshot(row, 2), deliveries })).toEqual([committed]);
      for (const delivery of deliveries) await outbox.settle(delivery, "cancelled", { at: seenAt });
    });
  });

  describe("the rows of a source", () => {
    it("are named by creation time, without those that left it", async () => {
      const { snapshots } = opened();
      const sourceId = randomUUID();
      const minute = (at: number) => `2026-03-01T08:0${at}:00.000Z`;
      const rows = [3, 1, 2, 2].map((at) => aRow({ sourceId, createdTime: minute(at) }));
      await commit(...rows.map((row) => ({ snapshot: aSnapshot(row, 1), deliveries: [] })));
      const [last, first, ...middle] = rows.map(({ id }) => id);
      const both = middle.sort();
      expect(await snapshots.rowIds(sourceId)).toEqual([first, ...both, last]);
      expect(await snapshots.rowIds(sourceId, minute(2))).toEqual([...both, last]);
      expect(await snapshots.rowIds(sourceId, minute(1), minute(3))).toEqual([first, ...both]);
      expect(await snapshots.rowIds(sourceId, minute(2), minute(2))).toEqual([]);
      const left = { ...aSnapshot(rows[1] as Row, 2), removed: "trashed" as const };
      await commit({ snapshot: left, deliveries: [] });
      expect(await snapshots.rowIds(sourceId)).toEqual([...both, last]);
      expect((await snapshots.marks([first as string])).get(first as string)).toMatchObject({
        removed: "trashed",
        revision: 2,
        sourceId,
      });
      expect(await loaded(rows[1] as Row)).toEqual(left);
      await commit({ snapshot: aSnapshot(rows[1] as Row, 3), deliveries: [] });
      expect(await snapshots.rowIds(sourceId)).toEqual([first, ...both, last]);
    });

    it("are walked in pages, each once", async () => {
      const { snapshots } = opened();
      const rows = Array.from({ length: 1_100 }, () => aRow({ sourceId: "walked" }));
      await commit(...rows.map((row) => ({ snapshot: aSnapshot(row, 1), deliveries: [] })));
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page: { rowIds: string[]; after?: string } = await snapshots.walk("walked", after);
        seen.push(...page.rowIds);
        after = page.after;
      } while (after !== undefined);
      expect(seen).toEqual(rows.map(({ id }) => id).sort());
      expect(await snapshots.walk("nowhere", undefined)).toEqual({ rowIds: [] });
    });

    it("have no marks where there are none", async () => {
      expect(await opened().snapshots.marks([])).toEqual(new Map());
      expect(await opened().snapshots.load(["unknown"])).toEqual(new Map());
    });
  });
});

function title(text: string) {
  return { id: "title", name: "Name", type: "title" as const, value: [{ text }] };
}
