import { describe, expect, it } from "vitest";
import { manualClock } from "../../local/clock.ts";
import type { Delivery } from "../../shared/domain/delivery.ts";
import { memoryTable } from "../sim/memory-table.ts";
import { aDelivery, aRow, aSnapshot } from "./an-item.ts";
import { storesOver } from "./for-each-table.ts";

const [noon, later, latest] = [
  "2026-03-01T12:00:00.000Z",
  "2026-03-01T12:01:00.000Z",
  "2026-03-01T12:02:00.000Z",
] as const;

/** A delivery that somebody has claimed. */
async function claimed() {
  const clock = manualClock(new Date(noon));
  const stores = storesOver(memoryTable(clock), clock);
  const delivery = aDelivery();
  const lease = await stores.leases.take("default");
  await stores.snapshots.commit(lease, [{ snapshot: aSnapshot(aRow(), 1), deliveries: [delivery] }]);
  return { ...stores, own: (await stores.outbox.claim(delivery, noon, later)) as Delivery };
}

describe("the provider's word on a delivery", () => {
  it("changes nothing of one that is done, and counts it no second time", async () => {
    const { outbox, rules, own } = await claimed();
    await outbox.settle(own, "done", { at: later, result: { reference: "first" } });
    const done = await outbox.load(own.key);
    expect(await outbox.confirmSent(own.key, latest, "second")).toBe(true);
    expect(await outbox.load(own.key)).toEqual(done);
    await outbox.flush();
    expect((await rules.stats("default")).get(own.ruleId)).toMatchObject({ fired: 1, lastFired: later });
  });

  it("keeps what was sent, and says when and under which name", async () => {
    const { outbox, own } = await claimed();
    const preview = { to: "ada@example.com", subject: "Hi", text: "Hi" };
    await outbox.settle(own, "uncertain", { at: noon, result: { preview } });
    await outbox.confirmSent(own.key, latest, "message");
    expect(await outbox.load(own.key)).toMatchObject({
      state: "done",
      settledAt: latest,
      result: { preview, reference: "message" },
    });
  });
});

describe("a dead letter", () => {
  it.each(["failed", "uncertain"] as const)(
    "that is %s is cancelled by whoever discards it, once",
    async (state) => {
      const { outbox, own } = await claimed();
      await outbox.settle(own, state, { at: noon, error: "no" });
      expect(await outbox.discard(own.key, later, "discarded by Ada")).toBe(true);
      expect(await outbox.load(own.key)).toMatchObject({
        state: "cancelled",
        settledAt: later,
        lastError: "discarded by Ada",
      });
      expect(await outbox.dead("default", 10)).toEqual([]);
      expect(await outbox.discard(own.key, latest, "again")).toBe(false);
    },
  );

  it("is none as long as it may still be sent, or was", async () => {
    const { outbox, own } = await claimed();
    expect(await outbox.discard(own.key, later, "")).toBe(false);
    expect(await outbox.redrive(own.key, later)).toBe(false);
    await outbox.settle(own, "done", { at: later });
    expect(await outbox.discard(own.key, later, "")).toBe(false);
    expect(await outbox.redrive(own.key, later)).toBe(false);
    expect(await outbox.load(own.key)).toMatchObject({ state: "done" });
  });
});
