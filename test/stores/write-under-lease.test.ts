import { describe, expect, it } from "vitest";
import { manualClock } from "../../local/clock.ts";
import { FencedError } from "../../shared/domain/errors.ts";
import { itemBytes, mostTransactionBytes } from "../../shared/stores/item-size.ts";
import { leasesIn } from "../../shared/stores/leases.ts";
import type { Table, Write } from "../../shared/stores/table.ts";
import { writeManyUnderLease, writeUnderLease } from "../../shared/stores/write-under-lease.ts";
import { memoryTable } from "../sim/memory-table.ts";

async function opened() {
  const memory = memoryTable(manualClock(new Date("2026-03-01T12:00:00.000Z")));
  const transactions: number[] = [];
  const table: Table = {
    ...memory,
    transact(writes, token) {
      transactions.push(writes.length);
      return memory.transact(writes, token);
    },
  };
  const leases = leasesIn(table);
  let ids = 0;
  return { table, transactions, leases, lease: await leases.take("main"), newId: () => `id-${++ids}` };
}

const small = (count: number): Write[] =>
  Array.from({ length: count }, (_, at) => ({ put: { pk: `p${1000 + at}`, sk: "s" } }));

/** Puts of ten items that are as large as a transaction together, and so many bytes more. */
function large(more: number): Write[] {
  return Array.from({ length: 10 }, (_, at) => {
    const item = { pk: `p${at}`, sk: "s", text: "" };
    const size = mostTransactionBytes / 10 + (at === 9 ? more : 0) - itemBytes(item);
    return { put: { ...item, text: "x".repeat(size) } };
  });
}

describe("writes under a lease", () => {
  it("are refused where a newer poll took over, and in words", async () => {
    const { table, leases, lease } = await opened();
    await leases.take("main");
    const late = writeUnderLease(table, lease, small(1), "token");
    await expect(late).rejects.toThrow(new FencedError("a newer poll took over"));
    expect(await table.get({ pk: "p1000", sk: "s" })).toBeUndefined();
  });

  it("tell which of them failed, counted without the lease", async () => {
    const { table, lease } = await opened();
    await table.write({ put: { pk: "p1001", sk: "s" } });
    const writes = small(3).map((write) => ({ ...write, if: { absent: true } }) as Write);
    expect(await writeUnderLease(table, lease, writes, "token")).toEqual([1]);
    expect(await writeUnderLease(table, lease, small(3), "another")).toBeUndefined();
  });
});

describe("any number of writes under a lease", () => {
  it("share as few transactions as take them, each with the lease", async () => {
    const { table, transactions, lease, newId } = await opened();
    await writeManyUnderLease(table, lease, small(250), newId);
    expect(transactions).toEqual([100, 100, 53]);
    expect((await table.getAll(small(250).map((write) => "put" in write && write.put) as never)).length).toBe(
      250,
    );
  });

  it("are none for none", async () => {
    const { table, transactions, lease, newId } = await opened();
    await writeManyUnderLease(table, lease, [], newId);
    expect(transactions).toEqual([]);
  });

  it("share one as long as it is not too large, and begin the next with what did not fit", async () => {
    const { table, transactions, lease, newId } = await opened();
    await writeManyUnderLease(table, lease, large(0), newId);
    expect(transactions).toEqual([11]);
    transactions.length = 0;
    await writeManyUnderLease(table, lease, large(1), newId);
    expect(transactions).toEqual([10, 2]);
  });

  it("count the size of each transaction by itself", async () => {
    const { table, transactions, lease, newId } = await opened();
    // The second ten are a little larger together than a transaction.
    const twenty = [...large(0), ...large(0)].map((write, at) =>
      "put" in write ? { put: { ...write.put, sk: `${at}` } } : write,
    );
    await writeManyUnderLease(table, lease, twenty, newId);
    expect(transactions).toEqual([11, 10, 2]);
  });

  it("count what is removed for nothing", async () => {
    const { table, transactions, lease, newId } = await opened();
    const removals: Write[] = [10, 11, 12].map((at) => ({ delete: { pk: `p${at}`, sk: "s" } }));
    await writeManyUnderLease(table, lease, [...large(0), ...removals], newId);
    expect(transactions).toEqual([14]);
  });
});
