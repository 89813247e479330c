import { describe, expect, it } from "vitest";
import { BudgetError, TransientError } from "../../../shared/domain/errors.ts";
import { watch } from "../../../shared/pipeline/windows/watch.ts";
import { aRow, columnId, now, status, watermark, words } from "../../support/builders.ts";
import { aWatching, openSourceDesk, timeFor } from "../../support/source-desk.ts";

type Given = NonNullable<Parameters<Awaited<ReturnType<typeof openSourceDesk>>["reading"]>[0]>;

const at = (minute: string) => `2026-11-22T${minute}:00.000Z`;
const id = (index: number) => `row-${10 + index}`;
const doing = (index: number) =>
  aRow({ Status: status("Doing") }, { id: id(index), lastEditedTime: at("08:59") });
const done = (index: number, minute = "09:07") =>
  aRow({ Status: status("Done") }, { id: id(index), lastEditedTime: at(minute) });
/** The watermark is at 09:03, so the window begins at 08:58; the last poll began at 09:05. */
const checkpoint = aWatching({ lastStart: at("09:05") });

/** Rows are remembered as Doing, and `edited` of them are Done. */
async function opened({ rows = 3, edited = 1, pageSize = 2, ...given }: Given & Shape = {}) {
  const desk = await openSourceDesk();
  desk.pageSize = pageSize;
  for (let index = 0; index < rows; index++) {
    await desk.remember(doing(index));
    desk.put(index < edited ? done(index) : doing(index));
  }
  const reading = await desk.reading({ ...given });
  // Notion's rows show the columns they always showed.
  delete reading.schema.rowColumns;
  reading.schema.columns = reading.schema.columns.filter(({ name }) => name === "Name" || name === "Status");
  return { desk, reading, queries: () => desk.asked.filter((what) => what.includes(" rows ")) };
}
type Shape = { rows?: number; edited?: number; pageSize?: number };

