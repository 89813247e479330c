import { describe, expect, it } from "vitest";
import { hashRow } from "../../../shared/domain/content.ts";
import { BudgetError, PermanentError, TransientError } from "../../../shared/domain/errors.ts";
import type { Row, Value } from "../../../shared/domain/row.ts";
import { type Change, changeOf } from "../../../shared/pipeline/judge/change-of.ts";
import type { Reading } from "../../../shared/pipeline/judge/reading.ts";
import { confirm } from "../../../shared/pipeline/rows/confirm.ts";
import { aRow, aSnapshot, columnId, status } from "../../support/builders.ts";
import { openSourceDesk, timeFor } from "../../support/source-desk.ts";

const committedAt = "2026-11-22T08:59:00.000Z";
const todo = aRow({ Status: status("Not started") }, { lastEditedTime: committedAt });
const done = aRow({ Status: status("Done") });
const doing = aRow({ Status: status("Doing") });
const hashOf = (row: Row) => hashRow(row, new Set()).hash;

/** A row was Not started; a query says that it is Done, and its page what `page` says. */
async function shown({ page = done, ...given }: { page?: Row | null } & Given = {}) {
  const desk = await openSourceDesk();
  if (page) desk.put(page);
  const reading = await desk.reading(given);
  const snapshot = aSnapshot(todo);
  const changeTo = (row: Row, from: typeof snapshot | undefined = snapshot) =>
    changeOf(reading, from, { row, content: hashRow(row, new Set()) });
  return { desk, reading, changeTo, change: changeTo(done) };
}
type Given = NonNullable<Parameters<Awaited<ReturnType<typeof openSourceDesk>>["reading"]>[0]>;

const waits = (reading: Reading) => [[...reading.candidates], reading.unconfirmed];
const waiting = [[["row-lamp", hashOf(done)]], done.lastEditedTime];
const nothing = [[], undefined];

describe("a change that a query shows", () => {
  it("is believed without a request when it was read from the row's page", async () => {
    const { desk, reading, change } = await shown();
    expect(await confirm(reading, change, "taken")).toBe(change);
    expect(desk.asked).toEqual([]);
  });

  it("is believed when the page says so too, and costs one of the poll's second looks", async () => {
    const { desk, reading, change } = await shown({ confirmsLeft: 2 });
    expect(await confirm(reading, change, "page")).toBe(change);
    expect(desk.asked).toEqual(["confirm row row-lamp"]);
    expect(reading.polling.confirmsLeft).toBe(1);
    expect(waits(reading)).toEqual(nothing);
  });

  it("is what the page says where that is another change", async () => {
    const later = { ...doing, lastEditedTime: "2026-11-22T09:08:00.000Z" };
    const { reading, change } = await shown({ page: later });
    expect(await confirm(reading, change, "page")).toMatchObject({
      row: later,
      event: { changed: [columnId("Status")], revision: 5 },
    });
    const sameMinute = await shown({ page: doing });
    expect(await confirm(sameMinute.reading, sameMinute.change, "page")).toMatchObject({ row: doing });
  });

  it("is none where the page says what was known, or can't be seen in the source", async () => {
    for (const page of [
      { ...todo, lastEditedTime: done.lastEditedTime },
      { ...done, inTrash: true },
      { ...done, sourceId: "source-tasks" },
      null,
    ]) {
      const { reading, change } = await shown({ page });
      expect(await confirm(reading, change, "page")).toBeUndefined();
      expect(waits(reading)).toEqual(nothing);
    }
  });

  it("is an addition as the page says it, where nobody knew the row", async () => {
    const { reading } = await shown({ page: doing });
    const added = changeOf(reading, undefined, { row: done, content: hashRow(done, new Set()) });
    expect(await confirm(reading, added, "page")).toMatchObject({ row: doing, event: { op: "create" } });
  });

  it("is of its source where its page names none", async () => {
    const { reading, change } = await shown({ page: { ...doing, sourceId: "" } });
    expect((await confirm(reading, change, "page"))?.row.sourceId).toBe("source-orders");
  });

  it("waits where the page is older than what the query showed", async () => {
    const { reading, change } = await shown({
      page: { ...doing, lastEditedTime: "2026-11-22T09:06:00.000Z" },
    });
    expect(await confirm(reading, change, "page")).toBeUndefined();
    expect(waits(reading)).toEqual(waiting);
  });

  it("waits where the page can't be read, and fails where that is nothing of the row's", async () => {
    for (const failure of [
      new TransientError("busy"),
      new PermanentError("no"),
      new BudgetError("empty", ""),
    ]) {
      const { desk, reading, change } = await shown();
      desk.failures.push(failure);
      expect(await confirm(reading, change, "page")).toBeUndefined();
      expect(waits(reading)).toEqual(waiting);
    }
    const { desk, reading, change } = await shown();
    desk.failures.push(new Error("out of memory"));
    await expect(confirm(reading, change, "page")).rejects.toThrow("out of memory");
  });

  it("waits for the next poll without second looks left, without time, or where there are many", async () => {
    const cases = [
      ["page", { confirmsLeft: 0 }],
      ["page", { hasTime: timeFor(0) }],
      ["next poll", {}],
    ] as const;
    for (const [look, given] of cases) {
      const { desk, reading, change } = await shown(given);
      expect(await confirm(reading, change, look)).toBeUndefined();
      expect(waits(reading)).toEqual(waiting);
      expect(desk.asked).toEqual([]);
      expect(reading.polling.confirmsLeft).toBe("confirmsLeft" in given ? 0 : 25);
    }
  });

  it("keeps the watermark behind the oldest edit that waits", async () => {
    const { reading, changeTo } = await shown();
    const minutes = ["09:08", "09:06", "09:10"].map((time) => `2026-11-22T${time}:00.000Z`);
    for (const [at, lastEditedTime] of minutes.entries())
      await confirm(reading, changeTo({ ...done, id: `row-${at}`, lastEditedTime }), "next poll");
    expect(reading.unconfirmed).toBe(minutes[1]);
    expect([...reading.candidates.keys()]).toEqual(["row-0", "row-1", "row-2"]);
  });
});

