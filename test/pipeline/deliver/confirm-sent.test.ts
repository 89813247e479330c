import { describe, expect, it } from "vitest";
import { manualClock } from "../../../local/clock.ts";
import { confirmSent } from "../../../shared/pipeline/deliver/confirm-sent.ts";
import { memoryTable } from "../../sim/memory-table.ts";
import { aDelivery, aRow, aSnapshot } from "../../stores/an-item.ts";
import { storesOver } from "../../stores/for-each-table.ts";

const now = "2026-03-01T12:00:00.000Z";
const later = "2026-03-01T12:01:00.000Z";

async function open() {
  const clock = manualClock(new Date(now));
  const { leases, outbox, snapshots, rules } = storesOver(memoryTable(clock), clock);
  const delivery = aDelivery();
  const lease = await leases.take("default");
  await snapshots.commit(lease, [{ snapshot: aSnapshot(aRow(), 1), deliveries: [delivery] }]);
  const claimed = await outbox.claim(delivery, now, later);
  if (!claimed) throw new Error("not claimed");
  const log = { info: () => {}, error: () => {} };
  const notice = (key: string) => ({ key, at: now, reference: "message-1" });
  const services = { log, outbox, readEvent: (event: unknown) => notice(String(event)) };
  const fired = async () => (await rules.stats("default")).get(delivery.ruleId)?.fired;
  return { services, outbox, claimed, key: delivery.key, fired };
}

describe("the provider's word that a mail was sent", () => {
  it("settles a delivery whose answer was lost, and counts it once however often it is said", async () => {
    const { services, outbox, key, fired } = await open();
    expect(await confirmSent(services, key)).toBe("confirmed");
    expect(await confirmSent(services, key)).toBe("confirmed");
    expect(await outbox.load(key)).toMatchObject({ state: "done", result: { reference: "message-1" } });
    await outbox.flush();
    expect(await fired()).toBe(1);
  });

  it("settles one that was given up as uncertain, and one that waits to be sent again", async () => {
    const uncertain = await open();
    await uncertain.outbox.settle(uncertain.claimed, "uncertain", { at: now });
    expect(await confirmSent(uncertain.services, uncertain.key)).toBe("confirmed");
    expect((await uncertain.outbox.load(uncertain.key))?.state).toBe("done");
    const repeated = await open();
    await repeated.outbox.repeat(repeated.claimed, now);
    expect(await confirmSent(repeated.services, repeated.key)).toBe("confirmed");
    expect((await repeated.outbox.load(repeated.key))?.state).toBe("done");
  });

  it("comes too late for one that a person discarded, and for one that is gone", async () => {
    const { services, outbox, claimed, key } = await open();
    await outbox.settle(claimed, "uncertain", { at: now });
    await outbox.discard(key, now, "discarded");
    expect(await confirmSent(services, key)).toBe("late");
    expect((await outbox.load(key))?.state).toBe("cancelled");
    expect(await confirmSent(services, "rule:row@9")).toBe("late");
  });
});
