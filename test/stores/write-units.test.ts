import { createHash, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { manualClock } from "../../local/clock.ts";
import { hashRow } from "../../shared/domain/content.ts";
import type { Delivery } from "../../shared/domain/delivery.ts";
import type { Property, Row } from "../../shared/domain/row.ts";
import type { Commit } from "../../shared/ports.ts";
import { memoryTable } from "../sim/memory-table.ts";
import { aDelivery, aRow } from "./an-item.ts";
import { storesOver } from "./for-each-table.ts";
import { metered } from "./write-meter.ts";

const noon = "2026-03-01T12:00:00.000Z";

describe("what a change with one delivery costs, from its commit until it is sent", () => {
  it.each([
    [1, 12],
    [25, 9.2],
  ])("of %i rows at once, is at most %f write units a change", async (rows, most) => {
    const clock = manualClock(new Date(noon));
    const { table, spent } = metered(memoryTable(clock));
    const { leases, snapshots, outbox } = storesOver(table, clock);
    const lease = await leases.take("default");
    const made = Array.from({ length: rows }, aRowOfTwentyColumns);
    await snapshots.commit(
      lease,
      made.map((row) => aCommit(row, 1, [])),
    );
    for (const what of Object.keys(spent)) delete spent[what];

    const deliveries = made.map((row) => aDeliveryFor(row));
    const commits = made.map((row, at) => aCommit(row, 2, [deliveries[at] as Delivery]));
    await snapshots.commit(lease, commits);
    for (const delivery of deliveries) {
      const claimed = (await outbox.claim(delivery, noon, noon)) as Delivery;
      await outbox.settle(claimed, "done", { at: noon, result: { reference: randomUUID() } });
    }
    await outbox.flush();
    // The lease is checked once a transaction and firings are counted once a batch; everything else is each row's own.
    const { "LEASE in a transaction": checked, ...own } = spent;
    expect(checked).toBe(2);
    expect(own).toEqual({
      "SNAPSHOT in a transaction": 2 * rows,
      "DELIVERY in a transaction": 2 * rows,
      "DELIVERY in index due": 2 * rows,
      "DELIVERY in index history": rows,
      "DELIVERY alone": 2 * rows,
      "STATS alone": 1,
    });
    const total = Object.values(spent).reduce((sum, units) => sum + units, 0);
    expect(total / rows, JSON.stringify(spent)).toBeLessThanOrEqual(most);
  });

  it("and its line in the Runs database three more", async () => {
    const clock = manualClock(new Date(noon));
    const { table, spent } = metered(memoryTable(clock));
    const { leases, snapshots, outbox, lines } = storesOver(table, clock);
    const row = aRowOfTwentyColumns();
    const delivery: Delivery = { ...aDeliveryFor(row), inRuns: true };
    await snapshots.commit(await leases.take("default"), [aCommit(row, 1, [delivery])]);
    const claimed = (await outbox.claim(delivery, noon, noon)) as Delivery;
    for (const what of Object.keys(spent)) delete spent[what];
    await outbox.settle(claimed, "done", { at: noon, result: { reference: randomUUID() } });
    const [untold] = await lines.untold("default", noon, 10);
    await lines.told(untold as Delivery, randomUUID());
    expect(spent).toEqual({
      "DELIVERY alone": 1 + 1,
      "DELIVERY in index due": 1,
      "DELIVERY in index runs": 2,
    });
  });
});

function aCommit(row: Row, revision: number, deliveries: Delivery[]): Commit {
  const { hash, hashes } = hashRow(row, new Set());
  const before = { c0: row.properties.c0 as Property };
  const lastChange = { op: "update" as const, changed: ["c0"], before, seenAt: noon };
  return { snapshot: { row, revision, hash, hashes, lastChange }, deliveries };
}

function aDeliveryFor(row: Row): Delivery {
  const shown = { title: row.properties.title as Property, c3: row.properties.c3 as Property };
  return aDelivery({
    ruleId: "rule-ship",
    rowId: row.id,
    sourceId: row.sourceId,
    rowUrl: row.url,
    values: { before: {}, after: shown },
  });
}

/** As tables of teams have them: short texts, choices, numbers, dates and people; every value another. */
function aRowOfTwentyColumns(): Row {
  const id = randomUUID();
  const letters = (at: number, count: number) =>
    createHash("sha256").update(`${id} ${at}`).digest("base64url").slice(0, count);
  const properties: Row["properties"] = {
    title: { id: "title", name: "Name", type: "title", value: [{ text: `Order ${letters(99, 8)}` }] },
  };
  for (let at = 0; at < 19; at++)
    properties[`c${at}`] = { id: `c${at}`, name: `Column ${at}`, ...aValue(at) };
  return aRow({ id, url: `https://app.notion.com/p/${id.replaceAll("-", "")}`, properties });

  function aValue(at: number) {
    switch (at % 6) {
      case 0:
        return {
          type: "select" as const,
          value: { id: letters(at, 4), name: ["Low", "High", "Now"][at % 3] as string },
        };
      case 1:
        return { type: "number" as const, value: Number.parseInt(id.slice(0, 4), 16) + at };
      case 2:
        return { type: "date" as const, value: { start: `2026-03-${10 + at}` } };
      case 3:
        return { type: "rich_text" as const, value: [{ text: `Note ${letters(at, 10)}` }] };
      case 4:
        return { type: "checkbox" as const, value: at % 2 === 0 };
      default:
        return { type: "email" as const, value: `${letters(at, 6)}@example.com` };
    }
  }
}
