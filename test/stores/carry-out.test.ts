import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { manualClock } from "../../local/clock.ts";
import type { Row } from "../../shared/domain/row.ts";
import type { Commit } from "../../shared/ports.ts";
import { carryOut, groupsOf } from "../../shared/stores/carry-out.ts";
import { mostItemBytes, mostTransactionBytes } from "../../shared/stores/item-size.ts";
import { type Plan, planCommit } from "../../shared/stores/plan-commit.ts";
import { type Table, tableLimits, type Write } from "../../shared/stores/table.ts";
import { memoryTable } from "../sim/memory-table.ts";
import { aDelivery, aRow, aSnapshot } from "./an-item.ts";
import { storesOver } from "./for-each-table.ts";

const seenAt = "2026-03-01T10:08:12.000Z";

/** Stores that write down how many actions each of their transactions has. */
async function opened() {
  const clock = manualClock(new Date("2026-03-01T12:00:00.000Z"));
  const transactions: number[] = [];
  const memory = memoryTable(clock);
  const table: Table = {
    ...memory,
    transact(writes, token) {
      transactions.push(writes.length);
      return memory.transact(writes, token);
    },
  };
  const stores = storesOver(table, clock);
  return { ...stores, table, transactions, lease: await stores.leases.take("default") };
}

const put = (pk: string): Write => ({ put: { pk, sk: "s" } });
const aPlan = (writes: Write[], bytes = 1): Plan => ({ writes, bytes, before: [], after: [], manifests: [] });
const sizes = (plans: Plan[], besides: Write[] = []) =>
  groupsOf(plans, besides).map((group) => group.plans.length);

describe("rows that share a transaction", () => {
  const rows = (count: number, writes = 1, bytes = 1) =>
    Array.from({ length: count }, (_, row) =>
      aPlan(
        Array.from({ length: writes }, (_, write) => put(`${row} ${write}`)),
        bytes,
      ),
    );

  it("are at most 25, in their order", () => {
    const plans = rows(60);
    expect(sizes(plans)).toEqual([25, 25, 10]);
    expect(groupsOf(plans, []).flatMap((group) => group.plans)).toEqual(plans);
  });

  it("have no more writes than a transaction takes, with the lease and one besides", () => {
    expect(sizes(rows(5, 49))).toEqual([2, 2, 1]);
    expect(sizes(rows(4, 50))).toEqual([1, 1, 1, 1]);
    expect(2 * 49 + 2).toBe(tableLimits.actions);
  });

  it("are no larger than a transaction", () => {
    const half = mostTransactionBytes / 2;
    expect(sizes(rows(4, 1, half))).toEqual([2, 2]);
    expect(sizes(rows(4, 1, half + 1))).toEqual([1, 1, 1, 1]);
  });

  it("have no item in common, whatever is done to it", () => {
    const key = { pk: "a", sk: "s" };
    const update: Write = { update: key, change: { add: { count: 1 } } };
    const check: Write = { check: key, if: { absent: true } };
    for (const same of [put("a"), update, { delete: key }, check] as Write[]) {
      expect(sizes([aPlan([put("x"), put("a")]), aPlan([put("y"), same, put("z")])])).toEqual([1, 1]);
      expect(sizes([aPlan([put("x"), same]), aPlan([put("a")])])).toEqual([1, 1]);
    }
    expect(sizes([aPlan([put("a")]), aPlan([{ put: { pk: "a", sk: "t" } }])])).toEqual([2]);
  });

  it("carry what is written besides with the first of them, or by itself, once", () => {
    const brakes = [put("brakes")];
    expect(groupsOf(rows(26), brakes).map((group) => group.besides)).toEqual([brakes, []]);
    expect(groupsOf([], brakes)).toMatchObject([{ plans: [], besides: brakes }]);
    expect(groupsOf([], [])).toEqual([]);
  });
});

