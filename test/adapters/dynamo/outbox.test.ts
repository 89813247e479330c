import { randomUUID } from "node:crypto";
import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dynamoLeases } from "../../../shared/adapters/dynamo/leases.ts";
import { dynamoOutbox } from "../../../shared/adapters/dynamo/outbox.ts";
import { dynamoRules } from "../../../shared/adapters/dynamo/rules.ts";
import { dynamoSnapshots } from "../../../shared/adapters/dynamo/snapshots.ts";
import type { Delivery } from "../../../shared/domain/delivery.ts";
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

const [early, seen, noon, later] = [
  "2026-03-01T09:00:00.000Z",
  "2026-03-01T10:08:12.000Z",
  "2026-03-01T12:00:00.000Z",
  "2026-03-01T12:01:00.000Z",
];

/** Commits deliveries, each with a row of its own. */
async function owe(...deliveries: Delivery[]): Promise<void> {
  for (let start = 0; start < deliveries.length; start += 90) {
    const batch = deliveries.slice(start, start + 90);
    expect(await dynamoSnapshots(table).commit(lease, aSnapshot(aRow(), 1), batch)).toBe(true);
  }
}

async function anOwed(overrides: Partial<Delivery> = {}) {
  const [delivery, outbox] = [aDelivery(overrides), dynamoOutbox(table)];
  await owe(delivery);
  return { delivery, outbox };
}

/** A delivery that somebody has claimed. */
async function aClaimed(overrides: Partial<Delivery> = {}) {
  const { delivery, outbox } = await anOwed(overrides);
  const claimed = await outbox.claim(delivery, noon, later);
  if (!claimed) throw new Error("not claimed");
  return { delivery, claimed, outbox };
}

describe("claiming a delivery", () => {
  it("begins an attempt that ends with the claim", async () => {
    const { delivery, claimed, outbox } = await aClaimed();
    expect(claimed).toEqual({ ...delivery, state: "sending", claim: 1, attempts: 1, dueAt: later });
    expect(await outbox.load(delivery.key)).toEqual(claimed);
  });

  it("has one winner of twenty at once", async () => {
    const { delivery, outbox } = await anOwed();
    const claims = await Promise.all(Array.from({ length: 20 }, () => outbox.claim(delivery, noon, later)));
    expect(claims.filter((claimed) => claimed !== undefined)).toHaveLength(1);
    expect(await outbox.load(delivery.key)).toMatchObject({ claim: 1, attempts: 1 });
  });

  it("is refused before it is due, once settled, and for one that is unknown", async () => {
    const { delivery, outbox } = await anOwed();
    expect(await outbox.claim(delivery, early, noon)).toBeUndefined();
    expect(await outbox.settle(delivery, "cancelled", { at: noon })).toBe(true);
    expect(await outbox.claim(delivery, noon, later)).toBeUndefined();
    expect(await outbox.claim(aDelivery(), noon, later)).toBeUndefined();
  });

  it("is refused for a reading that another claim has overtaken", async () => {
    const { delivery, claimed, outbox } = await aClaimed();
    expect(await outbox.retry(claimed, noon, noon, "SES is busy")).toBe(true);
    expect(await outbox.claim(delivery, noon, later)).toBeUndefined();
    const again = await outbox.load(delivery.key);
    expect(await outbox.claim(again as Delivery, noon, later)).toMatchObject({ claim: 2, attempts: 2 });
  });

  it("is the claimer's own when the answer is lost and the client asks again", async () => {
    const { delivery, outbox } = await anOwed();
    const lossy = await openLossyTable(table);
    lossy.loseNext();
    const claimed = await dynamoOutbox(lossy).claim(delivery, noon, later);
    expect(lossy.lost()).toBe(1);
    expect(claimed).toMatchObject({ state: "sending", claim: 1, attempts: 1 });
    expect(await outbox.claim(delivery, noon, later)).toBeUndefined();
    lossy.loseNext();
    expect(await dynamoOutbox(lossy).settle(claimed as Delivery, "done", { at: later })).toBe(true);
    await lossy.close();
  });
});

