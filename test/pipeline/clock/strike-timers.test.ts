import { describe, expect, it } from "vitest";
import type { Snapshot } from "../../../shared/domain/change.ts";
import type { Row, Value } from "../../../shared/domain/row.ts";
import type { Rule } from "../../../shared/domain/rule.ts";
import type { Timer } from "../../../shared/domain/timer.ts";
import { lateness, strikeRowTimers } from "../../../shared/pipeline/clock/strike-timers.ts";
import { aRow, columnId, now, status, words } from "../../support/builders.ts";
import { compiledRule } from "../../support/compiled-rule.ts";
import { openSourceDesk, timeFor } from "../../support/source-desk.ts";

const on = (start: string): Value => ({ type: "date", value: { start } });
const at = "2026-11-22T09:10:00.000Z";
const edited = { lastEditedTime: "2026-11-22T08:40:00.000Z" };
const due = compiledRule({ id: "due", when: "Date is reached", which: "Due" });
const dueRow = (cells: Record<string, Value> = {}, overrides: Partial<Row> = {}) =>
  aRow({ Due: on(at), ...cells }, { ...edited, ...overrides });
const timer = (overrides: Partial<Timer> = {}): Timer => ({
  sourceId: "source-orders",
  at,
  ruleId: "due",
  rowId: "row-lamp",
  ...overrides,
});
type Given = NonNullable<Parameters<Awaited<ReturnType<typeof openSourceDesk>>["reading"]>[0]>;

/** A row is remembered, and on its page as it is remembered; some timers have come. */
async function struck(
  row: Row,
  timers: Timer[],
  { rules = [due], known = {}, page = row, ...given }: Given & { known?: Partial<Snapshot>; page?: Row } = {},
) {
  const desk = await openSourceDesk();
  await desk.remember(row, known);
  desk.put(page);
  const reading = await desk.reading({ rules, ...given });
  await desk.stores.timers.set(reading.lease, timers);
  await strikeRowTimers(reading);
  return {
    desk,
    reading,
    fired: (await desk.deliveries()).map(({ ruleId, op, state }) => `${ruleId} ${op} ${state}`).sort(),
    left: await desk.stores.timers.due("source-orders", "2027", 500),
    row: await desk.remembered(row.id),
  };
}

