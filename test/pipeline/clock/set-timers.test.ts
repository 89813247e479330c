import { describe, expect, it } from "vitest";
import type { ClockWork } from "../../../shared/domain/checkpoint.ts";
import type { Value } from "../../../shared/domain/row.ts";
import { setTimers } from "../../../shared/pipeline/clock/set-timers.ts";
import { aRow, now } from "../../support/builders.ts";
import { compiledRule } from "../../support/compiled-rule.ts";
import { aWatching, openSourceDesk, timeFor } from "../../support/source-desk.ts";

const noon = "2026-11-22T12:00:00.000Z";
const dueAtNoon: Value = { type: "date", value: { start: noon } };
const due = compiledRule({ id: "due", when: "Date is reached", which: "Due" });
const daily = compiledRule({ id: "daily", when: "On a schedule", which: "every day at 13:00" });
const change = compiledRule({ id: "change" });
type Given = NonNullable<Parameters<Awaited<ReturnType<typeof openSourceDesk>>["reading"]>[0]>;

/** Rows that are due at noon, and rules that came into force. */
async function opened(given: Given & { rows?: number; clock?: ClockWork } = {}) {
  const { rows = 2, clock, ...more } = given;
  const desk = await openSourceDesk();
  for (let at = 0; at < rows; at++) await desk.remember(aRow({ Due: dueAtNoon }, { id: `row-${1000 + at}` }));
  const watching = aWatching(clock ? { clock } : {});
  const reading = await desk.reading({ rules: [due], watching, ...more });
  const timers = async () =>
    (await desk.stores.timers.due("source-orders", "2028", 5000)).map(
      ({ at, ruleId, rowId }) => `${at.slice(11, 16)} ${ruleId} ${rowId}`,
    );
  return { desk, reading, watching, timers };
}