describe("settling a delivery", () => {
  it("keeps what came of it, and takes it off what is due", async () => {
    const { claimed, outbox } = await aClaimed();
    const result = { reference: "message", preview: { to: "ada@example.com", subject: "Hi", text: "Hi" } };
    expect(await outbox.settle(claimed, "done", { at: later, result })).toBe(true);
    const { dueAt: _, ...rest } = claimed;
    expect(await outbox.load(claimed.key)).toEqual({ ...rest, state: "done", settledAt: later, result });
  });

  it("keeps a message longer than an item may be", async () => {
    const { claimed, outbox } = await aClaimed();
    const preview = { to: "ada@example.com", subject: "Hi", text: "A very long message. ".repeat(40_000) };
    expect(await outbox.settle(claimed, "dry run", { at: later, result: { preview } })).toBe(true);
    expect((await outbox.load(claimed.key))?.result).toEqual({ preview });
  });

  it("is refused a second time", async () => {
    const { claimed, outbox } = await aClaimed();
    expect(await outbox.settle(claimed, "done", { at: later })).toBe(true);
    expect(await outbox.settle(claimed, "failed", { at: later, error: "too late" })).toBe(false);
    expect(await outbox.retry(claimed, noon, later, "too late")).toBe(false);
    expect(await outbox.load(claimed.key)).toMatchObject({ state: "done", settledAt: later });
  });

  it("is refused for an older claim", async () => {
    const { claimed: first, outbox } = await aClaimed();
    await outbox.retry(first, noon, noon, "SES is busy");
    const second = await outbox.claim((await outbox.load(first.key)) as Delivery, noon, later);
    expect(second).toMatchObject({ claim: 2, lastError: "SES is busy" });
    expect(await outbox.settle(first, "done", { at: later })).toBe(false);
    expect(await outbox.retry(first, noon, later, "too late")).toBe(false);
    expect(await outbox.load(first.key)).toEqual(second);
  });

  it("is counted for its rule, once", async () => {
    const rule = { ruleId: randomUUID(), connectionId: "counted" };
    const outbox = dynamoOutbox(table);
    const settle = async (...[state, at, more]: [Parameters<typeof outbox.settle>[1], string, object?]) => {
      const { claimed } = await aClaimed(rule);
      await outbox.settle(claimed, state, { at, ...more });
      await outbox.settle(claimed, state, { at, ...more });
    };
    const stats = async () => (await dynamoRules(table).stats("counted")).get(rule.ruleId);
    const preview = { to: "ada@example.com", subject: "Shipped", text: "" };
    await settle("dry run", "2026-03-01T12:01:00.000Z", { result: { preview } });
    await settle("failed", "2026-03-01T12:02:00.000Z", { error: "To is empty" });
    await settle("uncertain", "2026-03-01T12:03:00.000Z", { error: "no answer" });
    await settle("cancelled", "2026-03-01T12:04:00.000Z");
    expect(await stats()).toEqual({
      fired: 0,
      dryRuns: 1,
      failed: 1,
      uncertain: 1,
      lastDryRun: { at: "2026-03-01T12:01:00.000Z", would: "“Shipped” to ada@example.com for “Lamp”" },
      lastFailure: { at: "2026-03-01T12:03:00.000Z", reason: "no answer" },
    });
    await settle("done", "2026-03-01T12:05:00.000Z");
    await settle("done", "2026-03-01T12:06:00.000Z");
    const now = await stats();
    expect(now).toMatchObject({ fired: 2, failed: 1, lastFired: "2026-03-01T12:06:00.000Z" });
    expect(now?.lastFailure).toBeUndefined();
    expect(await dynamoRules(table).heads("counted")).toEqual([]);
  });

  it("ends it after ninety days", async () => {
    const { delivery } = await anOwed();
    const Key = { pk: { S: `ROW#${delivery.rowId}` }, sk: { S: `DELIVERY#${delivery.ruleId}#0000000002` } };
    const { Item } = await table.client.send(new GetItemCommand({ TableName: table.name, Key }));
    expect(new Date(Number(Item?.ttl?.N) * 1000).toISOString()).toBe("2026-05-30T10:08:12.000Z");
  });
});

