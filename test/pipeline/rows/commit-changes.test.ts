import { describe, expect, it } from "vitest";
import type { Snapshot } from "../../../shared/domain/change.ts";
import { hashRow } from "../../../shared/domain/content.ts";
import { FencedError } from "../../../shared/domain/errors.ts";
import type { Row, Value } from "../../../shared/domain/row.ts";
import { braked } from "../../../shared/pipeline/judge/braked.ts";
import { changeOf } from "../../../shared/pipeline/judge/change-of.ts";
import { evaluate } from "../../../shared/pipeline/judge/evaluate.ts";
import type { Reading } from "../../../shared/pipeline/judge/reading.ts";
import { commitChanges, commitEvents } from "../../../shared/pipeline/rows/commit-changes.ts";
import { aRow, aRule, columnId, now, status, words } from "../../support/builders.ts";
import { compiledRule } from "../../support/compiled-rule.ts";
import { aWatching, openSourceDesk } from "../../support/source-desk.ts";

const earlier = { lastEditedTime: "2026-11-22T08:40:00.000Z" };
const doing = aRow({ Status: status("Doing") }, earlier);
const done = aRow({ Status: status("Done") });
const hour = "2026-11-22T09";

function change(reading: Reading, snapshot: Snapshot | undefined, row: Row) {
  return changeOf(reading, snapshot, { row, content: hashRow(row, new Set()) });
}

/** Many rows, known as Doing and read as Done. */
async function pasted(count: number, given: Given = {}) {
  const desk = await openSourceDesk();
  const reading = await desk.reading(given);
  const changes = [];
  for (let at = 0; at < count; at++) {
    const own = { id: `row-${at}` };
    const name = { Name: words(`Task ${at}`) };
    const snapshot = await desk.remember(aRow({ ...name, Status: status("Doing") }, { ...earlier, ...own }));
    changes.push(change(reading, snapshot, aRow({ ...name, Status: status("Done") }, own)));
  }
  return { desk, reading, changes };
}
type Given = NonNullable<Parameters<Awaited<ReturnType<typeof openSourceDesk>>["reading"]>[0]>;

