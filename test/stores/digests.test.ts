import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import type { Delivery } from "../../shared/domain/delivery.ts";
import { aDelivery, aRow, aSnapshot } from "./an-item.ts";
import { forEachTable, lossy, storesOver } from "./for-each-table.ts";

forEachTable("what is gathered into digests", (opened) => {
  const at = "2026-03-01T12:00:00.000Z";
  const hourly = (after: string) =>
    new Date((Math.floor(Date.parse(after) / 3_600_000) + 1) * 3_600_000).toISOString();
  const people = ["ada@example.com", "bo@example.com"];

  async function owed(ruleId: string, seenAt = "2026-03-01T10:08:12.000Z"): Promise<Delivery> {
    const { lease, snapshots } = opened();
    const delivery = aDelivery({ ruleId, seenAt });
    const commit = { snapshot: aSnapshot(aRow(), 1), deliveries: [delivery] };
    expect(await snapshots.commit(lease, [commit])).toEqual([{ outcome: "committed" }]);
    return delivery;
  }

  /** The digests of a rule, by person and moment, with what they gathered. */
  async function digests(ruleId: string) {
    const { outbox } = opened();
    const all = (await outbox.history("default", 1_000)).filter(
      (one) => one.ruleId === ruleId && one.recipient,
    );
    const listed = [];
    for (const digest of all) {
      const { keys } = await outbox.gathered(digest);
      listed.push({ to: digest.recipient, moment: digest.seenAt.slice(11, 16), dueAt: digest.dueAt, keys });
    }
    return listed.sort((a, b) => `${a.to}${a.moment}`.localeCompare(`${b.to}${b.moment}`));
  }

  it("is in one digest for each person, which is due soon after its moment", async () => {
    const [ruleId, { outbox }] = [randomUUID(), opened()];
    const [one, two] = [await owed(ruleId, "2026-03-01T10:09:00.000Z"), await owed(ruleId)];
    for (const delivery of [one, two]) expect(await outbox.gather(delivery, people, hourly, at)).toBe(true);
    const dueAt = "2026-03-01T11:01:00.000Z";
    expect(await digests(ruleId)).toEqual(
      people.map((to) => ({ to, moment: "11:00", dueAt, keys: [two.key, one.key] })),
    );
    expect(await outbox.load(one.key)).toMatchObject({ state: "passed on", settledAt: at });
  });

  it("is gathered once, however often and by however many", async () => {
    const [ruleId, { outbox }] = [randomUUID(), opened()];
    const delivery = await owed(ruleId);
    const gathering = Array.from({ length: 5 }, () => outbox.gather(delivery, people, hourly, at));
    const results = await Promise.allSettled(gathering);
    const won = results.filter((result) => result.status === "fulfilled" && result.value);
    expect(won).toHaveLength(1);
    const own = storesOver(lossy(opened().table), opened().clock).outbox;
    const lost = await owed(ruleId);
    expect(await own.gather(lost, people, hourly, at)).toBe(true);
    expect((await digests(ruleId)).map(({ keys }) => keys.sort())).toEqual(
      people.map(() => [delivery.key, lost.key].sort()),
    );
  });

  it("goes into the next digest where one is closed, for each person by themselves", async () => {
    const [ruleId, { outbox }] = [randomUUID(), opened()];
    const first = await owed(ruleId);
    await outbox.gather(first, people, hourly, at);
    const adas = (await outbox.history("default", 1_000)).find(
      (one) => one.ruleId === ruleId && one.recipient === "ada@example.com",
    ) as Delivery;
    expect(await outbox.close(adas)).toMatchObject({ state: "pending", claim: 1 });
    const second = await owed(ruleId);
    await outbox.gather(second, people, hourly, at);
    expect((await digests(ruleId)).map(({ to, moment, keys }) => [to, moment, keys])).toEqual([
      ["ada@example.com", "11:00", [first.key]],
      ["ada@example.com", "12:00", [second.key]],
      ["bo@example.com", "11:00", expect.arrayContaining([first.key, second.key])],
    ]);
  });

  it("is told page by page, whatever another digest of the same person holds", async () => {
    const [ruleId, other, { outbox }] = [randomUUID(), randomUUID(), opened()];
    await outbox.gather(await owed(other), ["ada@example.com"], hourly, at);
    const keys: string[] = [];
    for (let n = 0; n < 105; n++) {
      const delivery = await owed(ruleId, `2026-03-01T10:08:${String(n % 60).padStart(2, "0")}.000Z`);
      await outbox.gather(delivery, ["ada@example.com"], hourly, at);
      keys.push(delivery.key);
    }
    const [digest] = (await outbox.history("default", 1_000)).filter(
      (one) => one.ruleId === ruleId && one.recipient,
    );
    const page = await outbox.gathered(digest as Delivery);
    const rest = await outbox.gathered(digest as Delivery, page.after);
    expect(page.keys).toHaveLength(100);
    expect([...page.keys, ...rest.keys].sort()).toEqual(keys.sort());
    expect(rest.after).toBeUndefined();
  });
});