describe("the timers of rules that came into force", () => {
  const since = (time: string, rule = due) => ({ rules: [{ rule, dryRun: false, since: time }] });
  it("are set for every row that is known, and once for a schedule", async () => {
    const { desk, reading, watching, timers } = await opened({ rules: [due, daily, change] });
    await desk.remember(aRow({}, { id: "dateless" }));
    await desk.remember(aRow({ Due: dueAtNoon }, { id: "large" }), { isStub: true });
    await setTimers(reading);
    expect(await timers()).toEqual(["12:00 due row-1000", "12:00 due row-1001", "13:00 daily null"]);
    expect(desk.timersSet).toHaveLength(3);
    expect(watching.clock).toEqual({
      set: { due: 1, daily: 1 },
      again: { versions: { due: 1 }, startedAt: now },
    });
  });

  it("are set once more for rows of the last minutes, which the index may not have named the first time", async () => {
    const made = { id: "row-new", createdTime: "2026-11-22T09:12:00.000Z" };
    const { desk, reading, watching, timers } = await opened({ rows: 1 });
    const { snapshots } = reading.services;
    reading.services = {
      ...reading.services,
      snapshots: { ...snapshots, walk: async () => ({ rowIds: [] }) },
    };
    await desk.remember(aRow({ Due: dueAtNoon }, made));
    await setTimers(reading);
    const pollAt = async (startedAt: string) =>
      setTimers(await desk.reading({ rules: [due], watching, startedAt }));
    await pollAt("2026-11-22T09:13:59.000Z");
    expect(await timers()).toEqual([]);
    await pollAt("2026-11-22T09:14:00.000Z");
    expect(await timers()).toEqual(["12:00 due row-new"]);
    expect(watching.clock).toEqual({ set: { due: 1 } });
  });

  it("are none of a moment that has passed, the second time", async () => {
    const again = { versions: { due: 1 }, startedAt: "2026-11-22T11:59:00.000Z" };
    const { desk, reading, timers } = await opened({
      rows: 0,
      ...since("2026-11-22T11:58:00.000Z"),
      startedAt: "2026-11-22T12:01:00.000Z",
      clock: { set: { due: 1 }, again },
    });
    await desk.remember(aRow({ Due: dueAtNoon }, { createdTime: "2026-11-22T11:58:00.000Z" }));
    await setTimers(reading);
    expect(await timers()).toEqual([]);
  });

  it("are those later than the walk began", async () => {
    for (const [startedAt, count] of [
      [noon, 0],
      ["2026-11-22T11:59:59.000Z", 2],
    ] as const) {
      const { reading, timers } = await opened({ startedAt });
      await setTimers(reading);
      expect(await timers()).toHaveLength(count);
    }
    const { reading, timers } = await opened({ rules: [daily], startedAt: "2026-11-22T13:00:00.000Z" });
    await setTimers(reading);
    expect(await timers()).toEqual(["13:00 daily null"]);
  });

  const soonAfter = { startedAt: "2026-11-22T12:00:05.000Z" };

  it("are those since the rule was switched on, of the last ten minutes", async () => {
    const cases: [on: string, startedAt: string, count: number][] = [
      ["2026-11-22T11:59:00.000Z", "2026-11-22T12:00:05.000Z", 2],
      [noon, "2026-11-22T12:00:05.000Z", 2],
      ["2026-11-22T12:00:00.001Z", "2026-11-22T12:00:05.000Z", 0],
      ["2026-11-20T09:00:00.000Z", "2026-11-22T12:09:59.000Z", 2],
      ["2026-11-20T09:00:00.000Z", "2026-11-22T12:10:00.000Z", 0],
    ];
    for (const [switchedOn, startedAt, count] of cases) {
      const { reading, timers } = await opened({ ...since(switchedOn), startedAt });
      await setTimers(reading);
      expect(await timers()).toHaveLength(count);
    }
    const one = { ...since("2026-11-22T12:59:00.000Z", daily), startedAt: "2026-11-22T13:00:05.000Z" };
    const schedule = await opened(one);
    await setTimers(schedule.reading);
    expect((await schedule.desk.stores.timers.due("source-orders", "2028", 9)).map(({ at }) => at)).toEqual([
      "2026-11-22T13:00:00.000Z",
    ]);
  });

  it("are, of an edited rule, those since the last poll", async () => {
    for (const [lastStart, count] of [
      ["2026-11-22T11:59:59.000Z", 2],
      [noon, 0],
    ] as const) {
      const given = { ...since("2026-11-20T09:00:00.000Z"), ...soonAfter, lastStart };
      const { reading, timers } = await opened({ ...given, clock: { set: { due: 7 } } });
      await setTimers(reading);
      expect(await timers()).toHaveLength(count);
    }
  });

  it("are none that fired already", async () => {
    const { desk, reading, timers } = await opened({ ...since("2026-11-22T11:55:00.000Z"), ...soonAfter });
    await desk.remember(aRow({ Due: dueAtNoon }, { id: "row-1000" }), { reached: { due: noon } });
    await setTimers(reading);
    expect(await timers()).toEqual(["12:00 due row-1001"]);
  });

  it("are none that a change was judged after, where the rule judges changes too", async () => {
    const rule = compiledRule({ id: "starts", when: "Row starts to match", condition: "Due is before now" });
    const { desk, reading, timers } = await opened({
      ...since("2026-11-22T11:55:00.000Z", rule),
      ...soonAfter,
    });
    const lastChange = { op: "update", changed: [], before: {}, seenAt: soonAfter.startedAt } as const;
    await desk.remember(aRow({ Due: dueAtNoon }, { id: "row-1000" }), {
      lastChange: { ...lastChange, changed: [] },
    });
    await setTimers(reading);
    const rows = (await timers()).map((each) => each.slice(6));
    expect(rows).toEqual(["starts row-1001"]);
  });

  it("are set in the time zone of the rule", async () => {
    const options = { ...daily.options, timeZone: "Europe/Berlin" };
    const { reading, timers } = await opened({ rules: [{ ...daily, options }] });
    await setTimers(reading);
    expect(await timers()).toEqual(["12:00 daily null"]);
  });

  it("are set once for a version, and anew for the next", async () => {
    const { desk, reading, watching, timers } = await opened({ clock: { set: { due: 1 } } });
    await setTimers(reading);
    expect(await timers()).toEqual([]);
    expect(watching.clock).toEqual({ set: { due: 1 } });
    const edited = await desk.reading({ rules: [{ ...due, version: 2 }], watching });
    await setTimers(edited);
    expect(await timers()).toHaveLength(2);
    expect(watching.clock?.set).toEqual({ due: 2 });
  });

  it("are set for the rules that are new, and not again for the others", async () => {
    const again = { ...due, id: "again" };
    const { reading, watching, timers } = await opened({
      rules: [due, again, daily],
      clock: { set: { due: 1, daily: 1 } },
    });
    await setTimers(reading);
    expect(await timers()).toEqual(["12:00 again row-1000", "12:00 again row-1001"]);
    expect(watching.clock?.set).toEqual({ due: 1, daily: 1, again: 1 });
  });

  it("are forgotten with their rule, also with the last one that follows the clock", async () => {
    const striking = { due: { at: noon }, gone: { at: noon, after: "there" } };
    const gone = await opened({ clock: { set: { due: 1, gone: 3 }, striking } });
    await setTimers(gone.reading);
    expect(gone.watching.clock).toEqual({ set: { due: 1 }, striking: { due: { at: noon } } });
    const last = await opened({ rules: [change], clock: { set: { due: 1 } } });
    await setTimers(last.reading);
    expect(last.watching.clock).toEqual({ set: {} });
  });

  it("leave no trace in a checkpoint where no rule follows the clock, and wait for the baseline's end", async () => {
    const { reading, watching, timers } = await opened({ rules: [change] });
    await setTimers(reading);
    expect(watching).not.toHaveProperty("clock");
    const baseline = await opened();
    delete baseline.reading.watching;
    await setTimers(baseline.reading);
    expect([await timers(), await baseline.timers()]).toEqual([[], []]);
  });
});

