import { describe, expect, it } from "vitest";
import { TABLE } from "../../../shared/table.ts";
import { memoryTable } from "../../sim/memory-table.ts";
import { meteredTable } from "./metered-table.ts";
import { openOrders, rulesFor } from "./open-orders.ts";
import { openPasteWorld } from "./paste-world.ts";

const clock = { now: () => new Date("2026-05-04T08:00:00Z") };
const key = { pk: "ROW#1", sk: "SNAPSHOT" };

describe("write units", () => {
  it("are one for each KB begun of the larger of the item before and after", async () => {
    const { table, meter } = meteredTable(memoryTable(clock));
    await table.write({ put: { ...key, body: "x".repeat(1_500) } });
    expect(meter.writes).toBe(2);
    await table.write({ put: { ...key, body: "x" } });
    expect(meter.writes).toBe(4);
    await table.write({ delete: key });
    expect(meter.writes).toBe(5);
  });

  it("are twice that in a transaction, its checks included", async () => {
    const { table, meter } = meteredTable(memoryTable(clock));
    await table.transact([{ put: key }, { check: { pk: "LEASE", sk: "x" }, if: { absent: true } }], "a");
    expect(meter.writes).toBe(4);
  });

  it("count each entry of an index that appears, moves or goes", async () => {
    const { table, meter } = meteredTable(memoryTable(clock));
    const { partitionKey, sortKey } = TABLE.dueIndex;
    await table.write({ put: { ...key, [partitionKey]: "DUE", [sortKey]: "1" } });
    expect(meter.writes).toBe(1 + 1);
    await table.write({ update: key, change: { set: { state: "sending" } } });
    expect(meter.writes).toBe(2 + 1);
    await table.write({ update: key, change: { set: { [sortKey]: "2" } } });
    expect(meter.writes).toBe(3 + 2 + 1);
    await table.write({ update: key, change: { remove: [partitionKey, sortKey] } });
    expect(meter.writes).toBe(6 + 1 + 1);
  });
});

describe("what is measured", () => {
  it("mails a paste up to the brake and holds the rest", async () => {
    const world = await openPasteWorld(300, (at) => memoryTable(at));
    for (let poll = 0; poll < 4; poll++) await world.poll();
    world.paste(300);
    let changes = 0;
    for (let poll = 0; poll < 3; poll++) changes += await world.poll();
    const brakes = await world.rowbell.stores.sources.brakes(world.sourceId);
    expect({ changes, mails: world.mails(), held: brakes[world.ruleId]?.held }).toEqual({
      changes: 300,
      mails: 25,
      held: 275,
    });
  });

  it("reads a baseline with little more than a request for each hundred rows, through Notion's cap and over many polls", async () => {
    const rows = 12_000;
    const orders = await openOrders({ count: rows, rules: rulesFor(1), table: (at) => memoryTable(at) });
    let read = 0;
    for (let isComplete = false; !isComplete; ) {
      const result = await orders.capture(60);
      isComplete = result.complete;
      read += result.rowsRead;
    }
    expect(read).toBeGreaterThanOrEqual(rows);
    expect(orders.workspace.requests() / (rows / 100)).toBeLessThan(1.05);
  });
});
