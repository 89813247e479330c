import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dynamoLeases } from "../../../shared/adapters/dynamo/leases.ts";
import { dynamoOutbox } from "../../../shared/adapters/dynamo/outbox.ts";
import { dynamoSnapshots } from "../../../shared/adapters/dynamo/snapshots.ts";
import { FencedError } from "../../../shared/domain/errors.ts";
import type { Row } from "../../../shared/domain/row.ts";
import type { Lease } from "../../../shared/ports.ts";
import { type EmbeddedTable, openLossyTable, openTable } from "../../support/embedded-table.ts";
import { aDelivery, aRow, aSnapshot } from "./an-item.ts";

let table: EmbeddedTable;
let lease: Lease;
beforeAll(async () => {
  table = await openTable();
  lease = await dynamoLeases(table).take("default");
});
afterAll(() => table.close());

/** The state of a row that was committed as revision 1. */
async function aCommittedRow(overrides: Partial<Row> = {}) {
  const [row, snapshots] = [aRow(overrides), dynamoSnapshots(table)];
  expect(await snapshots.commit(lease, aSnapshot(row, 1), [])).toBe(true);
  return { row, snapshots, outbox: dynamoOutbox(table) };
}

describe("committing a change", () => {
  it("keeps the snapshot and what it owes", async () => {
    const { row, snapshots, outbox } = await aCommittedRow();
    const delivery = aDelivery({ rowId: row.id });
    const seenAt = "2026-03-01T10:08:12.000Z";
    const lastChange = { op: "update" as const, changed: ["title"], before: {}, seenAt };
    const snapshot = { ...aSnapshot(row, 2), lastChange };
    expect(await snapshots.commit(lease, snapshot, [delivery])).toBe(true);
    expect(await snapshots.load(row.sourceId, row.id)).toEqual(snapshot);
    expect(await outbox.load(delivery.key)).toEqual(delivery);
  });

  it("answers false for a revision that is there already, and writes nothing", async () => {
    const { row, snapshots, outbox } = await aCommittedRow();
    await snapshots.commit(lease, aSnapshot(row, 2, "first"), []);
    const delivery = aDelivery({ rowId: row.id });
    expect(await snapshots.commit(lease, aSnapshot(row, 2, "second"), [delivery])).toBe(false);
    expect(await snapshots.commit(lease, aSnapshot(row, 1, "third"), [delivery])).toBe(false);
    expect(await snapshots.commit(lease, aSnapshot(row, 4, "fourth"), [delivery])).toBe(false);
    expect((await snapshots.load(row.sourceId, row.id))?.hash).toBe("first");
    expect(await outbox.load(delivery.key)).toBeUndefined();
  });

  it("writes nothing under a lease that was taken over", async () => {
    const leases = dynamoLeases(table);
    const old = await leases.take("taken over");
    await leases.take("taken over");
    const { row, snapshots, outbox } = await aCommittedRow();
    const delivery = aDelivery({ rowId: row.id });
    await expect(snapshots.commit(old, aSnapshot(row, 2), [delivery])).rejects.toThrow(FencedError);
    await expect(snapshots.commitBaseline(old, [aSnapshot(row, 2)])).rejects.toThrow(FencedError);
    expect((await snapshots.load(row.sourceId, row.id))?.revision).toBe(1);
    expect(await outbox.load(delivery.key)).toBeUndefined();
  });

  it("has exactly one winner among many at once", async () => {
    const { row, snapshots, outbox } = await aCommittedRow();
    const deliveries = Array.from({ length: 10 }, () => aDelivery({ rowId: row.id }));
    const committed = await Promise.all(
      deliveries.map((delivery) => snapshots.commit(lease, aSnapshot(row, 2, delivery.key), [delivery])),
    );
    expect(committed.filter(Boolean)).toHaveLength(1);
    const owed = await Promise.all(deliveries.map(({ key }) => outbox.load(key)));
    const winner = (await snapshots.load(row.sourceId, row.id))?.hash;
    expect(owed.flatMap((delivery) => delivery?.key ?? [])).toEqual([winner]);
  });

  it("leaves a delivery as it is that was promised before", async () => {
    const { row, snapshots, outbox } = await aCommittedRow();
    const [promised, fresh] = [aDelivery({ rowId: row.id }), aDelivery({ rowId: row.id })];
    const other = aRow();
    await snapshots.commit(lease, aSnapshot(other, 1), [{ ...promised, ruleName: "as promised" }]);
    expect(await snapshots.commit(lease, aSnapshot(row, 2), [promised, fresh])).toBe(true);
    expect((await outbox.load(promised.key))?.ruleName).toBe("as promised");
    expect(await outbox.load(fresh.key)).toEqual(fresh);
    expect((await snapshots.load(row.sourceId, row.id))?.revision).toBe(2);
  });

  it("holds ninety rules of one row in one transaction", async () => {
    const { row, snapshots, outbox } = await aCommittedRow();
    const deliveries = Array.from({ length: 90 }, () => aDelivery({ rowId: row.id }));
    expect(await snapshots.commit(lease, aSnapshot(row, 2), deliveries)).toBe(true);
    expect(await outbox.load(deliveries[89]?.key ?? "")).toBeDefined();
  });

  it("is made once when the answer is lost and the client asks again", async () => {
    const { row } = await aCommittedRow();
    const lossy = await openLossyTable(table);
    lossy.loseNext();
    expect(await dynamoSnapshots(lossy).commit(lease, aSnapshot(row, 2), [])).toBe(true);
    expect(lossy.lost()).toBe(1);
    await lossy.close();
  });

  it("takes a row that is larger than an item may be", async () => {
    const text = "Every word of a very long page. ".repeat(40_000);
    const properties: Row["properties"] = {
      note: { id: "note", name: "Note", type: "rich_text", value: [{ text }] },
    };
    const { row, snapshots } = await aCommittedRow({ properties });
    const delivery = aDelivery({ rowId: row.id, values: { before: {}, after: properties } });
    expect(await snapshots.commit(lease, aSnapshot(row, 2), [delivery])).toBe(true);
    expect((await snapshots.load(row.sourceId, row.id))?.row).toEqual(row);
    expect(await dynamoOutbox(table).load(delivery.key)).toEqual(delivery);
  });
});