describe("what is due", () => {
  it("is named oldest first, until it is settled or put off", async () => {
    const outbox = dynamoOutbox(table);
    // Long before everything else in this table.
    const at = (second: number) => `2026-01-01T00:00:0${second}.000Z`;
    const due = [3, 1, 2].map((second) => aDelivery({ seenAt: at(second) }));
    const [third, first, second] = due as [Delivery, Delivery, Delivery];
    await owe(...due, aDelivery({ seenAt: at(9) }));
    const keys = () => outbox.due(at(5), 10);
    expect(await keys()).toEqual([first.key, second.key, third.key]);
    expect(await outbox.due(at(5), 2)).toEqual([first.key, second.key]);

    const claimed = await outbox.claim(first, at(5), at(8));
    expect(await keys()).toEqual([second.key, third.key]);
    await outbox.settle(second, "cancelled", { at: at(5) });
    expect(await keys()).toEqual([third.key]);
    await outbox.retry(claimed as Delivery, noon, at(4), "SES is busy");
    expect(await keys()).toEqual([third.key, first.key]);
  });

  it("is not what was born settled", async () => {
    const { dueAt: _, ...born } = aDelivery({ seenAt: "2025-01-01T00:00:00.000Z" });
    await owe({ ...born, state: "failed", settledAt: born.seenAt, lastError: "could not be evaluated" });
    expect(await dynamoOutbox(table).due("2025-12-31T00:00:00.000Z", 10)).toEqual([]);
  });
});

describe("the history of a connection", () => {
  it("is its own, newest first, as far as it is asked for", async () => {
    const connectionId = "told";
    const deliveries = Array.from({ length: 130 }, (_, minute) =>
      aDelivery({ connectionId, seenAt: new Date(Date.parse(early) + minute * 1000).toISOString() }),
    );
    await owe(...deliveries);
    const outbox = dynamoOutbox(table);
    const newest = deliveries.toReversed();
    expect(await outbox.history(connectionId, 1000)).toEqual(newest);
    expect(await outbox.history(connectionId, 3)).toEqual(newest.slice(0, 3));
    expect(await outbox.history("nobody", 3)).toEqual([]);
  });
});

describe("an earlier delivery of the same row and rule", () => {
  it("is in the way until it is settled", async () => {
    const same = { rowId: randomUUID(), ruleId: randomUUID() };
    const [first, second] = [aDelivery({ ...same, revision: 2 }), aDelivery({ ...same, revision: 10 })];
    await owe(first, second, aDelivery({ ...same, ruleId: randomUUID(), revision: 1 }));
    const outbox = dynamoOutbox(table);
    expect(await outbox.earlier(first)).toBeUndefined();
    expect(await outbox.earlier(second)).toBeDefined();
    const claimed = await outbox.claim(first, noon, later);
    expect(await outbox.earlier(second)).toBeDefined();
    await outbox.settle(claimed as Delivery, "uncertain", { at: later });
    expect(await outbox.earlier(second)).toBeUndefined();
  });

  it("is found behind more history than one answer holds", async () => {
    const same = { rowId: randomUUID(), ruleId: randomUUID() };
    // 15,999 characters are stored as they are.
    const rowTitle = "x".repeat(15_000);
    const settled = Array.from({ length: 160 }, (_, index) => {
      const { dueAt: _due, ...rest } = aDelivery({ ...same, rowTitle, revision: index + 2 });
      return { ...rest, state: "done", settledAt: seen } satisfies Delivery;
    });
    const pending = aDelivery({ ...same, revision: 1 });
    await owe(pending, ...settled);
    expect(await dynamoOutbox(table).earlier(aDelivery({ ...same, revision: 200 }))).toBeDefined();
  });
});