describe("carrying out what was planned", () => {
  const timer = { sourceId: "orders", at: seenAt, ruleId: "rule", rowId: "row" };

  it("writes as many transactions as there are groups, and none for nothing", async () => {
    const { snapshots, lease, transactions } = await opened();
    const commits = Array.from({ length: 30 }, () => ({ snapshot: aSnapshot(aRow(), 1), deliveries: [] }));
    await snapshots.commit(lease, commits);
    expect(transactions).toEqual([26, 6]);
    await snapshots.commit(lease, []);
    expect(transactions).toHaveLength(2);
  });

  it("gives up a row that moved on, without an empty transaction", async () => {
    const { snapshots, lease, transactions } = await opened();
    const row = aRow();
    const commit = (revision: number, hash: string) =>
      snapshots.commit(lease, [{ snapshot: aSnapshot(row, revision, hash), deliveries: [] }]);
    expect(await commit(1, "ours")).toEqual([{ outcome: "committed" }]);
    transactions.length = 0;
    expect(await commit(1, "theirs")).toEqual([{ outcome: "raced" }]);
    expect(transactions).toEqual([2]);
  });

  it("does not take another state of the row for its own, though the same poll wrote it", async () => {
    const { snapshots, lease } = await opened();
    const row = aRow();
    await snapshots.commit(lease, [{ snapshot: aSnapshot(row, 1, "first"), deliveries: [] }]);
    const second = await snapshots.commit(lease, [{ snapshot: aSnapshot(row, 1, "second"), deliveries: [] }]);
    expect(second).toEqual([{ outcome: "raced" }]);
    expect((await snapshots.load([row.id])).get(row.id)?.hash).toBe("first");
  });

  it("sets timers that do not fit before, removes them after, and leaves those of a row that is raced", async () => {
    const { snapshots, timers, lease } = await opened();
    const row = aRow();
    const many = Array.from({ length: 120 }, (_, rule) => ({
      sourceId: "orders",
      at: seenAt,
      rowId: "row",
      ruleId: `rule-${1000 + rule}`,
    }));
    const remove = many.slice(0, 60);
    await timers.set(lease, [timer, ...remove]);
    const commit = (revision: number): Commit => ({
      snapshot: aSnapshot(row, revision),
      deliveries: [aDelivery({ rowId: row.id })],
      timers: { set: many.slice(60), remove: [timer, ...remove] },
    });
    expect(await snapshots.commit(lease, [commit(4)])).toEqual([{ outcome: "raced" }]);
    expect(await timers.due("orders", seenAt, 500)).toHaveLength(121);
    expect(await snapshots.commit(lease, [commit(1)])).toEqual([{ outcome: "committed" }]);
    expect(await timers.due("orders", seenAt, 500)).toEqual(many.slice(60));
  });

  it("sets more timers than fit where nothing is owed", async () => {
    const { snapshots, timers, lease } = await opened();
    const set = Array.from({ length: 120 }, (_, rule) => ({
      sourceId: "orders",
      at: seenAt,
      rowId: "row",
      ruleId: `rule-${1000 + rule}`,
    }));
    const change = { snapshot: aSnapshot(aRow(), 1), deliveries: [], timers: { set, remove: [] } };
    expect(await snapshots.commit(lease, [change])).toEqual([{ outcome: "committed" }]);
    expect(await timers.due("orders", seenAt, 500)).toHaveLength(120);
  });

  it("expands what was packed for the rows that were carried out, and for no other", async () => {
    const { table, lease, outbox } = await opened();
    const [raced, taken] = [aRow(), aRow()];
    const plans = [raced, taken].map((row, at) => {
      const deliveries = Array.from({ length: 120 }, (_, rule) =>
        aDelivery({ ruleId: `rule-${rule}`, rowId: row.id, connectionId: row.id }),
      );
      return planCommit(lease, { snapshot: aSnapshot(row, at === 0 ? 5 : 1), deliveries });
    });
    const results = await carryOut(table, lease, groupsOf(plans, []), () => "token");
    expect(results).toEqual([{ outcome: "raced" }, { outcome: "committed" }]);
    expect(await outbox.history(raced.id, 500)).toEqual([]);
    expect(await outbox.history(taken.id, 500)).toHaveLength(120);
    expect(await outbox.due("2027", 500)).toHaveLength(120);
  });
});

