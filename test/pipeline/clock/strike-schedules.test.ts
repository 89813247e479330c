import { describe, expect, it } from "vitest";
import type { Row } from "../../../shared/domain/row.ts";
import type { Rule } from "../../../shared/domain/rule.ts";
import type { Timer } from "../../../shared/domain/timer.ts";
import { strikeSchedules } from "../../../shared/pipeline/clock/strike-schedules.ts";
import { aRow, now, status } from "../../support/builders.ts";
import { compiledRule } from "../../support/compiled-rule.ts";
import { aWatching, openSourceDesk, timeFor } from "../../support/source-desk.ts";

const nine = "2026-11-22T09:00:00.000Z";
const tomorrow = "2026-11-23T09:00:00.000Z";
const daily = (row: object = {}) =>
  compiledRule({ id: "daily", when: "On a schedule", which: "every day at 9:00", ...row });
/** Acts for each row, since it names a column. */
const perRow = (row: object = {}) => daily({ subject: "{{ Name }}", ...row });
const timer = (overrides: Partial<Timer> = {}): Timer => ({
  sourceId: "source-orders",
  at: nine,
  ruleId: "daily",
  rowId: null,
  ...overrides,
});
type Given = NonNullable<Parameters<Awaited<ReturnType<typeof openSourceDesk>>["reading"]>[0]>;

const someRows = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    aRow({ Status: status("Doing") }, { id: `row-${1000 + index}` }),
  );

/** Rows are remembered and a schedule's moment has come. */
async function struck(rule: Rule, given: Given & { rows?: Row[]; timers?: Timer[] } = {}) {
  const { rows = someRows(3), timers = [timer()], ...more } = given;
  const desk = await openSourceDesk();
  for (const row of rows) await desk.remember(row);
  const reading = await desk.reading({ rules: [rule], watching: aWatching(), ...more });
  await desk.stores.timers.set(reading.lease, timers);
  const strike = async () => {
    await strikeSchedules(reading);
    return {
      fired: (await desk.deliveries()).map(({ rowId, state }) => `${rowId} ${state}`).sort(),
      left: (await desk.stores.timers.due("source-orders", "2030", 500)).map((each) => each.at),
    };
  };
  return { desk, reading, strike };
}

describe("a schedule that our own code fails for", () => {
  it("stops no other, and waits", async () => {
    const broken = daily();
    const poison = { ...broken, id: "poison", options: { ...broken.options, timeZone: "Nowhere/At all" } };
    const timers = [timer({ ruleId: "poison", at: "2026-11-22T08:00:00.000Z" }), timer()];
    const { reading, strike } = await struck(daily(), { rules: [poison, daily()], timers });
    expect(await strike()).toMatchObject({ fired: ["daily pending"] });
    expect(reading.result.refusals).toMatchObject([{ ruleId: "poison" }]);
  });

  it("is one whose trigger this version does not know, too", async () => {
    const unknown = { ...daily(), id: "unknown", trigger: { type: "at-full-moon", config: null } };
    const timers = [timer({ ruleId: "unknown" }), timer()];
    const { strike } = await struck(daily(), { rules: [unknown, daily()], timers });
    expect(await strike()).toEqual({ fired: ["daily pending"], left: [nine, tomorrow] });
  });
});

