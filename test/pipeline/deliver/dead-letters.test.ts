import { beforeEach, describe, expect, it } from "vitest";
import { manualClock } from "../../../local/clock.ts";
import type { Delivery } from "../../../shared/domain/delivery.ts";
import {
  answerRule,
  discard,
  redrive,
  waitingDeliveries,
  waitingForPeople,
} from "../../../shared/pipeline/deliver/dead-letters.ts";
import type { DeadLetterServices, Lease } from "../../../shared/ports.ts";
import { memoryTable } from "../../sim/memory-table.ts";
import { aDelivery, aHead, aRow, aRule, aSnapshot } from "../../stores/an-item.ts";
import { storesOver } from "../../stores/for-each-table.ts";

const now = "2026-03-01T12:00:00.000Z";
const rule = aRule({ name: "Tell Ada" });

describe("deliveries that wait for a person", () => {
  let stores: ReturnType<typeof storesOver>;
  let services: DeadLetterServices;
  let lease: Lease;
  let woken: string[];

  beforeEach(async () => {
    const clock = manualClock(new Date(now));
    stores = storesOver(memoryTable(clock), clock);
    woken = [];
    services = { ...stores, clock, queue: { send: async (keys) => void woken.push(...keys) } };
    lease = await stores.leases.take("default");
    await stores.rules.save(lease, aHead(rule), rule);
  });

  async function owed(overrides: Partial<Delivery> = {}): Promise<Delivery> {
    const delivery = aDelivery({ ruleId: rule.id, sourceId: rule.sourceId, ...overrides });
    await stores.snapshots.commit(lease, [{ snapshot: aSnapshot(aRow(), 1), deliveries: [delivery] }]);
    return delivery;
  }

  async function settled(state: "failed" | "uncertain" | "done" | "cancelled" | "dry run"): Promise<string> {
    const delivery = await owed();
    await stores.outbox.settle(delivery, state, { at: now, error: "the address is refused" });
    return delivery.key;
  }

  async function held(count: number): Promise<string[]> {
    const keys: string[] = [];
    for (let index = 0; index < count; index++) {
      const { dueAt: _never, ...delivery } = aDelivery({ ruleId: rule.id, state: "held" });
      await stores.snapshots.commit(lease, [{ snapshot: aSnapshot(aRow(), 1), deliveries: [delivery] }]);
      keys.push(delivery.key);
    }
    const because = "it fired for more than 25 rows at once";
    const brake = {
      hour: "",
      fired: 0,
      held: count,
      heldAt: now,
      sample: ["Lamp"],
      closed: { at: now, because },
    };
    await stores.sources.saveBrakes(lease, rule.sourceId, { [rule.id]: brake, other: { ...brake, held: 7 } });
    return keys;
  }

  const stateOf = async (key: string) => (await stores.outbox.load(key))?.state;

  it("are what rules hold and the dead letters, and nothing else", async () => {
    const [first] = await held(1);
    const failed = await settled("failed");
    await settled("done");
    await owed();
    const { held: rules, dead } = await waitingForPeople(services, "default");
    expect(rules).toContainEqual({
      ruleId: rule.id,
      ruleName: "Tell Ada",
      because: "it fired for more than 25 rows at once",
      held: 1,
      sample: ["Lamp"],
    });
    expect(dead.map(({ key }) => key)).toEqual([failed]);
    const all = await waitingDeliveries(services, "default");
    expect(all.map(({ key }) => key)).toEqual([first, failed]);
  });

  it.each(["failed", "uncertain"] as const)(
    "can be sent again when %s, and are woken at once",
    async (state) => {
      const key = await settled(state);
      expect(await redrive(services, key)).toEqual({});
      expect(woken).toEqual([key]);
      expect(await stores.outbox.load(key)).toMatchObject({ state: "pending", dueAt: now, attempts: 0 });
      const { possibleDuplicate } = (await stores.outbox.load(key)) ?? {};
      expect(possibleDuplicate).toBe(state === "uncertain" ? true : undefined);
    },
  );

  it("can be given up", async () => {
    const key = await settled("failed");
    expect(await discard(services, key)).toEqual({});
    expect(await stores.outbox.load(key)).toMatchObject({
      state: "cancelled",
      lastError: "It was discarded by hand.",
    });
    expect(woken).toEqual([]);
  });

  it.each([
    ["done", "it was already sent"],
    ["cancelled", "it was cancelled: the address is refused"],
    ["dry run", "it was a dry run"],
  ] as const)("are none that are %s, and the answer says so", async (state, reason) => {
    const key = await settled(state);
    expect((await redrive(services, key)).refused).toContain(reason);
    expect((await discard(services, key)).refused).toContain(reason);
    expect(await stateOf(key)).toBe(state);
    expect(woken).toEqual([]);
  });

  it("are none that are on their way", async () => {
    const { key } = await owed();
    expect(await redrive(services, key)).toEqual({ refused: "it is on its way already" });
    expect((await discard(services, key)).refused).toBe("it is on its way; turn its rule off to stop it");
  });

  it("must be there", async () => {
    expect(await redrive(services, "rule:row@1")).toEqual({
      refused: "there is no delivery rule:row@1; they are kept for 90 days",
      isUnknown: true,
    });
    expect((await discard(services, "nonsense")).refused).toContain('not a delivery key: "nonsense"');
  });

  it("are all released with their rule's brake, which leaves other rules' alone", async () => {
    const keys = await held(3);
    expect(await answerRule(services, "default", rule.id, "release")).toEqual({ moved: 3, left: 0 });
    expect(woken.sort()).toEqual(keys.sort());
    expect(await Promise.all(keys.map(stateOf))).toEqual(["pending", "pending", "pending"]);
    const brakes = await stores.sources.brakes(rule.sourceId);
    expect(brakes[rule.id]).toMatchObject({ held: 0 });
    expect(brakes[rule.id]?.closed).toBeUndefined();
    expect(brakes.other).toMatchObject({ held: 7 });
  });

  it("are all discarded with it, and wake nobody", async () => {
    const keys = await held(2);
    expect(await answerRule(services, "default", rule.id, "discard")).toEqual({ moved: 2, left: 0 });
    expect(await Promise.all(keys.map(stateOf))).toEqual(["cancelled", "cancelled"]);
    expect(woken).toEqual([]);
  });

  it.each([
    ["release", "failed"],
    ["discard", "uncertain"],
  ] as const)(
    "are not counted on %s by what was %s since, which a late index still names",
    async (answer, state) => {
      const [waits] = await held(1);
      const over = await settled(state);
      const { outbox } = services;
      const keys = [[over], [over], [over, waits as string]];
      const late = { ...services, outbox: { ...outbox, held: async () => keys.shift() ?? [] } };
      for (let times = 1; times <= 2; times++)
        expect(await answerRule(late, "default", rule.id, answer)).toEqual({ moved: 0, left: 1 });
      expect(await answerRule(late, "default", rule.id, answer)).toEqual({ moved: 1, left: 0 });
      expect(await stateOf(over)).toBe(state);
      expect(await stateOf(waits as string)).toBe(answer === "release" ? "pending" : "cancelled");
    },
  );

  it("keep a poll under way from closing the brake again", async () => {
    await held(1);
    await answerRule(services, "default", rule.id, "release");
    await expect(stores.sources.saveBrakes(lease, rule.sourceId, {})).rejects.toThrow("took over");
  });

  it("are answered in words to whoever decides at the same moment as somebody else", async () => {
    await held(1);
    const late = {
      ...services,
      outbox: {
        ...services.outbox,
        held: async (...asked: Parameters<typeof services.outbox.held>) => {
          await stores.leases.take("default");
          return services.outbox.held(...asked);
        },
      },
    };
    expect(await answerRule(late, "default", rule.id, "release")).toEqual({
      refused: "somebody else decided about “Tell Ada” at the same moment, or a poll began; look again",
    });
  });

  it("are none where only a tick is remembered that was answered", async () => {
    const answered = { hour: "", fired: 0, held: 0, sample: [], answered: true as const };
    await stores.sources.saveBrakes(lease, rule.sourceId, { [rule.id]: answered });
    expect((await waitingForPeople(services, "default")).held).toEqual([]);
    expect(await answerRule(services, "default", rule.id, "release")).toMatchObject({
      refused: expect.stringContaining("holds nothing"),
    });
  });

  it("are refused for a rule that holds nothing, or that is unknown", async () => {
    expect(await answerRule(services, "default", rule.id, "release")).toEqual({
      refused: "the rule “Tell Ada” holds nothing",
    });
    expect(await answerRule(services, "default", "nobody", "discard")).toMatchObject({ isUnknown: true });
  });
});