describe("what one event of a row writes", () => {
  const lease = { connectionId: "default", epoch: 3 };
  const timers = (count: number) =>
    Array.from({ length: count }, (_, rule) => ({
      sourceId: "o",
      at: seenAt,
      ruleId: `r${rule}`,
      rowId: "row",
    }));
  const planned = (deliveries: number, set: number, remove: number) => {
    const row = aRow();
    return planCommit(lease, {
      snapshot: aSnapshot(row, 2),
      deliveries: Array.from({ length: deliveries }, () => aDelivery({ rowId: row.id })),
      timers: { set: timers(set), remove: timers(remove + 500).slice(500) },
    });
  };

  it("is one transaction with the snapshot, the deliveries and the timers, as long as they fit", () => {
    for (const [deliveries, set, remove] of [
      [97, 0, 0],
      [0, 97, 0],
      [0, 0, 97],
      [33, 32, 32],
    ] as const) {
      const plan = planned(deliveries, set, remove);
      expect(plan.writes).toHaveLength(98);
      expect([plan.before, plan.after, plan.manifests]).toEqual([[], [], []]);
    }
  });

  it("has its timers apart and its deliveries packed where they do not", () => {
    for (const [deliveries, set, remove] of [
      [98, 0, 0],
      [1, 97, 0],
      [1, 0, 97],
      [33, 33, 32],
    ] as const) {
      const plan = planned(deliveries, set, remove);
      expect([plan.before.length, plan.after.length]).toEqual([set, remove]);
      expect(plan.manifests).toHaveLength(1);
      expect(plan.writes).toHaveLength(2);
      expect(plan).not.toHaveProperty("problem");
    }
  });

  it("tells how large it is, all of it", () => {
    const [small, owing] = [planned(0, 0, 0), planned(2, 0, 0)];
    expect(small.bytes).toBeGreaterThan(100);
    expect(owing.bytes).toBeGreaterThan(small.bytes + 500);
  });

  it("names its writer by the poll and all that is written, in twelve letters", () => {
    const row = aRow();
    const writerOf = (hash: string, epoch = 3, deliveries = [] as Commit["deliveries"]) => {
      const [first] = planCommit(
        { ...lease, epoch },
        { snapshot: aSnapshot(row, 2, hash), deliveries },
      ).writes;
      return first && "put" in first ? String(first.put.writer) : "";
    };
    expect(writerOf("a")).toMatch(/^[\w-]{12}$/);
    expect(writerOf("a")).toBe(writerOf("a"));
    expect(
      new Set([writerOf("a"), writerOf("b"), writerOf("a", 4), writerOf("a", 3, [aDelivery()])]).size,
    ).toBe(4);
  });

  it("is a stub where the row is too large, with as much of what it owes as a transaction takes", () => {
    const noise = (bytes: number) => randomBytes(bytes).toString("base64");
    const properties = (text: string): Row["properties"] => ({
      title: { id: "title", name: "Name", type: "title", value: [{ text }] },
    });
    const large = aRow({ properties: properties(noise(mostItemBytes)) });
    const of = (deliveries: Commit["deliveries"]) =>
      planCommit(lease, { snapshot: aSnapshot(large, 1), deliveries });
    expect(of([aDelivery()]).writes).toHaveLength(2);
    const tooMuch = Array.from({ length: 12 }, () => aDelivery({ rowTitle: noise(250_000) }));
    const plan = of(tooMuch);
    expect(plan.writes).toHaveLength(12);
    expect(plan.problem).toMatch(/holds more than Rowbell can remember/);
    expect(plan.bytes).toBeGreaterThan(mostTransactionBytes - 300_000);
    expect(plan.bytes).toBeLessThanOrEqual(mostTransactionBytes);
  });

  it("keeps no address in a stub", async () => {
    const { snapshots, lease: own } = await opened();
    const text = randomBytes(400_000).toString("base64");
    const row = aRow({
      properties: { title: { id: "title", name: "Name", type: "title", value: [{ text }] } },
    });
    await snapshots.commit(own, [{ snapshot: aSnapshot(row, 1), deliveries: [] }]);
    expect((await snapshots.load([row.id])).get(row.id)).toEqual({
      row: { ...row, url: "", properties: {} },
      revision: 1,
      hash: "hash 1",
      hashes: {},
      isStub: true,
    });
  });
});