describe("setting timers for many rows", () => {
  it("goes on in the next poll where time runs out, each row once", async () => {
    const { desk, reading, watching, timers } = await opened({
      rows: 1100,
      rules: [due, daily],
      hasTime: timeFor(1),
    });
    await setTimers(reading);
    expect(await timers()).toHaveLength(501);
    expect(watching.clock).toEqual({
      set: {},
      setting: {
        versions: { due: 1, daily: 1 },
        startedAt: now,
        after: expect.stringContaining("row-1499"),
      },
    });
    // What was set may have struck and gone: it is not set again.
    const struck = await desk.stores.timers.due("source-orders", "2028", 5000);
    await desk.stores.timers.remove(reading.lease, struck);
    const next = await desk.reading({ rules: [due, daily], watching, startedAt: "2026-11-22T12:30:00.000Z" });
    await setTimers(next);
    expect(await timers()).toHaveLength(600);
    expect(watching.clock).toMatchObject({ set: { due: 1, daily: 1 } });
    expect(watching.clock).not.toHaveProperty("setting");
  });

  it("keeps to the versions it began with: one that came meanwhile gets a walk of its own", async () => {
    const { desk, watching, timers, reading } = await opened({ hasTime: timeFor(0) });
    await setTimers(reading);
    expect(watching.clock?.setting).toEqual({ versions: { due: 1 }, startedAt: now });
    const fresh = { ...due, id: "fresh" };
    const go = async () =>
      setTimers(await desk.reading({ rules: [{ ...due, version: 2 }, fresh], watching }));
    await go();
    expect(await timers()).toEqual([]);
    expect(watching.clock).toEqual({ set: { due: 1 } });
    await go();
    expect(await timers()).toHaveLength(4);
    expect(watching.clock?.set).toEqual({ due: 2, fresh: 1 });
  });

  it("takes no time where only schedules are new", async () => {
    const { reading, timers, watching } = await opened({ rules: [daily], hasTime: timeFor(0) });
    await setTimers(reading);
    expect(await timers()).toEqual(["13:00 daily null"]);
    expect(watching.clock).toEqual({ set: { daily: 1 } });
  });
});