describe("a schedule that names no column", () => {
  it("fires once when its moment has come, and waits for the next", async () => {
    const { desk, reading, strike } = await struck(daily());
    expect(await strike()).toEqual({ fired: ["daily pending"], left: [tomorrow] });
    expect(await strike()).toEqual({ fired: ["daily pending"], left: [tomorrow] });
    expect(await desk.deliveries()).toMatchObject([
      { key: "daily:daily@1", op: "time", rowTitle: "Tell the customer", rowUrl: "", revision: 1 },
    ]);
    expect(await desk.remembered("daily")).toEqual({
      row: {
        id: "daily",
        sourceId: "schedule",
        url: "",
        createdTime: nine,
        lastEditedTime: nine,
        lastEditedBy: "",
        inTrash: false,
        properties: {
          title: { id: "title", name: "Name", type: "title", value: [{ text: "Tell the customer" }] },
        },
      },
      revision: 1,
      hash: "",
      hashes: {},
      reached: { daily: nine },
    });
    expect(reading.result).toMatchObject({ changes: 1, deliveries: ["daily:daily@1"] });
  });

  it("does not fire before", async () => {
    const early = await struck(daily(), { startedAt: "2026-11-22T08:59:59.000Z" });
    expect(await early.strike()).toEqual({ fired: [], left: [nine] });
    const punctual = await struck(daily(), { startedAt: nine });
    expect((await punctual.strike()).fired).toEqual(["daily pending"]);
  });

  it("counts its firings on, and fires once for a moment", async () => {
    const { desk, strike, reading } = await struck(daily(), { rows: [] });
    await strike();
    await desk.stores.timers.set(reading.lease, [timer()]);
    expect(await strike()).toEqual({ fired: ["daily pending"], left: [tomorrow] });
    const next = await desk.reading({ rules: [daily()], startedAt: "2026-11-23T09:01:00.000Z" });
    await strikeSchedules(next);
    expect((await desk.deliveries()).map(({ key }) => key).sort()).toEqual([
      "daily:daily@1",
      "daily:daily@2",
    ]);
  });

  it("makes up once for all that was missed, for the latest of it", async () => {
    const hourly = daily({ which: "every 2 hours" });
    const { desk, strike } = await struck(hourly, {
      timers: [timer({ at: "2026-11-21T22:00:00.000Z" })],
      startedAt: "2026-11-22T10:00:00.000Z",
    });
    expect(await strike()).toEqual({ fired: ["daily pending"], left: ["2026-11-22T12:00:00.000Z"] });
    expect((await desk.remembered("daily"))?.reached).toEqual({ daily: "2026-11-22T10:00:00.000Z" });
  });

  it("looks through a year and more of what was missed in one poll, and goes on in the next", async () => {
    const quarters = daily({ which: "every 15 minutes" });
    const { desk, strike } = await struck(quarters, { startedAt: "2028-06-01T00:00:00.000Z" });
    const latest = new Date(Date.parse(nine) + 40_000 * 15 * 60_000);
    expect((await strike()).left).toEqual([new Date(latest.getTime() + 15 * 60_000).toISOString()]);
    expect((await desk.remembered("daily"))?.reached).toEqual({ daily: latest.toISOString() });
  });

  it("leaves to a person what it missed by more than a day", async () => {
    const { reading, strike } = await struck(daily({ which: "every Friday at 9:00" }), {
      timers: [timer({ at: "2026-11-20T09:00:00.000Z" })],
    });
    expect(await strike()).toEqual({ fired: ["daily held"], left: ["2026-11-27T09:00:00.000Z"] });
    expect(reading.brakes.daily).toMatchObject({ held: 1, sample: ["Tell the customer"] });
  });
});