describe("confirmed changes", () => {
  it("are stored with the deliveries they owe, told of, and those that are due named", async () => {
    const { desk, reading, changes } = await pasted(1);
    await commitChanges(reading, changes);
    const key = "rule-ship:row-0@5";
    expect(reading.result).toMatchObject({ changes: 1, deliveries: [key], refusals: [] });
    expect(await desk.deliveries()).toMatchObject([
      { key, seenAt: now, dueAt: "2026-11-22T09:12:15.000Z", state: "pending", generation: 0 },
    ]);
    expect(await desk.remembered("row-0")).toMatchObject({
      revision: 5,
      hash: changes[0]?.content.hash,
      row: { properties: { [columnId("Status")]: status("Done") } },
      lastChange: {
        op: "update",
        changed: [columnId("Status")],
        before: { [columnId("Status")]: status("Doing") },
        seenAt: now,
      },
    });
    expect(desk.lines).toEqual([
      {
        event: "change",
        fields: {
          sourceId: "source-orders",
          rowId: "row-0",
          revision: 5,
          op: "update",
          changed: [columnId("Status")],
          deliveries: [key],
        },
      },
    ]);
  });

  it("are stored in any number, each once", async () => {
    const limits = { rowsPerPoll: null, rowsPerHour: null };
    const rule = aRule();
    const { desk, reading, changes } = await pasted(60, {
      rules: [{ ...rule, options: { ...rule.options, limits } }],
    });
    await commitChanges(reading, changes);
    expect(reading.result.changes).toBe(60);
    expect(new Set((await desk.deliveries()).map(({ rowId }) => rowId)).size).toBe(60);
    expect(desk.lines).toHaveLength(60);
  });

  it("are not told of, nor counted, where another poll was faster", async () => {
    const { desk, reading, changes } = await pasted(2);
    const [first] = changes;
    await desk.remember(first?.row as Row, { revision: 9 });
    await commitChanges(reading, changes);
    expect(reading.result).toMatchObject({ changes: 1, deliveries: ["rule-ship:row-1@5"] });
    expect(desk.lines).toHaveLength(1);
    expect(await desk.remembered("row-0")).toMatchObject({ revision: 9 });
  });

  it("are remembered, but are no change, where only columns differ", async () => {
    const desk = await openSourceDesk();
    const reading = await desk.reading();
    const lastChange = { op: "create" as const, changed: [], before: {}, seenAt: now };
    const snapshot = await desk.remember(doing, { lastChange });
    const formula: Value = { type: "formula", value: { kind: "number", value: 3 } };
    const row = aRow({ Status: status("Doing"), Score: formula });
    await commitChanges(reading, [change(reading, snapshot, row)]);
    expect(reading.result).toMatchObject({ changes: 0, deliveries: [] });
    expect(desk.lines).toEqual([]);
    expect(await desk.remembered("row-lamp")).toMatchObject({
      revision: 5,
      lastChange,
      hashes: { [columnId("Score")]: expect.any(String) },
    });
  });

  it("leave no last change where there never was one", async () => {
    const desk = await openSourceDesk();
    const reading = await desk.reading();
    const snapshot = await desk.remember(doing);
    const formula: Value = { type: "formula", value: { kind: "number", value: 3 } };
    await commitChanges(reading, [
      change(reading, snapshot, aRow({ Status: status("Doing"), Score: formula })),
    ]);
    expect(await desk.remembered("row-lamp")).not.toHaveProperty("lastChange");
  });

  it("say in their result what could not be remembered of a row", async () => {
    const desk = await openSourceDesk();
    const reading = await desk.reading();
    const noise = Array.from(
      { length: 60_000 },
      (_, at) => hashRow(aRow({ N: words(`${at}`) }), new Set()).hash,
    );
    await commitChanges(reading, [change(reading, undefined, aRow({ Name: words(noise.join("")) }))]);
    expect(reading.result.refusals).toMatchObject([
      { text: expect.stringContaining("more than Rowbell can remember") },
    ]);
    expect(reading.result.changes).toBe(0);
    expect(await desk.remembered("row-lamp")).toMatchObject({ isStub: true });
  });

  it("end where a newer poll took over", async () => {
    const { desk, reading, changes } = await pasted(1);
    await desk.stores.leases.take("main");
    await expect(commitChanges(reading, changes)).rejects.toThrow(FencedError);
    expect(reading.result.changes).toBe(0);
    expect(await desk.deliveries()).toEqual([]);
  });

  it("carry the brakes with them only where something is owed", async () => {
    const { desk, reading, changes } = await pasted(1, { rules: [] });
    reading.brakes["rule-ship"] = { hour, fired: 7, held: 0, sample: [] };
    await commitChanges(reading, changes);
    expect(await desk.stores.sources.brakes("source-orders")).toEqual({});
    const fired = await pasted(2);
    await commitChanges(fired.reading, fired.changes);
    expect(await fired.desk.stores.sources.brakes("source-orders")).toEqual({
      "rule-ship": { hour, fired: 2, held: 0, sample: [] },
    });
  });

  it("carry them also where only some of the rows owe something", async () => {
    const rule = compiledRule({ condition: "Total is 7" });
    const { desk, reading, changes } = await pasted(2, { rules: [rule] });
    const total: Value = { type: "number", value: 7 };
    const owing = aRow({ Status: status("Done"), Total: total }, { id: "row-2" });
    await commitChanges(reading, [...changes, change(reading, undefined, owing)]);
    expect(await desk.deliveries()).toEqual([]);
    const known = await desk.remember({ ...owing, properties: {}, ...earlier, id: "row-3" });
    const [, last] = changes;
    const event = change(reading, known, { ...owing, id: "row-3" });
    await commitChanges(reading, [...(last ? [last] : []), event]);
    expect(await desk.stores.sources.brakes("source-orders")).toMatchObject({ "rule-ship": { fired: 1 } });
  });

  it("hand over timers to set and none to remove: those find out when they strike", async () => {
    const { reading, changes } = await pasted(1);
    const { snapshots } = reading.services;
    const given: unknown[] = [];
    const commit: typeof snapshots.commit = (lease, commits, brakes) => {
      given.push(...commits.map(({ timers }) => timers));
      return snapshots.commit(lease, commits, brakes);
    };
    await commitChanges(
      { ...reading, services: { ...reading.services, snapshots: { ...snapshots, commit } } },
      changes,
    );
    expect(given).toEqual([{ set: [], remove: [] }]);
  });

  it("are none where a row from before the baseline comes to light, which is remembered", async () => {
    const desk = await openSourceDesk();
    const sweep = { dueAt: now, rows: 1, first: true } as const;
    const reading = await desk.reading({ watching: aWatching({ sweep, since: now }) });
    await commitChanges(reading, [change(reading, undefined, done)]);
    expect(reading.result.changes).toBe(0);
    expect(await desk.remembered("row-lamp")).toMatchObject({ revision: 1, row: done });
    expect(await desk.deliveries()).toEqual([]);
  });

  it("of none are written nowhere", async () => {
    const { desk, reading } = await pasted(0);
    await desk.stores.leases.take("main");
    await commitChanges(reading, []);
    await commitEvents(reading, []);
    expect(reading.result.changes).toBe(0);
  });
});

