import { randomBytes, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Delivery } from "../../shared/domain/delivery.ts";
import { deliveryPlace } from "../../shared/stores/keys.ts";
import { aDelivery, aRow, aSnapshot } from "./an-item.ts";
import { forEachTable, lossy, storesOver } from "./for-each-table.ts";

forEachTable("the outbox", (opened) => {
  const [early, seen, noon, later] = [
    "2026-03-01T09:00:00.000Z",
    "2026-03-01T10:08:12.000Z",
    "2026-03-01T12:00:00.000Z",
    "2026-03-01T12:01:00.000Z",
  ];

  /** Commits deliveries, each batch with a row of its own. */
  async function owe(...deliveries: Delivery[]): Promise<void> {
    const { lease, snapshots } = opened();
    for (let start = 0; start < deliveries.length; start += 90) {
      const batch = deliveries.slice(start, start + 90);
      const commit = { snapshot: aSnapshot(aRow(), 1), deliveries: batch };
      expect(await snapshots.commit(lease, [commit])).toEqual([{ outcome: "committed" }]);
    }
  }

  async function anOwed(overrides: Partial<Delivery> = {}) {
    const [delivery, outbox] = [aDelivery(overrides), opened().outbox];
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
      expect(claimed).toEqual({ ...delivery, state: "sending", claim: 1, attempts: 1, claimedUntil: later });
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
      const own = storesOver(lossy(opened().table), opened().clock).outbox;
      const claimed = (await own.claim(delivery, noon, later)) as Delivery;
      expect(claimed).toMatchObject({ state: "sending", claim: 1, attempts: 1 });
      expect(await outbox.claim(delivery, noon, later)).toBeUndefined();
      expect(await own.retry(claimed, noon, noon, "SES is busy")).toBe(true);
      const again = (await own.claim((await own.load(delivery.key)) as Delivery, noon, later)) as Delivery;
      expect(await own.repeat(again, noon)).toBe(true);
      const third = (await own.claim((await own.load(delivery.key)) as Delivery, noon, later)) as Delivery;
      expect(await own.settle(third, "failed", { at: later, error: "no" })).toBe(true);
      expect(await own.redrive(delivery.key, later)).toBe(true);
      expect(await own.confirmSent(delivery.key, later, "message")).toBe(true);
      expect(await outbox.load(delivery.key)).toMatchObject({ state: "done", claim: 3 });
    });
  });

  describe("settling a delivery", () => {
    it("keeps what came of it, and takes it off what is due", async () => {
      const { claimed, outbox } = await aClaimed();
      const result = { reference: "message", preview: { to: "ada@example.com", subject: "Hi", text: "Hi" } };
      expect(await outbox.settle(claimed, "done", { at: later, result })).toBe(true);
      const { dueAt: _due, claimedUntil: _until, ...rest } = claimed;
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
      const outbox = opened().outbox;
      const settle = async (...[state, at, more]: [Parameters<typeof outbox.settle>[1], string, object?]) => {
        const { claimed } = await aClaimed(rule);
        await outbox.settle(claimed, state, { at, ...more });
        await outbox.settle(claimed, state, { at, ...more });
      };
      const stats = async () => (await opened().rules.stats("counted")).get(rule.ruleId);
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
      await outbox.flush();
      const now = await stats();
      expect(now).toMatchObject({ fired: 2, failed: 1, lastFired: "2026-03-01T12:06:00.000Z" });
      expect(now?.lastFailure).toBeUndefined();
      expect(await opened().rules.heads("counted")).toEqual([]);
    });

    it("is over after ninety days, whenever the database deletes it", async () => {
      const { clock, table } = opened();
      const { delivery, outbox } = await anOwed({ connectionId: "old" });
      const key = { pk: `ROW#${delivery.rowId}`, sk: `DELIVERY#${delivery.ruleId}#0000000002` };
      const { ttl } = (await table.get(key)) ?? {};
      expect(new Date(Number(ttl) * 1000).toISOString()).toBe("2026-05-30T10:08:12.000Z");
      const before = clock.now();
      clock.set(new Date("2026-05-30T10:08:11.000Z"));
      expect(await outbox.load(delivery.key)).toEqual(delivery);
      clock.set(new Date("2026-05-30T10:08:12.000Z"));
      expect(await outbox.load(delivery.key)).toBeUndefined();
      expect(await outbox.history("old", 10)).toEqual([]);
      expect(await outbox.earlier({ ...delivery, revision: 9 })).toBeUndefined();
      clock.set(before);
    });
  });

  describe("what is due", () => {
    it("is named oldest first, until it is settled or put off", async () => {
      const outbox = opened().outbox;
      // Long before everything else in this table.
      const at = (second: number) => `2026-01-01T00:00:0${second}.000Z`;
      const due = [3, 1, 2].map((second) => aDelivery({ seenAt: at(second) }));
      const [third, first, second] = due as [Delivery, Delivery, Delivery];
      await owe(...due, aDelivery({ seenAt: at(9) }));
      const keys = () => outbox.due(at(5), 10);
      expect(await keys()).toEqual([first.key, second.key, third.key]);
      expect(await outbox.due(at(5), 2)).toEqual([first.key, second.key]);

      const claimed = await outbox.claim(first, at(5), at(8));
      // Whoever claimed it may be gone: it is named until it is settled.
      expect(await keys()).toEqual([first.key, second.key, third.key]);
      await outbox.settle(second, "cancelled", { at: at(5) });
      expect(await keys()).toEqual([first.key, third.key]);
      await outbox.retry(claimed as Delivery, noon, at(4), "SES is busy");
      expect(await keys()).toEqual([third.key, first.key]);
      await outbox.defer((await outbox.load(third.key)) as Delivery, at(5));
      expect(await keys()).toEqual([first.key, third.key]);
    });

    it("is not what was born settled", async () => {
      const { dueAt: _, ...born } = aDelivery({ seenAt: "2025-01-01T00:00:00.000Z" });
      await owe({ ...born, state: "failed", settledAt: born.seenAt, lastError: "could not be evaluated" });
      expect(await opened().outbox.due("2025-12-31T00:00:00.000Z", 10)).toEqual([]);
    });
  });

  describe("the history of a connection", () => {
    it("is its own, newest first, as far as it is asked for", async () => {
      const connectionId = "told";
      const deliveries = Array.from({ length: 130 }, (_, minute) =>
        aDelivery({ connectionId, seenAt: new Date(Date.parse(early) + minute * 1000).toISOString() }),
      );
      await owe(...deliveries);
      const outbox = opened().outbox;
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
      const outbox = opened().outbox;
      expect(await outbox.earlier(first)).toBeUndefined();
      expect(await outbox.earlier(second)).toBeDefined();
      const claimed = await outbox.claim(first, noon, later);
      expect(await outbox.earlier(second)).toBeDefined();
      await outbox.settle(claimed as Delivery, "uncertain", { at: later });
      expect(await outbox.earlier(second)).toBeUndefined();
    });

    it("is found behind more history than one answer holds", async () => {
      const same = { rowId: randomUUID(), ruleId: randomUUID() };
      // What does not repeat itself hardly shrinks.
      const rowTitle = randomBytes(7_500).toString("hex");
      const settled = Array.from({ length: 160 }, (_, index) => {
        const { dueAt: _due, ...rest } = aDelivery({ ...same, rowTitle, revision: index + 2 });
        return { ...rest, state: "done", settledAt: seen } satisfies Delivery;
      });
      const pending = aDelivery({ ...same, revision: 1 });
      await owe(pending, ...settled);
      expect(await opened().outbox.earlier(aDelivery({ ...same, revision: 200 }))).toBeDefined();
    });
  });

  describe("a delivery that waits for a person", () => {
    const held = (overrides: Partial<Delivery> = {}) => {
      const { dueAt: _, ...rest } = aDelivery(overrides);
      return { ...rest, state: "held" as const };
    };

    it("at a brake is named for its rule, oldest first, and never due", async () => {
      const { outbox } = opened();
      const ruleId = randomUUID();
      const [second, first] = [held({ ruleId, seenAt: noon }), held({ ruleId, seenAt: early })];
      await owe(second, first, held());
      expect(await outbox.held(ruleId, 10)).toEqual([first.key, second.key]);
      expect(await outbox.held(ruleId, 1)).toEqual([first.key]);
      expect(await outbox.load(first.key)).toEqual(first);
      expect(await outbox.due(later, 1000)).not.toContain(first.key);
      expect(await outbox.earlier({ ...aDelivery(), ...first, revision: 9 })).toEqual({});
    });

    it("at a brake becomes pending, or is cancelled", async () => {
      const { outbox } = opened();
      const ruleId = randomUUID();
      const [released, discarded] = [held({ ruleId }), held({ ruleId })];
      await owe(released, discarded);
      expect(await outbox.redrive(released.key, noon)).toBe(true);
      expect(await outbox.load(released.key)).toEqual({ ...released, state: "pending", dueAt: noon });
      expect(await outbox.due(noon, 1000)).toContain(released.key);
      expect(await outbox.discard(discarded.key, noon, "discarded by Ada")).toBe(true);
      expect(await outbox.load(discarded.key)).toMatchObject({
        state: "cancelled",
        settledAt: noon,
        lastError: "discarded by Ada",
      });
      expect(await outbox.held(ruleId, 10)).toEqual([]);
      expect(await outbox.redrive(discarded.key, noon)).toBe(false);
      expect(await outbox.discard(released.key, noon, "")).toBe(false);
      expect(await outbox.redrive(aDelivery().key, noon)).toBe(false);
    });

    it("is left alone where only what is held is meant, and it is no longer", async () => {
      const { outbox } = opened();
      for (const state of ["failed", "uncertain"] as const) {
        const { claimed } = await aClaimed();
        await outbox.settle(claimed, state, { at: noon, error: "no" });
        expect(await outbox.redrive(claimed.key, later, "held")).toBe(false);
        expect(await outbox.discard(claimed.key, later, "", "held")).toBe(false);
        expect((await outbox.load(claimed.key))?.state).toBe(state);
      }
      const [released, discarded] = [held(), held()];
      await owe(released, discarded);
      expect(await outbox.redrive(released.key, noon, "held")).toBe(true);
      expect(await outbox.discard(discarded.key, noon, "", "held")).toBe(true);
    });

    it("at a brake waits as long as it takes, and is kept for 90 days from when somebody decided", async () => {
      const { outbox, clock, table } = opened();
      const ruleId = randomUUID();
      const [released, discarded, left] = [held({ ruleId }), held({ ruleId }), held({ ruleId })];
      await owe(released, discarded, left);
      const before = clock.now();
      const daysOn = (days: number) => new Date(before.getTime() + days * 86_400_000);
      clock.set(daysOn(200));
      expect(await outbox.load(left.key)).toEqual(left);
      expect(await outbox.earlier({ ...left, revision: 9 })).toEqual({});
      await outbox.redrive(released.key, daysOn(200).toISOString());
      await outbox.discard(discarded.key, daysOn(200).toISOString(), "");
      const item = await table.get(deliveryPlace(released.key));
      expect(item?.ttl).toBe(daysOn(290).getTime() / 1000);
      clock.set(new Date(daysOn(290).getTime() - 1_000));
      expect((await outbox.load(released.key))?.state).toBe("pending");
      expect((await outbox.load(discarded.key))?.state).toBe("cancelled");
      clock.set(daysOn(290));
      expect(await outbox.load(released.key)).toBeUndefined();
      expect(await outbox.load(discarded.key)).toBeUndefined();
      expect(await outbox.load(left.key)).toEqual(left);
      expect(await table.get(deliveryPlace(left.key))).not.toHaveProperty("ttl");
      clock.set(before);
    });

    it("is a dead letter of its connection, newest first, until it is driven again", async () => {
      const { outbox } = opened();
      const connectionId = randomUUID();
      const failed = await aClaimed({ connectionId });
      const uncertain = await aClaimed({ connectionId });
      await outbox.settle(failed.claimed, "failed", { at: noon, error: "To is empty" });
      await outbox.settle(uncertain.claimed, "uncertain", { at: later, error: "no answer" });
      const dead = await outbox.dead(connectionId, 10);
      expect(dead.map(({ key }) => key)).toEqual([uncertain.delivery.key, failed.delivery.key]);
      expect(dead[0]?.dueAt).toBeUndefined();
      expect(await outbox.due(later, 1000)).not.toContain(failed.delivery.key);

      expect(await outbox.redrive(failed.delivery.key, later)).toBe(true);
      expect(await outbox.redrive(uncertain.delivery.key, later)).toBe(true);
      expect(await outbox.dead(connectionId, 10)).toEqual([]);
      const again = await outbox.load(failed.delivery.key);
      expect(again).toMatchObject({ state: "pending", dueAt: later, attempts: 0, claim: 1 });
      expect(again?.possibleDuplicate).toBeUndefined();
      expect(again?.settledAt).toBeUndefined();
      const repeated = await outbox.load(uncertain.delivery.key);
      expect(repeated).toMatchObject({ state: "pending", possibleDuplicate: true });
      expect(await outbox.claim(repeated as Delivery, later, later)).toMatchObject({ claim: 2, attempts: 1 });
    });

    it("has one winner among those who answer it at once", async () => {
      const { outbox } = opened();
      const delivery = held();
      await owe(delivery);
      const answers = await Promise.all([
        ...Array.from({ length: 5 }, () => outbox.redrive(delivery.key, noon)),
        ...Array.from({ length: 5 }, () => outbox.discard(delivery.key, noon, "")),
      ]);
      expect(answers.filter(Boolean)).toHaveLength(1);
    });
  });

  describe("a send whose outcome was unknown", () => {
    it("is repeated once more, as a possible duplicate", async () => {
      const { claimed, outbox } = await aClaimed();
      expect(await outbox.repeat(claimed, later)).toBe(true);
      expect(await outbox.repeat(claimed, later)).toBe(false);
      const { claimedUntil: _, ...rest } = claimed;
      const repeated = { ...rest, state: "pending", dueAt: later, possibleDuplicate: true };
      expect(await outbox.load(claimed.key)).toEqual(repeated);
    });

    it.each(["sending", "pending", "uncertain", "done"] as const)(
      "is done once the provider says so, %s",
      async (state) => {
        const { claimed, outbox } = await aClaimed();
        if (state === "pending") await outbox.repeat(claimed, later);
        if (state === "uncertain" || state === "done") await outbox.settle(claimed, state, { at: noon });
        expect(await outbox.confirmSent(claimed.key, later, "message")).toBe(true);
        expect(await outbox.load(claimed.key)).toMatchObject({ state: "done" });
        expect(
          await outbox.claim((await outbox.load(claimed.key)) as Delivery, later, later),
        ).toBeUndefined();
        expect(await outbox.settle(claimed, "uncertain", { at: later })).toBe(false);
        if (state !== "done") expect((await outbox.load(claimed.key))?.result?.reference).toBe("message");
      },
    );

    it.each(["failed", "cancelled"] as const)("is left as it is when it is %s", async (state) => {
      const { claimed, outbox } = await aClaimed();
      await outbox.settle(claimed, state, { at: noon, error: "no" });
      expect(await outbox.confirmSent(claimed.key, later, "message")).toBe(false);
      expect(await outbox.load(claimed.key)).toMatchObject({ state });
      expect(await outbox.confirmSent(aDelivery().key, later, "message")).toBe(false);
    });
  });
});