describe("reading a window", () => {
  it("begins the overlap behind the watermark, takes what changed and moves the watermark", async () => {
    const { reading, queries } = await opened({ rows: 2 });
    expect(await watch(reading, checkpoint)).toEqual({
      ...checkpoint,
      watermark: at("09:05"),
      lastStart: now,
    });
    expect(reading.result).toMatchObject({ changes: 1, rowsRead: 2, complete: true });
    expect(queries()).toEqual(["incremental rows from 08:58 at 0"]);
  });

  it("of one page is done with it", async () => {
    const { reading, queries } = await opened({ rows: 2, edited: 2 });
    await watch(reading, checkpoint);
    expect(queries()).toHaveLength(1);
  });

  it("of several pages is read again until a pass finds nothing new", async () => {
    const { desk, reading, queries } = await opened({ rows: 4, edited: 0 });
    await watch(reading, checkpoint);
    expect(queries()).toEqual(["incremental rows from 08:58 at 0", "incremental rows from 08:58 at 2"]);
    // The first row is edited when its page was read: it moves behind, and the row that follows it under the cursor.
    const moved = await opened({ rows: 4, edited: 0 });
    moved.desk.meanwhile.push(() => moved.desk.put(done(0), done(2)));
    await watch(moved.reading, checkpoint);
    expect(moved.reading.result.changes).toBe(2);
    expect(moved.queries()).toHaveLength(4);
    expect(desk.asked).toHaveLength(2);
  });

  it("finds a row that another one's edit hid behind the cursor", async () => {
    const { desk, reading } = await opened({ rows: 4, edited: 0, pageSize: 2 });
    desk.put(done(2, "09:01"));
    // row-10 leaves the first page, so that row-12 moves up under the cursor.
    desk.meanwhile.push(() => desk.put(done(0, "09:08")));
    await watch(reading, checkpoint);
    expect((await desk.remembered(id(2)))?.row.properties[columnId("Status")]).toMatchObject(status("Done"));
    expect((await desk.remembered(id(0)))?.row.properties[columnId("Status")]).toMatchObject(status("Done"));
  });

  it("ends after five passes over a source that is edited faster than it is read", async () => {
    const { desk, reading, queries } = await opened({ rows: 3, edited: 0 });
    for (let page = 0; page < 20; page++) {
      const name = { Name: words(`Edit ${page}`), Status: status("Done") };
      desk.meanwhile.push(() => desk.put(aRow(name, { id: id(1), lastEditedTime: at("09:07") })));
    }
    expect(await watch(reading, checkpoint)).toMatchObject({ watermark: at("09:05") });
    expect(queries().filter((what) => what.endsWith("at 0"))).toHaveLength(5);
    expect(queries()).toHaveLength(10);
  });

  it("keeps the watermark behind what waits for a second look", async () => {
    const { reading } = await opened({ rows: 2, edited: 2, confirmsLeft: 1 });
    const next = await watch(reading, { ...checkpoint, lastStart: at("09:10") });
    expect(next.watermark).toBe(at("09:07"));
    expect([...reading.candidates.keys()]).toEqual([id(0), id(1)]);
  });

  it("counts what waits as something found, and looks again", async () => {
    const { reading, queries } = await opened({ rows: 3, edited: 3, pageSize: 2, confirmsLeft: 0 });
    await watch(reading, checkpoint);
    expect(queries()).toHaveLength(4);
  });

  it("counts what waits and what was taken together", async () => {
    const { desk, reading, queries } = await opened({ rows: 4, edited: 2 });
    // The page, and the first row's second look, are answered; the second row's is not.
    desk.failures.push(undefined, undefined, new TransientError("busy"));
    await watch(reading, checkpoint);
    expect(queries()).toHaveLength(6);
    expect(reading.result.changes).toBe(2);
  });

  it("is left to other rules where the source has other columns", async () => {
    const { desk, reading } = await opened({ rows: 2 });
    reading.schema.rowColumns = "as they were";
    const next = await watch(reading, checkpoint);
    expect(next).toEqual({ ...checkpoint, cutAt: { from: at("08:58"), startedAt: now } });
    expect(reading.result).toMatchObject({ changes: 0, complete: false });
    expect(reading.schema.stale).toBe(true);
    expect(await desk.deliveries()).toEqual([]);
  });
});