describe("what a row is remembered by", () => {
  const hashOf = (row: Row) => hashRow(row, new Set()).hashes;

  it("keeps what a column last said that is out of sight, and its hash", async () => {
    const desk = await openSourceDesk();
    const reading = await desk.reading();
    const total: Value = { type: "number", value: 7 };
    const snapshot = await desk.remember(aRow({ Status: status("Doing"), Total: total }, earlier));
    await commitChanges(reading, [change(reading, snapshot, done)]);
    const remembered = await desk.remembered("row-lamp");
    expect(remembered?.row.properties[columnId("Total")]).toMatchObject(total);
    expect(remembered?.hashes).toEqual({
      ...hashOf(done),
      [columnId("Total")]: snapshot.hashes[columnId("Total")],
    });
    expect(remembered?.row.properties[columnId("Status")]).toMatchObject(status("Done"));
  });

  it("keeps nothing of that from another source, nor a hash without its value", async () => {
    const total: Value = { type: "number", value: 7 };
    const row = aRow({ Status: status("Doing"), Total: total }, { ...earlier, sourceId: "source-tasks" });
    for (const known of [row, { ...doing, sourceId: "source-orders" }]) {
      const desk = await openSourceDesk();
      const reading = await desk.reading();
      const hashes = { ...hashOf(known), [columnId("Total")]: "a hash" };
      const snapshot = await desk.remember(known, { hashes });
      await commitChanges(reading, [change(reading, snapshot, done)]);
      expect((await desk.remembered("row-lamp"))?.row.properties).not.toHaveProperty([columnId("Total")]);
      expect((await desk.remembered("row-lamp"))?.hashes).toEqual(hashOf(done));
    }
  });

  it("keeps the moments that rules reached, and what was shown of cut values", async () => {
    const desk = await openSourceDesk();
    const reading = await desk.reading();
    const reached = { "rule-due": "2026-11-21T09:00:00.000Z" };
    const snapshot = await desk.remember(doing, { reached, shown: { hash: "old", completedAt: now } });
    const shown = { hash: "shown", completedAt: now };
    await commitChanges(reading, [{ ...change(reading, snapshot, done), shown }]);
    expect(await desk.remembered("row-lamp")).toMatchObject({ reached, shown });
    const again = (await desk.remembered("row-lamp")) as Snapshot;
    await commitChanges(reading, [change(reading, again, { ...doing, lastEditedTime: now })]);
    expect(await desk.remembered("row-lamp")).not.toHaveProperty("shown");
  });

  it("tells of a row that was added what was there before: nothing", async () => {
    const desk = await openSourceDesk();
    const reading = await desk.reading();
    await commitChanges(reading, [change(reading, undefined, done)]);
    expect((await desk.remembered("row-lamp"))?.lastChange).toEqual({
      op: "create",
      changed: [columnId("Name"), columnId("Status")],
      before: {},
      seenAt: now,
    });
  });

  it("sets timers for its new dates, and for all of them when the row is new here", async () => {
    const due = compiledRule({ when: "Date is reached", which: "Due" });
    const on = (start: string): Value => ({ type: "date", value: { start } });
    const at = "2026-11-22T10:00:00.000Z";
    const timersAfter = async (snapshot: Partial<Row> | undefined) => {
      const desk = await openSourceDesk();
      const reading = await desk.reading({ rules: [due] });
      const known = snapshot && (await desk.remember(aRow({ Due: on(at) }, { ...earlier, ...snapshot })));
      const row = aRow({ Due: on(at), Status: status("Done") });
      await commitChanges(reading, [change(reading, known, row)]);
      return (await desk.stores.timers.due("source-orders", at, 9)).map((timer) => timer.at);
    };
    expect(await timersAfter(undefined)).toEqual([at]);
    expect(await timersAfter({})).toEqual([]);
    expect(await timersAfter({ sourceId: "source-tasks" })).toEqual([at]);
  });
});