describe("the timers of rows", () => {
  it("fire their rules when they have come, and are gone with it", async () => {
    const { desk, reading, fired, left, row } = await struck(dueRow(), [timer()]);
    expect(fired).toEqual(["due time pending"]);
    expect(left).toEqual([]);
    expect(row).toMatchObject({ revision: 5, reached: { due: at }, row: dueRow() });
    expect(reading.result).toMatchObject({ changes: 1, deliveries: ["due:row-lamp@5"] });
    expect(desk.lines).toMatchObject([{ event: "change", fields: { op: "time", changed: [] } }]);
  });

  it("stay where this version does not know their rule's trigger, and keep no other waiting", async () => {
    const unknown = { ...due, id: "unknown", trigger: { type: "at-full-moon", config: null } };
    const { fired, left } = await struck(dueRow(), [timer({ ruleId: "unknown" }), timer()], {
      rules: [unknown, due],
    });
    expect(fired).toEqual(["due time pending"]);
    expect(left).toEqual([timer({ ruleId: "unknown" })]);
  });

  it("of a row that our own code fails for stay, and it is told", async () => {
    const row = dueRow();
    const desk = await openSourceDesk();
    const good = dueRow({}, { id: "row-good" });
    for (const each of [row, good]) {
      await desk.remember(each);
      desk.put(each);
    }
    const rule = { ...due, writes: [columnId("Status")] };
    const reading = await desk.reading({ rules: [rule] });
    const bad = timer();
    await desk.stores.timers.set(reading.lease, [bad, timer({ rowId: "row-good" })]);
    const load = reading.services.snapshots.load;
    const poisoned = { firings: { due: 5 } } as unknown as Partial<Snapshot>;
    reading.services.snapshots.load = async (ids) => {
      const found = await load(ids);
      const snapshot = found.get("row-lamp");
      if (snapshot) found.set("row-lamp", { ...snapshot, ...poisoned });
      return found;
    };
    await strikeRowTimers(reading);
    expect((await desk.deliveries()).map(({ rowId }) => rowId)).toEqual(["row-good"]);
    expect(await desk.stores.timers.due("source-orders", "2027", 500)).toEqual([bad]);
    expect(reading.result.refusals).toMatchObject([{ rowId: "row-lamp" }]);
  });

  it("wait until they come", async () => {
    const early = timer({ at: "2026-11-22T09:12:00.001Z" });
    const { fired, left } = await struck(dueRow(), [early]);
    expect([fired, left]).toEqual([[], [early]]);
    const { fired: punctual } = await struck(dueRow({ Due: on(now) }), [timer({ at: now })]);
    expect(punctual).toEqual(["due time pending"]);
  });

  it("go in vain where the date is another, the moment was fired for, or rule or row are gone", async () => {
    const cases: [Row, Parameters<typeof struck>[2], Timer?][] = [
      [dueRow({ Due: on("2026-11-22T17:00:00.000Z") }), {}],
      [aRow({}, edited), {}],
      [dueRow(), { known: { reached: { due: at } } }],
      [dueRow(), {}, timer({ ruleId: "gone", at: "2026-11-20T09:10:00.000Z" })],
      [dueRow(), {}, timer({ rowId: "row-gone" })],
      [dueRow(), { known: { isStub: true } }],
      [dueRow({}, { sourceId: "source-tasks" }), {}],
      [dueRow(), { rules: [compiledRule({ id: "due", when: "On a schedule", which: "every day at 8" })] }],
      [dueRow(), { rules: [compiledRule({ id: "due" })] }],
    ];
    for (const [row, given, come = timer()] of cases) {
      const { desk, fired, left, row: after } = await struck(row, [come], given);
      expect(desk.timersRemoved).toEqual([come]);
      expect(desk.timersSet.filter(({ ruleId }) => ruleId !== "due")).toEqual([]);
      expect([fired, left.filter((each) => each.at === at), after?.revision]).toEqual([[], [], 4]);
    }
  });

  it("are followed by the row's next moment, whether they fire or not", async () => {
    const next = "2026-11-25T09:00:00.000Z";
    const both: Value = {
      type: "rollup",
      value: { kind: "array", value: [on(at), on(next)] },
    };
    const rule = {
      ...due,
      trigger: {
        type: "date-is-reached",
        config: { property: columnId("Sum"), column: "Sum", edge: "start", count: 0, unit: "day", at: null },
      },
    };
    const fires = await struck(aRow({ Sum: both }, edited), [timer()], { rules: [rule] });
    expect([fires.fired, fires.left]).toEqual([["due time pending"], [timer({ at: next })]]);
    const done = conditioned("Status is Done");
    const idle = await struck(aRow({ Sum: both }, edited), [timer()], {
      rules: [{ ...rule, condition: done.condition }],
    });
    expect([idle.fired, idle.left]).toEqual([[], [timer({ at: next })]]);
  });

  const conditioned = (condition: string, id = "due") =>
    compiledRule({ id, when: "Date is reached", which: "Due", condition });

  it("fire all rules of a row in one revision, and those alone whose condition is met", async () => {
    const rules = [due, conditioned("Status is Done", "done"), conditioned("Status is Doing", "doing")];
    const { fired, left, row } = await struck(
      dueRow({ Status: status("Done") }),
      rules.map(({ id }) => timer({ ruleId: id })),
      { rules },
    );
    expect(fired).toEqual(["done time pending", "due time pending"]);
    expect(row).toMatchObject({ revision: 5, reached: { due: at, done: at } });
    expect(row?.reached).not.toHaveProperty("doing");
    expect(left).toEqual([]);
  });

  it("of one rule come one after the other", async () => {
    const first = "2026-11-22T09:01:00.000Z";
    const both: Value = { type: "rollup", value: { kind: "array", value: [on(first), on(at)] } };
    const config = {
      property: columnId("Sum"),
      column: "Sum",
      edge: "start",
      count: 0,
      unit: "day",
      at: null,
    };
    const rule = { ...due, trigger: { type: "date-is-reached", config } };
    const row = aRow({ Sum: both }, edited);
    const { fired, left, row: after } = await struck(row, [timer({ at: first }), timer()], { rules: [rule] });
    expect(fired).toEqual(["due time pending"]);
    expect(left).toEqual([timer()]);
    expect(after?.reached).toEqual({ due: first });
  });

  it("keep the moments that other rules reached", async () => {
    const { row } = await struck(dueRow(), [timer()], { known: { reached: { other: now } } });
    expect(row?.reached).toEqual({ other: now, due: at });
  });

  it("are struck in any number, and stop when time runs out", async () => {
    const rows = Array.from({ length: 130 }, (_, index) => dueRow({}, { id: `row-${1000 + index}` }));
    const many = async (hasTime: () => boolean) => {
      const desk = await openSourceDesk();
      for (const row of rows) await desk.remember(row);
      const limits = { rowsPerPoll: null, rowsPerHour: null };
      const rules = [{ ...due, options: { ...due.options, limits } }];
      const reading = await desk.reading({ rules, confirmsLeft: 0, hasTime });
      await desk.stores.timers.set(
        reading.lease,
        rows.map(({ id }) => timer({ rowId: id })),
      );
      await strikeRowTimers(reading);
      return reading.result.deliveries.length;
    };
    expect(await many(() => true)).toBe(130);
    expect(await many(timeFor(1))).toBe(100);
    expect(await many(timeFor(0))).toBe(0);
  });

  it("leave the moments of schedules alone", async () => {
    const schedule = timer({ rowId: null });
    const { left, fired } = await struck(dueRow(), [schedule, timer()]);
    expect([left, fired]).toEqual([[schedule], ["due time pending"]]);
  });

  it("ask the row once more, as it is now", async () => {
    const moved = dueRow(
      { Due: on("2026-11-22T17:00:00.000Z") },
      { lastEditedTime: "2026-11-22T09:09:00.000Z" },
    );
    const { desk, fired, left, row } = await struck(dueRow(), [timer()], { page: moved });
    expect(desk.asked.filter((what) => what === "confirm row row-lamp")).toHaveLength(1);
    expect(fired).toEqual([]);
    expect(row?.row.lastEditedTime).toBe(moved.lastEditedTime);
    expect(left.map((each) => each.at)).toEqual(["2026-11-22T17:00:00.000Z"]);
  });

  it("count for what an edit after the moment has not changed yet", async () => {
    const moved = dueRow(
      { Due: on("2026-11-22T17:00:00.000Z") },
      { lastEditedTime: "2026-11-22T09:11:00.000Z" },
    );
    const { fired } = await struck(dueRow(), [timer()], { page: moved });
    expect(fired).toEqual(["due time pending"]);
  });

  it("stay where their rule is not in force in this poll, and are struck when it is again", async () => {
    const { desk, fired, left } = await struck(dueRow(), [timer()], { rules: [] });
    expect([fired, left, desk.timersRemoved]).toEqual([[], [timer()], []]);
    await strikeRowTimers(await desk.reading({ rules: [due] }));
    expect((await desk.deliveries()).map(({ key }) => key)).toEqual(["due:row-lamp@5"]);
  });

  it("come also where many older ones stay", async () => {
    const staying = Array.from({ length: 450 }, (_, index) =>
      timer({ ruleId: "suspended", rowId: `row-${index}`, at: "2026-11-22T09:01:00.000Z" }),
    );
    const { fired, left } = await struck(dueRow(), [...staying, timer()]);
    expect([fired, left.length]).toEqual([["due time pending"], 450]);
  });

  it("are not older than their rule's being switched on", async () => {
    const { fired } = await struck(dueRow(), [timer()], { rules: [{ rule: due, dryRun: false, since: at }] });
    expect(fired).toEqual(["due time pending"]);
  });

  it("cost no request where they are outdated", async () => {
    const cases: [Row, Parameters<typeof struck>[2], Timer?][] = [
      [dueRow({ Due: on("2026-11-22T17:00:00.000Z") }), {}],
      [dueRow(), { known: { reached: { due: at } } }],
      [dueRow(), { rules: [] }],
      [dueRow(), { rules: [{ rule: due, dryRun: false, since: now }] }],
    ];
    for (const [row, given] of cases) {
      const { desk } = await struck(row, [timer()], given);
      expect(desk.asked).toEqual([]);
    }
  });

  it("are each asked of their own row as it was at that moment, not at the oldest of all", async () => {
    const desk = await openSourceDesk();
    const early = "2026-11-22T09:01:00.000Z";
    await desk.remember(dueRow());
    await desk.remember(dueRow({ Due: on(early) }, { id: "row-early" }));
    const cleared = { lastEditedTime: "2026-11-22T09:05:00.000Z" };
    desk.put(dueRow({ Due: { type: "date", value: null } }, cleared));
    desk.put(dueRow({ Due: on(early) }, { id: "row-early" }));
    const reading = await desk.reading({ rules: [due] });
    await desk.stores.timers.set(reading.lease, [timer({ at: early, rowId: "row-early" }), timer()]);
    await strikeRowTimers(reading);
    expect((await desk.deliveries()).map(({ rowId }) => rowId)).toEqual(["row-early"]);
    expect(await desk.stores.timers.due("source-orders", "2027", 9)).toEqual([]);
  });

  it("of one row wait for the window where it was edited between two of its moments", async () => {
    const early = "2026-11-22T09:01:00.000Z";
    const start = compiledRule({ id: "before", when: "Date is reached", which: "9 minutes before Due" });
    const page = dueRow(
      { Due: { type: "date", value: null } },
      { lastEditedTime: "2026-11-22T09:05:00.000Z" },
    );
    const timers = [timer({ at: early, ruleId: "before" }), timer()];
    const { fired, left } = await struck(dueRow(), timers, { rules: [due, start], page });
    expect([fired, left]).toEqual([["before time pending"], [timer()]]);
  });

  it("go in vain where the row's page says that it has left, and wait where it can't be seen", async () => {
    for (const elsewhere of [{ inTrash: true }, { sourceId: "source-tasks" }]) {
      const { fired, left } = await struck(dueRow(), [timer()], { page: dueRow({}, elsewhere) });
      expect([fired, left]).toEqual([[], []]);
    }
    const unseen = await struck(dueRow(), [timer()], { page: dueRow({}, { id: "row-other" }) });
    expect([unseen.fired, unseen.left]).toEqual([[], [timer()]]);
  });

  it("ask each row once, however many of its rules are due", async () => {
    const rules = [due, conditioned("", "again")];
    const { desk } = await struck(dueRow(), [timer(), timer({ ruleId: "again" })], { rules });
    expect(desk.asked.filter((what) => what.startsWith("confirm row"))).toEqual(["confirm row row-lamp"]);
  });
});