describe("a change that two polls show alike", () => {
  const before = new Map([["row-lamp", hashOf(done)]]);

  it("is believed without a request when its edit is later than what was committed", async () => {
    const { desk, reading, change } = await shown({ before });
    expect(await confirm(reading, change, "next poll")).toBe(change);
    expect(desk.asked).toEqual([]);
  });

  it("is believed without a request while they are few, too: the page may be out of reach in every poll", async () => {
    const { desk, reading, change } = await shown({ before });
    expect(await confirm(reading, change, "page")).toBe(change);
    expect(desk.asked).toEqual([]);
    expect(reading.polling.confirmsLeft).toBe(25);
  });

  it("waits once more when the poll before saw nothing of it", async () => {
    const { desk, reading, change } = await shown({ before: new Map([["row-other", hashOf(done)]]) });
    expect(await confirm(reading, change, "next poll")).toBeUndefined();
    expect(waits(reading)).toEqual(waiting);
    expect(desk.asked).toEqual([]);
  });

  it("is decided by the page when the poll before saw something else, or could not look", async () => {
    for (const earlier of [hashOf(doing), ""]) {
      const { desk, reading, change } = await shown({ before: new Map([["row-lamp", earlier]]) });
      expect(await confirm(reading, change, "next poll")).toBe(change);
      expect(desk.asked).toEqual(["confirm row row-lamp"]);
    }
  });

  it("costs one of the doubts a poll may settle, and waits without any left", async () => {
    const earlier = new Map([["row-lamp", hashOf(doing)]]);
    const { reading, change } = await shown({ before: earlier, doubtsLeft: 1 });
    expect(await confirm(reading, change, "next poll")).toBe(change);
    expect(reading.polling).toMatchObject({ doubtsLeft: 0, confirmsLeft: 25 });
    const { desk, reading: later, change: again } = await shown({ before: earlier, doubtsLeft: 0 });
    expect(await confirm(later, again, "next poll")).toBeUndefined();
    expect(waits(later)).toEqual(waiting);
    expect(desk.asked).toEqual([]);
  });

  it("is decided by the page within the minute of what was committed", async () => {
    const sameMinute = { ...done, lastEditedTime: committedAt };
    const young = { startedAt: "2026-11-22T09:04:59.999Z", before };
    const { desk, reading, changeTo } = await shown({ ...young, page: sameMinute });
    const change = changeTo(sameMinute);
    expect(await confirm(reading, change, "next poll")).toBe(change);
    expect(desk.asked).toEqual(["confirm row row-lamp"]);
  });

  it("waits within that minute where there is no time to ask the page", async () => {
    const young = { startedAt: "2026-11-22T09:04:59.999Z", before, hasTime: timeFor(0) };
    const { desk, reading, changeTo } = await shown(young);
    expect(await confirm(reading, changeTo({ ...done, lastEditedTime: committedAt }), "next poll")).toBe(
      undefined,
    );
    expect(reading.unconfirmed).toBe(committedAt);
    expect(desk.asked).toEqual([]);
  });

  it("is believed in that minute too, once an index has had the time to catch up", async () => {
    const { desk, reading, changeTo } = await shown({ startedAt: "2026-11-22T09:05:00.000Z", before });
    const change = changeTo({ ...done, lastEditedTime: committedAt });
    expect(await confirm(reading, change, "next poll")).toBe(change);
    expect(desk.asked).toEqual([]);
  });

  it("is believed of a row that nobody knew, though its minute is young", async () => {
    const { desk, reading } = await shown({ startedAt: done.lastEditedTime, before });
    const added: Change = changeOf(reading, undefined, { row: done, content: hashRow(done, new Set()) });
    expect(await confirm(reading, added, "next poll")).toBe(added);
    expect(desk.asked).toEqual([]);
  });
});