describe("a rule that fires for too many rows", () => {
  const limits = { rowsPerPoll: 3, rowsPerHour: 200 };
  const rule = aRule();
  const strict = { ...rule, options: { ...rule.options, limits } };

  it("is held from there on, in whatever batches they come", async () => {
    const { desk, reading, changes } = await pasted(5, { rules: [strict] });
    await commitChanges(reading, changes.slice(0, 2));
    await commitChanges(reading, changes.slice(2));
    const owed = (await desk.deliveries()).map(({ state, dueAt }) => [state, dueAt !== undefined]);
    expect(owed.sort()).toEqual([
      ["held", false],
      ["held", false],
      ["pending", true],
      ["pending", true],
      ["pending", true],
    ]);
    expect(reading.result.deliveries).toHaveLength(3);
    expect(await desk.stores.sources.brakes("source-orders")).toMatchObject({
      "rule-ship": { held: 2, heldAt: now, sample: ["Task 3", "Task 4"], closed: { at: now } },
    });
  });

  it("holds no other rule back", async () => {
    const { desk, reading, changes } = await pasted(5, { rules: [strict, { ...rule, id: "calm" }] });
    await commitChanges(reading, changes);
    const states = async (id: string) =>
      (await desk.deliveries()).filter(({ ruleId }) => ruleId === id).map(({ state }) => state);
    expect(await states("calm")).toEqual(Array(5).fill("pending"));
    expect((await states("rule-ship")).filter((state) => state === "held")).toHaveLength(2);
  });

  it("is not held for what harms nobody, and counts none of it", async () => {
    const { desk, reading, changes } = await pasted(5, { rules: [{ rule: strict, dryRun: true }] });
    await commitChanges(reading, changes);
    expect((await desk.deliveries()).map(({ state }) => state)).toEqual(Array(5).fill("pending"));
    expect(reading.fired.size).toBe(0);
    const unknown = { ...strict, trigger: { type: "row-sings", config: {} } };
    const broken = await pasted(5, { rules: [unknown] });
    await commitChanges(broken.reading, broken.changes);
    expect((await broken.desk.deliveries()).map(({ state }) => state)).toEqual(Array(5).fill("pending"));
    expect(broken.reading.brakes).toEqual({});
  });

  it("keeps what it owes for a reason of its own, without closing", async () => {
    const { reading, changes } = await pasted(2, { rules: [strict] });
    const moment = { seenAt: now, dueAt: now };
    const owed = changes.flatMap(({ event }) => evaluate(reading.rules, event, moment));
    expect(braked(reading, owed, "its moment had passed").map(({ state }) => state)).toEqual([
      "held",
      "held",
    ]);
    expect(reading.brakes["rule-ship"]).toMatchObject({ held: 2, heldBecause: "its moment had passed" });
    expect(reading.brakes["rule-ship"]).not.toHaveProperty("closed");
    expect(reading.fired.get("rule-ship")).toBe(2);
    expect(braked(reading, owed.slice(0, 1)).map(({ state }) => state)).toEqual(["pending"]);
  });

  it("leaves a delivery as it is whose rule takes no part", async () => {
    const { reading, changes } = await pasted(1, { rules: [strict] });
    const moment = { seenAt: now, dueAt: now };
    const [owed] = changes.flatMap(({ event }) => evaluate(reading.rules, event, moment));
    const foreign = { ...owed, ruleId: "gone" } as NonNullable<typeof owed>;
    expect(braked(reading, [foreign], "whatever")).toEqual([foreign]);
  });
});

describe("what is remembered of a row", () => {
  const moments = { old: "2026-11-14T09:02:00.000Z", young: "2026-11-16T09:00:00.000Z" };

  it("is no moment that can never come again", async () => {
    const desk = await openSourceDesk();
    const reading = await desk.reading();
    const snapshot = await desk.remember(doing, { reached: moments });
    await commitChanges(reading, [change(reading, snapshot, done)]);
    expect((await desk.remembered("row-lamp"))?.reached).toEqual({ young: moments.young });
  });

  it("is one of a week before the last complete poll, however long that is ago, and one that a walk still asks for", async () => {
    for (const given of [
      { lastStart: "2026-11-20T09:00:00.000Z" },
      { watching: aWatching({ clock: { set: {}, striking: { old: { at: moments.old } } } }) },
    ]) {
      const desk = await openSourceDesk();
      const reading = await desk.reading(given);
      const snapshot = await desk.remember(doing, { reached: moments });
      await commitChanges(reading, [change(reading, snapshot, done)]);
      expect((await desk.remembered("row-lamp"))?.reached).toEqual(moments);
    }
  });

  it("is a column that does not show, as long as it may come back", async () => {
    const other = { id: "other", name: "Other", type: "number", value: 3 } as const;
    const withOther = { ...doing, properties: { ...doing.properties, other } };
    for (const [schema, isKept] of [
      [{}, false],
      [{ stale: true }, true],
      [{ gone: { other: "2026-11-20T09:00:00.000Z" } }, true],
    ] as const) {
      const desk = await openSourceDesk();
      const reading = await desk.reading();
      Object.assign(reading.schema, schema);
      const snapshot = await desk.remember(withOther);
      await commitChanges(reading, [change(reading, snapshot, done)]);
      expect("other" in ((await desk.remembered("row-lamp"))?.row.properties ?? {})).toBe(isKept);
    }
  });
});

