import { describe, expect, it } from "vitest";
import { manualClock } from "../../../local/clock.ts";
import type { MailEvent } from "../../../shared/domain/mail-event.ts";
import { hearOfMail } from "../../../shared/pipeline/deliver/hear-of-mail.ts";
import { memoryTable } from "../../sim/memory-table.ts";
import { aDelivery, aRow, aSnapshot } from "../../stores/an-item.ts";
import { storesOver } from "../../stores/for-each-table.ts";

const now = "2026-03-01T12:00:00.000Z";
const later = "2026-03-01T12:01:00.000Z";

async function open() {
  const clock = manualClock(new Date(now));
  const { leases, outbox, snapshots, rules, suppressions } = storesOver(memoryTable(clock), clock);
  const delivery = aDelivery();
  const lease = await leases.take("default");
  await snapshots.commit(lease, [{ snapshot: aSnapshot(aRow(), 1), deliveries: [delivery] }]);
  const claimed = await outbox.claim(delivery, now, later);
  if (!claimed) throw new Error("not claimed");
  const log = { info: () => {}, error: () => {} };
  const notice = (key: string) => ({ key, at: now, reference: "message-1" });
  const services = { log, outbox, suppressions, readEvent: (event: unknown) => notice(String(event)) };
  const fired = async () => (await rules.stats("default")).get(delivery.ruleId)?.fired;
  const stats = async () => (await rules.stats("default")).get(delivery.ruleId);
  return { services, outbox, claimed, key: delivery.key, fired, stats };
}

describe("the provider's word that a mail was sent", () => {
  it("settles a delivery whose answer was lost, and counts it once however often it is said", async () => {
    const { services, outbox, key, fired } = await open();
    expect(await hearOfMail(services, key)).toBe("confirmed");
    expect(await hearOfMail(services, key)).toBe("confirmed");
    expect(await outbox.load(key)).toMatchObject({ state: "done", result: { reference: "message-1" } });
    await outbox.flush();
    expect(await fired()).toBe(1);
  });

  it("settles one that was given up as uncertain, and one that waits to be sent again", async () => {
    const uncertain = await open();
    await uncertain.outbox.settle(uncertain.claimed, "uncertain", { at: now });
    expect(await hearOfMail(uncertain.services, uncertain.key)).toBe("confirmed");
    expect((await uncertain.outbox.load(uncertain.key))?.state).toBe("done");
    const repeated = await open();
    await repeated.outbox.repeat(repeated.claimed, now);
    expect(await hearOfMail(repeated.services, repeated.key)).toBe("confirmed");
    expect((await repeated.outbox.load(repeated.key))?.state).toBe("done");
  });

  it("comes too late for one that a person discarded, and for one that is gone", async () => {
    const { services, outbox, claimed, key } = await open();
    await outbox.settle(claimed, "uncertain", { at: now });
    await outbox.discard(key, now, "discarded");
    expect(await hearOfMail(services, key)).toBe("late");
    expect((await outbox.load(key))?.state).toBe("cancelled");
    expect(await hearOfMail(services, "rule:row@9")).toBe("late");
  });
});