describe("a firing for a moment that is long over", () => {
  it("waits for a person after more than a day, and is told why", async () => {
    const old = "2026-11-21T09:11:59.000Z";
    const { fired, reading } = await struck(dueRow({ Due: on(old) }), [timer({ at: old })]);
    expect(fired).toEqual(["due time held"]);
    expect(reading.brakes.due).toMatchObject({
      held: 1,
      heldBecause: expect.stringContaining("more than a day"),
      sample: ["Lamp"],
    });
  });

  it("goes out until then", async () => {
    const reading = await (await openSourceDesk()).reading();
    expect(lateness(reading, "2026-11-21T09:12:00.000Z")).toBeUndefined();
    expect(lateness(reading, "2026-11-21T09:11:59.999Z")).toMatch(/more than a day/);
  });
});

describe("a rule that writes and follows the clock", () => {
  const writing: Rule = { ...due, writes: [columnId("Name")] };

  it("has its firings counted, and waits where they are too many", async () => {
    const minute = (m: number) => `2026-11-22T09:0${m}Z`;
    const once = await struck(dueRow(), [timer()], { rules: [writing] });
    expect(once.row?.firings).toEqual({ due: ["2026-11-22T09:12Z"] });
    const known = { firings: { due: [4, 5, 6, 7, 8].map(minute) } };
    const often = await struck(dueRow(), [timer()], { rules: [writing], known });
    expect(often.fired).toEqual(["due time held"]);
    expect(often.reading.brakes.due?.heldBecause).toMatch(/for the same row/);
  });

  it("counts them of each rule, when several fire at once", async () => {
    const rules = [writing, { ...writing, id: "also" }];
    const { row } = await struck(dueRow({ Name: words("Lamp") }), [timer(), timer({ ruleId: "also" })], {
      rules,
    });
    expect(Object.keys(row?.firings ?? {}).sort()).toEqual(["also", "due"]);
  });
});