describe("a row that our own code fails for", () => {
  const told = { rowId: "row-1", text: expect.stringContaining('stumbled over the row "Task 1"') };

  it("is told and left to the next poll, and the others are stored", async () => {
    const { desk, reading, changes } = await pasted(3);
    const [bad] = changes.splice(1, 1);
    const poison = { ...bad, event: { ...bad?.event, changed: null } } as unknown as (typeof changes)[number];
    await commitChanges(reading, [poison, ...changes]);
    expect((await desk.deliveries()).map(({ rowId }) => rowId).sort()).toEqual(["row-0", "row-2"]);
    expect(reading.result).toMatchObject({ changes: 2, refusals: [told] });
    expect(await desk.remembered("row-1")).toMatchObject({ revision: 4 });
    expect([...reading.candidates.keys()]).toEqual(["row-1"]);
    expect(reading.unconfirmed).toBe("2026-11-22T09:07:00.000Z");
  });

  it("is one that cannot be written down, too", async () => {
    const { desk, reading, changes } = await pasted(3);
    const { snapshots } = reading.services;
    const commit: typeof snapshots.commit = async (lease, commits, brakes) => {
      if (commits.some(({ snapshot }) => snapshot.row.id === "row-1")) throw new RangeError("too long");
      return snapshots.commit(lease, commits, brakes);
    };
    reading.services = { ...reading.services, snapshots: { ...snapshots, commit } };
    await commitChanges(reading, changes);
    expect((await desk.deliveries()).map(({ rowId }) => rowId).sort()).toEqual(["row-0", "row-2"]);
    expect(reading.result).toMatchObject({ changes: 2, refusals: [told] });
  });

  it("keeps the watermark for no longer than an hour", async () => {
    const { reading, changes } = await pasted(1, { startedAt: "2026-11-22T10:07:00.000Z" });
    const poison = changes.map((each) => ({ ...each, event: { ...each.event, changed: null } }));
    await commitChanges(reading, poison as unknown as typeof changes);
    expect(reading.result.refusals).toHaveLength(1);
    expect(reading).not.toHaveProperty("unconfirmed");
  });

  it("is no reason to go on for a poll that was taken over", async () => {
    const { reading, changes } = await pasted(2);
    const commit = async () => Promise.reject(new FencedError("taken over"));
    reading.services = { ...reading.services, snapshots: { ...reading.services.snapshots, commit } };
    await expect(commitChanges(reading, changes)).rejects.toThrow(FencedError);
  });
});

describe("a rule that answers its own writes", () => {
  it("is held when it goes round in a circle, and its firings are remembered", async () => {
    const rule = { ...aRule(), writes: [columnId("Status")] };
    const desk = await openSourceDesk();
    const reading = await desk.reading({ rules: [rule] });
    const snapshot = await desk.remember(doing);
    const write = {
      ruleId: rule.id,
      revision: 4,
      at: done.lastEditedTime,
      generation: 3,
      hashes: { [columnId("Status")]: hashRow(done, new Set()).hashes[columnId("Status")] ?? "" },
    };
    await desk.stores.ownWrites.expect("row-lamp", write);
    await commitChanges(reading, [change(reading, snapshot, done)]);
    expect(await desk.deliveries()).toMatchObject([{ state: "held", generation: 3 }]);
    expect(await desk.remembered("row-lamp")).toMatchObject({
      generation: 3,
      answered: { [rule.id]: 4 },
      firings: { [rule.id]: ["2026-11-22T09:12Z"] },
    });
    expect(reading.brakes[rule.id]?.heldBecause).toMatch(/in a circle/);
  });
});