describe("the provider's word of what became of a mail", () => {
  type News = NonNullable<MailEvent["news"]>;
  const ada = { addresses: ["Ada@Example.com"] };
  const delivered: News = { state: "delivered", at: "2026-03-01T12:00:05.000Z", ...ada };
  const delayed: News = { state: "delayed", at: "2026-03-01T12:00:03.000Z", ...ada };
  const bounced: News = {
    state: "bounced",
    at: "2026-03-01T12:00:06.000Z",
    reason: "does not exist",
    isForGood: true,
    ...ada,
  };
  const complained: News = { state: "complained", at: "2026-03-01T13:00:00.000Z", isForGood: true, ...ada };

  async function hearing() {
    const opened = await open();
    const readEvent = (news: unknown) =>
      ({ key: opened.key, at: now, reference: "message-1", news }) as MailEvent;
    const hear = (news: News | undefined, key = opened.key) =>
      hearOfMail({ ...opened.services, readEvent: (event) => ({ ...readEvent(event), key }) }, news);
    const mail = async () => (await opened.outbox.load(opened.key))?.mail;
    const against = () =>
      opened.services.suppressions.against("default", opened.claimed.ruleId, ["ada@example.com"]);
    return { ...opened, hear, mail, against };
  }

  it("settles the delivery too, if the event of its sending was lost", async () => {
    const { hear, outbox, key, mail } = await hearing();
    expect(await hear(delivered)).toBe("marked");
    expect((await outbox.load(key))?.state).toBe("done");
    expect(await mail()).toEqual({ state: "delivered", at: delivered.at });
  });

  it.each([
    ["in order", [undefined, delayed, delivered, complained]],
    ["the other way round", [complained, delivered, delayed, undefined]],
    ["each twice", [delayed, delayed, undefined, complained, undefined, complained, delivered]],
  ])("ends the same, however it comes: %s", async (_name, told) => {
    const { hear, mail, against, stats } = await hearing();
    for (const news of told) await hear(news);
    expect(await mail()).toMatchObject({ state: "complained" });
    expect(await against()).toHaveLength(1);
    expect(await stats()).toMatchObject({ complained: 1 });
  });

  it("suppresses an address that bounced for good, for all rules, and tells the author once", async () => {
    const { hear, against, stats } = await hearing();
    await Promise.all([hear(bounced), hear(bounced), hear(bounced)]);
    expect(await against()).toEqual([
      expect.objectContaining({
        address: "ada@example.com",
        reason: "bounced",
        detail: "it does not exist",
        at: bounced.at,
      }),
    ]);
    expect((await against())[0]?.ruleId).toBeUndefined();
    expect(await stats()).toMatchObject({
      bounced: 1,
      lastTrouble: { at: bounced.at, told: "“Ada@Example.com” does not exist" },
    });
  });

  it("suppresses none that bounced for now, and none that a late repetition would bring back", async () => {
    const { hear, against, services } = await hearing();
    const { isForGood: _, ...passing } = bounced;
    await hear(passing);
    expect(await against()).toEqual([]);
    await hear(bounced);
    await services.suppressions.lift("default", "ada@example.com", undefined);
    expect(await hear(bounced)).toBe("late");
    expect(await against()).toEqual([]);
  });

  it("suppresses each of several whose addresses are gone, told of one by one, and tells of each once", async () => {
    const { hear, services, claimed, stats, mail } = await hearing();
    const bo = { ...bounced, addresses: ["bo@example.com"] };
    const cy = { ...complained, addresses: ["cy@example.com"] };
    for (const news of [bounced, bo, cy, bo, bounced, cy]) await hear(news);
    const all = ["ada@example.com", "bo@example.com", "cy@example.com"];
    const standing = await services.suppressions.against("default", claimed.ruleId, all);
    expect(standing.map(({ address, reason }) => [address, reason]).sort()).toEqual([
      ["ada@example.com", "bounced"],
      ["bo@example.com", "bounced"],
      ["cy@example.com", "complained"],
    ]);
    expect(await stats()).toMatchObject({ bounced: 2, complained: 1 });
    expect(await mail()).toMatchObject({ state: "complained" });
    await services.suppressions.lift("default", "ada@example.com", undefined);
    expect(await hear(bounced)).toBe("late");
    // It names both, of whom one was asked for again meanwhile.
    await services.suppressions.lift("default", "bo@example.com", undefined);
    const both = { ...bounced, addresses: ["bo@example.com", "di@example.com"] };
    expect(await hear(both)).toBe("marked");
    const now = await services.suppressions.against("default", claimed.ruleId, [...all, "di@example.com"]);
    expect(now.map(({ address }) => address).sort()).toEqual(["cy@example.com", "di@example.com"]);
  });

  it("takes the answer of somebody who is out of office for no bounce", async () => {
    const { hear, mail } = await hearing();
    const { isForGood: _, ...passing } = bounced;
    await hear(delivered);
    expect(await hear(passing)).toBe("late");
    expect((await mail())?.state).toBe("delivered");
  });

  it("does nothing for a delivery that is not there, or was never sent", async () => {
    const { hear, against, stats } = await hearing();
    expect(await hear(bounced, "rule:row@9")).toBe("late");
    expect(await against()).toEqual([]);
    expect(await stats()).toBeUndefined();
  });
});