describe("a baseline", () => {
  it("is written in as many transactions as it takes", async () => {
    const snapshots = dynamoSnapshots(table);
    const rows = Array.from({ length: 120 }, () => aRow({ sourceId: "large" }));
    await snapshots.commitBaseline(
      lease,
      rows.map((row) => aSnapshot(row, 1, row.id)),
    );
    const ids = rows.map(({ id }) => id);
    const marks = await snapshots.marks("large", ["unknown", ...ids]);
    expect([...marks.keys()].sort()).toEqual(ids.sort());
    expect(marks.get(ids[7] ?? "")).toEqual({
      revision: 1,
      hash: ids[7],
      lastEditedTime: "2026-03-01T10:07:00.000Z",
    });
  });

  it("fits into a transaction with rows of many words", async () => {
    // What does not repeat itself hardly shrinks: 50 rows of this are 1.5 MB as they are stored.
    const rows = Array.from({ length: 50 }, () => aRow({ url: randomBytes(15_000).toString("hex") }));
    const snapshots = dynamoSnapshots(table);
    await snapshots.commitBaseline(
      lease,
      rows.map((row) => aSnapshot(row, 1)),
    );
    expect((await snapshots.load(rows[49]?.sourceId ?? "", rows[49]?.id ?? ""))?.row).toEqual(rows[49]);
  });

  it("stops for another poll that wrote one of its rows first", async () => {
    const { row, snapshots } = await aCommittedRow();
    const other = aRow({ sourceId: row.sourceId });
    const baseline = [aSnapshot(other, 1), aSnapshot(row, 1)];
    await expect(snapshots.commitBaseline(lease, baseline)).rejects.toThrow(FencedError);
    expect(await snapshots.load(other.sourceId, other.id)).toBeUndefined();
  });
});

describe("marks of rows", () => {
  it("are none for none", async () => {
    expect(await dynamoSnapshots(table).marks("large", [])).toEqual(new Map());
  });

  it("are read although the rows do not fit into one answer", async () => {
    const url = () => randomBytes(200_000).toString("hex");
    const snapshots = dynamoSnapshots(table);
    const rows = Array.from({ length: 100 }, () => aRow({ sourceId: "heavy", url: url() }));
    for (const row of rows) await snapshots.commit(lease, aSnapshot(row, 1), []);
    const marks = await snapshots.marks(
      "heavy",
      rows.map(({ id }) => id),
    );
    expect(marks.size).toBe(100);
  });
});