describe("a row that a query shows after it went to the trash", () => {
  const trashed = { ...aSnapshot(todo), removed: "trashed" as const, isStub: true as const };

  it("is back when its page says so, whatever two polls saw of an index that is behind", async () => {
    const before = new Map([["row-lamp", hashOf(done)]]);
    for (const look of ["page", "next poll"] as const) {
      const { desk, reading, changeTo } = await shown({ before });
      const change = changeTo(done, trashed);
      expect(await confirm(reading, change, look)).toBe(change);
      expect(desk.asked).toEqual(["confirm row row-lamp"]);
      const gone = await shown({ before, page: { ...done, inTrash: true } });
      expect(await confirm(gone.reading, gone.changeTo(done, trashed), look)).toBeUndefined();
      expect(waits(gone.reading)).toEqual(nothing);
    }
  });
});

describe("a row that a query shows in another source", () => {
  const elsewhere = aSnapshot({ ...todo, sourceId: "source-tasks" });

  it("is always asked by its page, however many there are and whatever two polls saw", async () => {
    const before = new Map([["row-lamp", hashOf(done)]]);
    const { desk, reading, changeTo } = await shown({ before, confirmsLeft: 0, doubtsLeft: 0 });
    const change = changeTo(done, elsewhere);
    expect(await confirm(reading, change, "next poll")).toBe(change);
    expect(desk.asked).toEqual(["confirm row row-lamp"]);
  });

  it("waits where there is no time for that", async () => {
    const { desk, reading, changeTo } = await shown({ hasTime: timeFor(0) });
    expect(await confirm(reading, changeTo(done, elsewhere), "next poll")).toBeUndefined();
    expect(waits(reading)).toEqual(waiting);
    expect(desk.asked).toEqual([]);
  });

  it("is like any other where it had left that one, or nobody knew it", async () => {
    for (const from of [{ ...elsewhere, removed: "moved" as const, isStub: true as const }, undefined]) {
      const { desk, reading } = await shown();
      const change = changeOf(reading, from, { row: done, content: hashRow(done, new Set()) });
      expect(await confirm(reading, change, "next poll")).toBeUndefined();
      expect(waits(reading)).toEqual(waiting);
      expect(desk.asked).toEqual([]);
    }
  });
});

describe("a change that fires nothing", () => {
  const young = { startedAt: "2026-11-22T09:04:59.999Z" };
  const sameMinute = { ...done, lastEditedTime: committedAt };
  const score: Value = { type: "formula", value: { kind: "number", value: 3 } };

  it("is believed without a request when its edit is later, or the row is new", async () => {
    const { desk, reading, changeTo } = await shown({ rules: [] });
    const added = changeOf(reading, undefined, { row: sameMinute, content: hashRow(done, new Set()) });
    for (const change of [changeTo(done), added]) {
      expect(await confirm(reading, change, "page")).toBe(change);
      expect(waits(reading)).toEqual(nothing);
    }
    expect(desk.asked).toEqual([]);
  });

  it("waits for a second poll where an old minute shows another value, and is believed then", async () => {
    const { desk, reading, changeTo } = await shown({ rules: [] });
    expect(await confirm(reading, changeTo(sameMinute), "page")).toBeUndefined();
    expect(waits(reading)).toEqual([[["row-lamp", hashOf(done)]], committedAt]);
    expect(desk.asked).toEqual([]);
    const again = await shown({ rules: [], before: new Map([["row-lamp", hashOf(done)]]) });
    const change = again.changeTo(sameMinute);
    expect(await confirm(again.reading, change, "page")).toBe(change);
    expect(waits(again.reading)).toEqual(nothing);
  });

  it("is believed at once where an old minute shows nothing but a column more", async () => {
    const { reading, changeTo } = await shown();
    const wider = { ...todo.properties, ...aRow({ Score: score }).properties };
    const change = changeTo({ ...todo, properties: wider });
    expect(change.event.changed).toEqual([]);
    expect(await confirm(reading, change, "page")).toBe(change);
    expect(waits(reading)).toEqual(nothing);
  });

  it("waits in the minute of what was committed", async () => {
    const { desk, reading, changeTo } = await shown({ ...young, rules: [] });
    expect(await confirm(reading, changeTo(sameMinute), "page")).toBeUndefined();
    expect(waits(reading)).toEqual([[["row-lamp", hashOf(done)]], committedAt]);
    expect(desk.asked).toEqual([]);
  });

  it("is so where nothing but columns changed, however many rules there are", async () => {
    const { desk, reading, changeTo } = await shown(young);
    const silent = changeTo({ ...todo, lastEditedTime: committedAt });
    expect(silent.event.changed).toEqual([]);
    expect(await confirm(reading, silent, "page")).toBeUndefined();
    expect(desk.asked).toEqual([]);
  });
});