describe("a window that is cut short", () => {
  it("remembers where to go on and when it began, and moves nothing", async () => {
    const { reading } = await opened({ rows: 5, edited: 5, hasTime: timeFor(3) });
    expect(await watch(reading, checkpoint)).toEqual({
      ...checkpoint,
      cutAt: { from: at("08:58"), reached: at("09:07"), cursor: "2", startedAt: now },
    });
    expect(reading.result).toMatchObject({ changes: 2, complete: false });
  });

  it("is cut where requests run out, too", async () => {
    const { desk, reading } = await opened();
    desk.failures.push(new BudgetError("empty", now));
    expect(await watch(reading, checkpoint)).toEqual({
      ...checkpoint,
      cutAt: { from: at("08:58"), startedAt: now },
    });
  });

  it("goes on there, keeps when it began, and moves the watermark when it is done", async () => {
    const { reading, queries } = await opened({ rows: 5, edited: 5 });
    const cutAt = { from: at("08:58"), reached: at("09:07"), cursor: "2", startedAt: at("09:09") };
    const next = await watch(reading, { ...checkpoint, cutAt });
    expect(queries()).toEqual(["incremental rows from 08:58 at 2", "incremental rows from 08:58 at 4"]);
    expect(next).toEqual({ ...checkpoint, watermark: at("09:05"), lastStart: at("09:09") });
    expect(reading.result).toMatchObject({ changes: 3, complete: true });
  });

  it("keeps what waits for a second look, of all its parts, until it is done", async () => {
    const before = new Map([
      ["row-before", "hash"],
      [id(0), "older"],
    ]);
    const { reading } = await opened({
      rows: 5,
      edited: 5,
      confirmsLeft: 0,
      doubtsLeft: 0,
      before,
      hasTime: timeFor(2),
    });
    const cutAt = { from: at("08:58"), startedAt: at("09:09"), unconfirmed: at("09:01") };
    const cut = await watch(reading, { ...checkpoint, cutAt });
    expect(cut.cutAt).toMatchObject({ startedAt: at("09:09"), unconfirmed: at("09:01"), cursor: "4" });
    expect([...reading.candidates.keys()].sort()).toEqual([id(0), id(1), id(2), id(3)].sort());
    expect(reading.candidates.get(id(0))).not.toBe("older");
    expect(reading.looked.has("row-before")).toBe(false);
    const rest = await opened({ rows: 5, edited: 5, confirmsLeft: 0, doubtsLeft: 0, before });
    const next = await watch(rest.reading, { ...checkpoint, watermark: at("09:00"), cutAt });
    expect(next.watermark).toBe(at("09:01"));
    expect(rest.reading.looked.has("row-before")).toBe(false);
  });

  it("tells the oldest edit that waits, whichever part it was in", async () => {
    const oldest = async (unconfirmed: string | undefined, edited: number) => {
      const { reading } = await opened({ rows: 5, edited, confirmsLeft: 0, hasTime: timeFor(1) });
      const cutAt = { from: at("08:58"), startedAt: at("09:09"), ...(unconfirmed ? { unconfirmed } : {}) };
      return (await watch(reading, { ...checkpoint, cutAt })).cutAt?.unconfirmed;
    };
    expect(await oldest(at("09:01"), 0)).toBe(at("09:01"));
    expect(await oldest(undefined, 5)).toBe(at("09:07"));
    expect(await oldest(at("09:01"), 5)).toBe(at("09:01"));
    expect(await oldest(at("09:08"), 5)).toBe(at("09:07"));
    expect(await oldest(undefined, 0)).toBeUndefined();
  });

  it("forgets what the poll before saw once a whole window was read at a time", async () => {
    const { reading } = await opened({ rows: 2, edited: 0, before: new Map([["row-before", "hash"]]) });
    await watch(reading, checkpoint);
    expect([...reading.candidates]).toEqual([]);
  });

  it("of a second pass is no cut: the first one has read it all", async () => {
    const { reading } = await opened({ rows: 3, edited: 3, hasTime: timeFor(5) });
    const next = await watch(reading, checkpoint);
    expect(next).not.toHaveProperty("cutAt");
    expect(reading.result.complete).toBe(true);
  });

  it("goes on behind a minute whose titles are all alike, which is told, and takes the other rows", async () => {
    const { desk, reading } = await opened({ rows: 8, edited: 8 });
    desk.put(
      aRow({ Name: words("Other"), Status: status("Done") }, { id: "row-90", lastEditedTime: at("09:07") }),
    );
    desk.put(aRow({ Status: status("Done") }, { id: "row-91", lastEditedTime: at("09:08") }));
    desk.cap = 4;
    expect(await watch(reading, checkpoint)).toMatchObject({ watermark: at("09:05"), lastStart: now });
    for (const rowId of ["row-90", "row-91"]) expect(await desk.remembered(rowId)).toBeDefined();
    expect(reading.result.refusals[0]?.text).toContain("in the minute of 2026-11-22 09:07 (UTC)");
  });

  it("tells of rows that Notion shows without their content", async () => {
    const { desk, reading } = await opened();
    desk.unreadable = 2;
    await watch(reading, checkpoint);
    expect(reading.result.refusals[0]?.text).toContain("some rows of Orders");
    expect(reading.result.changes).toBe(1);
  });

  it("goes on at the very place it had come to", async () => {
    const { reading } = await opened({ hasTime: timeFor(0) });
    const part = [{ letter: "e", has: true }];
    for (const place of [
      { from: at("09:07"), part },
      { from: at("09:07"), reached: at("09:08"), cursor: "2" },
      {},
    ]) {
      const cutAt = { ...place, startedAt: watermark };
      expect((await watch(reading, { ...checkpoint, cutAt })).cutAt).toStrictEqual(cutAt);
    }
  });
});