describe("the moment of a schedule that is no more", () => {
  it.each<[what: string, rule: Rule, at?: string]>([
    ["was edited since", daily({ which: "every day at 8:00" })],
    ["was edited to come earlier on the same day", daily({ which: "every day at 8:59" })],
    ["is none now", compiledRule({ id: "daily" })],
    ["follows the rows' dates now", compiledRule({ id: "daily", when: "Date is reached", which: "Due" })],
  ])("goes in vain where it %s", async (_what, rule) => {
    const { strike, desk } = await struck(rule);
    expect(await strike()).toEqual({ fired: [], left: [] });
    expect(await desk.deliveries()).toEqual([]);
  });

  it("goes in vain where its rule was removed long ago", async () => {
    const timers = [timer({ at: "2026-11-20T09:00:00.000Z" })];
    const { strike } = await struck(compiledRule({ id: "other" }), { timers });
    expect(await strike()).toEqual({ fired: [], left: [] });
  });

  it("stays where its rule is not in force in this poll, for a day", async () => {
    const rule = compiledRule({ id: "other" });
    const { strike } = await struck(rule);
    expect(await strike()).toEqual({ fired: [], left: [nine] });
    const old = await struck(rule, { timers: [timer({ at: "2026-11-21T09:00:00.000Z" })] });
    expect(await old.strike()).toEqual({ fired: [], left: [] });
  });

  it("fires nothing where its rule was switched on only after it, and the next one comes", async () => {
    const since = (time: string) => ({ rules: [{ rule: daily(), dryRun: false, since: time }] });
    const before = await struck(daily(), since("2026-11-22T09:00:00.001Z"));
    expect(await before.strike()).toEqual({ fired: [], left: [tomorrow] });
    const punctual = await struck(daily(), since(nine));
    expect((await punctual.strike()).fired).toEqual(["daily pending"]);
  });

  it("does not keep others waiting", async () => {
    const staying = Array.from({ length: 250 }, (_, index) =>
      timer({ rowId: `row-${index}`, at: "2026-11-22T08:00:00.000Z" }),
    );
    const { strike } = await struck(daily(), { timers: [...staying, timer()] });
    expect((await strike()).fired).toEqual(["daily pending"]);
  });

  it("leaves the timers of rows alone", async () => {
    const { strike } = await struck(daily(), { timers: [timer({ rowId: "row-1000" })] });
    expect(await strike()).toEqual({ fired: [], left: [nine] });
  });
});

