import { describe, expect, it } from "vitest";
import { answerHold, whatWaits } from "../../../shared/pipeline/report/answer-holds.ts";
import type { RuleBook } from "../../../shared/pipeline/rules/rule-book.ts";
import { aDelivery, aHead, aRow, aRule, aSnapshot } from "../../stores/an-item.ts";
import { openSourceDesk } from "../../support/source-desk.ts";
import { startWorld } from "../../support/world.ts";

const heldAt = "2026-11-22T09:10:00.000Z";
const later = (minutes: number) => new Date(Date.parse(heldAt) + minutes * 60_000).toISOString();
const rule = aRule();

/** Two that wait, of which the index names one for now. */
async function openDesk() {
  const desk = await openSourceDesk();
  const { services, stores } = desk;
  const lease = await stores.leases.take("main");
  const keys: string[] = [];
  for (let count = 0; count < 2; count++) {
    const { dueAt: _waits, ...delivery } = aDelivery({ ruleId: rule.id, state: "held", seenAt: heldAt });
    await stores.snapshots.commit(lease, [{ snapshot: aSnapshot(aRow(), 1), deliveries: [delivery] }]);
    keys.push(delivery.key);
  }
  const hidden = new Set(keys.slice(1));
  const held: typeof stores.outbox.held = async (...asked) =>
    (await stores.outbox.held(...asked)).filter((key) => !hidden.has(key));
  Object.assign(services, { outbox: { ...stores.outbox, held } });
  const book: RuleBook = {
    heads: [aHead(rule)],
    inForce: [],
    suspended: new Set(),
    rows: new Map(),
    columns: {} as RuleBook["columns"],
    binding: { reference: "", sourceId: "", columns: {}, self: "" },
  };
  return {
    hidden,
    stores,
    lease,
    answer: (answer: "release" | "discard", startedAt: string) => {
      const because = "it fired for more than 25 rows at once";
      const brake = { hour: "", fired: 0, held: 2, heldAt, sample: [], closed: { at: heldAt, because } };
      return answerHold({ services, startedAt, hasTime: () => true }, rule.id, brake, answer);
    },
    /** What a poll that begins then does of it. */
    async poll(startedAt: string): Promise<void> {
      const { polling } = await desk.reading({ startedAt });
      await whatWaits(polling, book, new Set());
    },
    states: () => Promise.all(keys.map(async (key) => (await stores.outbox.load(key))?.state)),
    brake: async () => (await stores.sources.brakes(rule.sourceId))[rule.id],
  };
}

describe("what an index does not name yet when its author answers", () => {
  it("keeps the brake closed for a minute", async () => {
    const desk = await openDesk();
    expect(await desk.answer("release", later(1))).toMatchObject({ held: 1, closed: { at: heldAt } });
    expect(await desk.states()).toEqual(["pending", "held"]);
  });

  it.each([
    ["release", "pending"],
    ["discard", "cancelled"],
  ] as const)(
    "gets that answer, to %s, when it comes to light after the brake was opened",
    async (answer, state) => {
      const desk = await openDesk();
      const opened = await desk.answer(answer, later(2));
      expect(opened).toEqual({ hour: "", fired: 0, held: 0, sample: [], late: { answer, until: heldAt } });
      await desk.stores.sources.saveBrakes(desk.lease, rule.sourceId, { [rule.id]: opened });
      await desk.poll(later(3));
      expect(await desk.states()).toEqual([state, "held"]);
      desk.hidden.clear();
      await desk.poll(later(9));
      expect(await desk.states()).toEqual([state, state]);
      expect(await desk.brake()).toMatchObject({ late: { answer } });
      await desk.poll(later(11));
      expect(await desk.brake()).not.toHaveProperty("late");
    },
  );

  it("is none of what is held after that answer", async () => {
    const desk = await openDesk();
    const opened = await desk.answer("release", later(2));
    await desk.stores.sources.saveBrakes(desk.lease, rule.sourceId, { [rule.id]: opened });
    const { dueAt: _waits, ...delivery } = aDelivery({ ruleId: rule.id, state: "held", seenAt: later(4) });
    await desk.stores.snapshots.commit(desk.lease, [
      { snapshot: aSnapshot(aRow(), 1), deliveries: [delivery] },
    ]);
    await desk.poll(later(5));
    expect((await desk.stores.outbox.load(delivery.key))?.state).toBe("held");
  });
});

it("lets nothing through of a rule that is off, where it would be cancelled, until it is on again", async () => {
  const world = await startWorld();
  try {
    const tasks = await world.makeSource("Tasks");
    const rows = [await world.addRow(tasks.source, "One"), await world.addRow(tasks.source, "Two")];
    const rule = await world.addRule({ watch: tasks.database, options: "hold above: 1 row" });
    await world.poll();
    for (const row of rows) await world.edit(row, { Amount: { number: 7 } });
    await world.poll();
    const states = async () => (await world.deliveries()).map(({ state }) => state).sort();
    expect(await states()).toEqual(["held", "pending"]);
    await world.edit(rule, { State: { select: { name: "Off" } }, Release: { checkbox: true } });
    await world.poll();
    expect(await states()).toEqual(["held", "pending"]);
    expect(await world.note(rule)).toContain("The rule is off, so nothing is let through");
    await world.edit(rule, { State: { select: { name: "Live" } } });
    await world.poll();
    expect(await states()).toEqual(["pending", "pending"]);
  } finally {
    await world.close();
  }
});
