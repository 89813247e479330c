import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import type { Delivery } from "../../shared/domain/delivery.ts";
import { aDelivery, aRow, aSnapshot } from "./an-item.ts";
import { forEachTable, lossy, storesOver } from "./for-each-table.ts";

forEachTable("lines that are to be written", (opened) => {
  const noon = "2026-03-01T12:00:00.000Z";
  const later = "2026-03-01T12:01:00.000Z";

  /** A delivery of a connection of its own, which has a Runs database. */
  async function owe(overrides: Partial<Delivery> = {}): Promise<Delivery> {
    const { leases, snapshots } = opened();
    const connectionId = randomUUID();
    const delivery = aDelivery({ connectionId, inRuns: true, ...overrides });
    await snapshots.commit(await leases.take(connectionId), [
      { snapshot: aSnapshot(aRow(), 1), deliveries: [delivery] },
    ]);
    return delivery;
  }
  const untold = ({ connectionId }: Delivery, now = later) => opened().lines.untold(connectionId, now, 10);

  it("are of what ended or is held, and of nothing that is about to go out", async () => {
    const { outbox } = opened();
    const delivery = await owe();
    expect(await untold(delivery)).toEqual([]);
    const claimed = (await outbox.claim(delivery, noon, later)) as Delivery;
    expect(await untold(delivery)).toEqual([]);
    await outbox.settle(claimed, "done", { at: noon });
    expect(await untold(delivery)).toMatchObject([{ key: delivery.key, state: "done" }]);
    const { dueAt: _due, ...held } = aDelivery({ state: "held", connectionId: randomUUID(), inRuns: true });
    await owe(held);
    expect(await untold(held)).toMatchObject([{ key: held.key, state: "held" }]);
  });

  it("are none where there is no Runs database", async () => {
    const delivery = aDelivery({ connectionId: randomUUID() });
    await opened().snapshots.commit(await opened().leases.take(delivery.connectionId), [
      { snapshot: aSnapshot(aRow(), 1), deliveries: [delivery] },
    ]);
    await opened().outbox.settle(delivery, "cancelled", { at: noon });
    expect(await untold(delivery)).toEqual([]);
  });

  it("are no more once they were told, until something else becomes of the delivery", async () => {
    const { outbox, lines } = opened();
    const delivery = await owe();
    await outbox.settle(delivery, "failed", { at: noon, error: "no" });
    const [failed] = await untold(delivery);
    expect(await lines.told(failed as Delivery, "line")).toBe("line");
    expect(await untold(delivery)).toEqual([]);
    const told = (await outbox.load(delivery.key)) as Delivery;
    expect(told).toMatchObject({ lineId: "line" });
    expect(await outbox.retryFailure(told, noon)).toBe(true);
    expect(await untold(delivery)).toMatchObject([{ state: "pending", lineId: "line", attempts: 0 }]);
  });

  it("are told once more of what moved on while its line was written", async () => {
    const { outbox, lines } = opened();
    const delivery = await owe();
    await outbox.settle(delivery, "uncertain", { at: noon, error: "lost" });
    const [seen] = await untold(delivery);
    await outbox.confirmSent(delivery.key, noon, "message");
    await lines.told(seen as Delivery, "line");
    expect(await untold(delivery)).toMatchObject([{ state: "done", lineId: "line" }]);
  });

  it("belong to one of two that were made at once", async () => {
    const { outbox, lines } = opened();
    const delivery = await owe();
    await outbox.settle(delivery, "failed", { at: noon, error: "no" });
    const [seen] = (await untold(delivery)) as [Delivery];
    expect(await lines.told(seen, "one")).toBe("one");
    expect(await lines.told(seen, "other")).toBe("one");
  });

  it("wait where Notion refused them, and are made anew", async () => {
    const { outbox, lines } = opened();
    const delivery = await owe();
    await outbox.settle(delivery, "failed", { at: noon, error: "no" });
    const [seen] = (await untold(delivery)) as [Delivery];
    await lines.told(seen, "line");
    await outbox.retryFailure((await outbox.load(delivery.key)) as Delivery, noon);
    const [again] = (await untold(delivery)) as [Delivery];
    await lines.putOff(again, "2026-03-01T12:10:00.000Z");
    expect(await untold(delivery)).toEqual([]);
    const [after] = await untold(delivery, "2026-03-01T12:10:00.000Z");
    expect(after?.lineId).toBeUndefined();
    expect(after?.key).toBe(delivery.key);
  });

  it("let a failure be retried once, and not the one after it", async () => {
    const { outbox, table, clock } = opened();
    const delivery = await owe();
    await outbox.settle(delivery, "failed", { at: noon, error: "no" });
    const failed = (await outbox.load(delivery.key)) as Delivery;
    const repeating = storesOver(lossy(table), clock).outbox;
    expect(await repeating.retryFailure(failed, noon)).toBe(true);
    expect(await outbox.retryFailure(failed, noon)).toBe(false);
    await outbox.settle((await outbox.load(delivery.key)) as Delivery, "failed", { at: later, error: "no" });
    expect(await outbox.retryFailure(failed, noon)).toBe(false);
  });
});