describe("a schedule that names a column", () => {
  it("fires for each row, and for those alone that meet its condition", async () => {
    const { desk, strike } = await struck(perRow({ condition: "Status is Doing" }), {
      rows: [...someRows(2), aRow({ Status: status("Done") }, { id: "row-done" })],
    });
    expect(await strike()).toEqual({ fired: ["row-1000 pending", "row-1001 pending"], left: [tomorrow] });
    expect(await desk.remembered("row-1000")).toMatchObject({ revision: 5, reached: { daily: nine } });
    expect(await desk.remembered("row-done")).toMatchObject({ revision: 4 });
    expect(await desk.remembered("daily")).toBeUndefined();
  });

  it("keeps the moments that other rules reached of a row, and acts on none it can't remember", async () => {
    const { desk, strike } = await struck(perRow(), { rows: [] });
    await desk.remember(aRow({}, { id: "known" }), { reached: { other: now } });
    await desk.remember(aRow({}, { id: "large" }), { isStub: true });
    await desk.remember(aRow({}, { id: "reached" }), { reached: { daily: nine } });
    expect((await strike()).fired).toEqual(["known pending"]);
    expect((await desk.remembered("known"))?.reached).toEqual({ other: now, daily: nine });
  });

  it("tells of each firing, and brakes them", async () => {
    const { desk, reading, strike } = await struck(perRow(), { rows: someRows(30) });
    expect((await strike()).fired.filter((each) => each.endsWith("held"))).toHaveLength(5);
    expect(reading.result.deliveries).toHaveLength(25);
    expect(desk.lines[0]).toMatchObject({ event: "change", fields: { op: "time", changed: [] } });
  });

  const unlimited = (): Rule => {
    const rule = perRow();
    return { ...rule, options: { ...rule.options, limits: { rowsPerPoll: null, rowsPerHour: null } } };
  };

  it("goes on where time ran out, over as many polls as it takes, and fires for no row twice", async () => {
    const watching = aWatching();
    const { desk, strike } = await struck(unlimited(), {
      rows: someRows(1010),
      watching,
      // One to begin the schedule, one for each page of rows.
      hasTime: timeFor(2),
    });
    const first = await strike();
    expect([first.fired.length, first.left]).toEqual([500, [nine]]);
    expect(watching.clock).toEqual({
      set: {},
      striking: { daily: { at: nine, after: expect.stringContaining("row-1499") } },
    });
    const goOn = async (hasTime: () => boolean) => {
      const next = await desk.reading({ rules: [unlimited()], watching, hasTime });
      await strikeSchedules(next);
      return next.result.deliveries.length;
    };
    expect(await goOn(timeFor(1))).toBe(0);
    expect(await goOn(timeFor(2))).toBe(500);
    expect(await goOn(() => true)).toBe(10);
    expect(watching.clock?.striking).toEqual({});
    expect(new Set((await desk.deliveries()).map(({ rowId }) => rowId)).size).toBe(1000);
    expect((await desk.stores.timers.due("source-orders", "2028", 9)).map(({ at }) => at)).toEqual([
      tomorrow,
    ]);
  });

  it("keeps no place when there was no time at all, and keeps other schedules' places", async () => {
    const other = { at: nine, after: "there" };
    const watching = aWatching({ clock: { set: { daily: 1 }, striking: { other } } });
    const { strike } = await struck(perRow(), { watching, hasTime: timeFor(1) });
    expect(await strike()).toEqual({ fired: [], left: [nine] });
    expect(watching.clock).toStrictEqual({ set: { daily: 1 }, striking: { other, daily: { at: nine } } });
  });

  const begun = (at: string) => {
    const place = { at, after: "2026-11-20T16:40:00.000Z#row-1001" };
    return aWatching({ clock: { set: {}, striking: { daily: place } } });
  };
  const yesterday = "2026-11-21T09:00:00.000Z";

  it("comes to the last row with the moment it began with, and only then turns to what has come since", async () => {
    const quarters = perRow({ which: "every 15 minutes" });
    const { desk, strike } = await struck(quarters, {
      watching: begun(nine),
      timers: [timer({ at: "2026-11-22T08:30:00.000Z" })],
      startedAt: "2026-11-22T09:40:00.000Z",
    });
    expect(await strike()).toEqual({ fired: ["row-1002 pending"], left: ["2026-11-22T09:15:00.000Z"] });
    expect((await desk.remembered("row-1002"))?.reached).toEqual({ daily: nine });
    expect((await strike()).fired).toHaveLength(4);
    expect((await desk.remembered("row-1002"))?.reached).toEqual({ daily: "2026-11-22T09:30:00.000Z" });
  });

  it("reaches every row where its moments come faster than a walk ends", async () => {
    const quarters = perRow({ which: "every 15 minutes" });
    const rule = { ...quarters, options: unlimited().options };
    const watching = aWatching();
    const { desk } = await struck(rule, { rows: someRows(1200), watching });
    for (let poll = 0; poll < 4; poll++) {
      const startedAt = new Date(Date.parse(nine) + poll * 15 * 60_000).toISOString();
      const given = { rules: [rule], watching, hasTime: timeFor(2), startedAt };
      await strikeSchedules(await desk.reading(given));
    }
    expect((await desk.remembered("row-2199"))?.reached).toEqual({ daily: nine });
  });

  it("begins with the first row where the moment it had begun with is none of its own any more", async () => {
    for (const at of ["2026-11-22T08:30:00.000Z", yesterday]) {
      const { strike } = await struck(perRow(), { watching: begun(at) });
      expect((await strike()).fired).toHaveLength(3);
    }
  });

  it("waits while its source has no checkpoint to keep a place in", async () => {
    const { desk, strike, reading } = await struck(perRow());
    delete reading.watching;
    expect(await strike()).toEqual({ fired: [], left: [nine] });
    expect(await desk.deliveries()).toEqual([]);
  });
});

describe("several schedules", () => {
  it("are struck as long as there is time", async () => {
    const rules = [daily(), { ...daily(), id: "second" }];
    const timers = rules.map(({ id }) => timer({ ruleId: id }));
    const { strike } = await struck(daily(), { rules, timers, hasTime: timeFor(1) });
    expect((await strike()).fired).toEqual(["daily pending"]);
    const all = await struck(daily(), { rules, timers });
    expect((await all.strike()).fired).toEqual(["daily pending", "second pending"]);
  });
});
