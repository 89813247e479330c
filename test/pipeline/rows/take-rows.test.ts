import { describe, expect, it } from "vitest";
import { BudgetError, TransientError } from "../../../shared/domain/errors.ts";
import type { Row, Value } from "../../../shared/domain/row.ts";
import type { Reading } from "../../../shared/pipeline/judge/reading.ts";
import { takeRows } from "../../../shared/pipeline/rows/take-rows.ts";
import { aRow, aRule, aSource, columnId, now, status, words } from "../../support/builders.ts";
import { compiledRule } from "../../support/compiled-rule.ts";
import { openSourceDesk } from "../../support/source-desk.ts";

type Given = NonNullable<Parameters<Awaited<ReturnType<typeof openSourceDesk>>["reading"]>[0]>;
const earlier = { lastEditedTime: "2026-11-22T08:40:00.000Z" };
const doing = (id: string) => aRow({ Status: status("Doing") }, { id, ...earlier });
const done = (id: string) => aRow({ Status: status("Done") }, { id });
const ids = (count: number) => Array.from({ length: count }, (_, index) => `row-${10 + index}`);

/** Rows that are remembered as Doing and are Done by now. */
async function edited(count: number, given: Given = {}) {
  const desk = await openSourceDesk();
  for (const id of ids(count)) {
    await desk.remember(doing(id));
    desk.put(done(id));
  }
  return { desk, reading: await desk.reading(given), rows: ids(count).map(done) };
}

describe("rows that Notion shows", () => {
  it("are compared with what is known, and committed where they differ", async () => {
    const { desk, reading, rows } = await edited(2);
    await desk.remember(done("known"));
    desk.put(done("new"));
    expect(await takeRows(reading, [...rows, done("known"), done("new")])).toBe(true);
    expect(reading.result).toMatchObject({ rowsRead: 4, changes: 3 });
    expect(await desk.remembered("row-10")).toMatchObject({ revision: 5 });
    expect(await desk.remembered("known")).toMatchObject({ revision: 4 });
    expect(await desk.remembered("new")).toMatchObject({ revision: 1 });
    expect(desk.asked).toEqual(["confirm row row-10", "confirm row row-11", "confirm row new"]);
  });

  it("are counted once where an answer shows one twice, as it shows it last", async () => {
    const { desk, reading } = await edited(1);
    const again = aRow({ Status: status("Not started") }, { id: "row-10" });
    desk.put(again);
    await takeRows(reading, [done("row-10"), again]);
    expect(reading.result).toMatchObject({ rowsRead: 2, changes: 1 });
    expect((await desk.remembered("row-10"))?.row.properties[columnId("Status")]).toMatchObject(
      status("Not started"),
    );
  });

  it("ask for nothing where nothing is new", async () => {
    const desk = await openSourceDesk();
    await desk.remember(done("row-10"));
    const reading = await desk.reading();
    expect(await takeRows(reading, [done("row-10")])).toBe(true);
    expect(await takeRows(reading, [])).toBe(true);
    expect(desk.asked).toEqual([]);
    expect(reading.result).toMatchObject({ rowsRead: 1, changes: 0 });
  });

  it("are passed by where the answer is older than what was seen, and only then", async () => {
    const { desk, reading } = await edited(1);
    const at = (lastEditedTime: string): Row => ({ ...done("row-10"), lastEditedTime });
    await takeRows(reading, [at("2026-11-22T08:39:00.000Z")]);
    expect(desk.asked).toEqual([]);
    await takeRows(reading, [at(earlier.lastEditedTime)]);
    expect(desk.asked).toEqual(["confirm row row-10"]);
  });

  it("are new again where they were removed, though they say what they said", async () => {
    for (const [removed, changes] of [
      ["trashed", 0],
      ["moved", 1],
    ] as const) {
      const desk = await openSourceDesk();
      const row = { ...done("row-10"), ...earlier };
      await desk.remember(row, { removed, isStub: true });
      desk.put(row);
      const reading = await desk.reading();
      await takeRows(reading, [row]);
      expect(await desk.remembered("row-10")).toMatchObject({ revision: 5 });
      expect(await desk.remembered("row-10")).not.toHaveProperty("removed");
      expect(reading.result.changes).toBe(changes);
    }
  });
});

describe("second looks", () => {
  it("are taken of the pages while there are enough for all that changed", async () => {
    const { desk, reading, rows } = await edited(3, { confirmsLeft: 3 });
    await takeRows(reading, rows);
    expect(desk.asked).toHaveLength(3);
    expect(reading.result.changes).toBe(3);
  });

  it("are left to the next poll for all of them where there are too many for one", async () => {
    const { desk, reading, rows } = await edited(3, { confirmsLeft: 2 });
    await takeRows(reading, rows);
    expect(desk.asked).toEqual([]);
    expect(reading.result.changes).toBe(0);
    expect(reading.candidates.size).toBe(3);
    expect(reading.result.refusals).toEqual([]);
  });

  it("are not needed of a row that was read from its page", async () => {
    const { desk, reading, rows } = await edited(3, { confirmsLeft: 0 });
    await takeRows(reading, rows, "page");
    expect(desk.asked).toEqual([]);
    expect(reading.result.changes).toBe(3);
  });
});

describe("a row that came from another source", () => {
  const elsewhere = (overrides: Partial<Row> = {}) =>
    aRow({ Status: status("Doing") }, { id: "row-10", ...earlier, sourceId: "source-tasks", ...overrides });
  const added = compiledRule({ id: "added", when: "Row is added" });
  const removed = compiledRule({ id: "removed", when: "Row is removed" }, { sourceId: "source-tasks" });

  async function moved(
    isWatched: boolean,
    overrides: Partial<Parameters<typeof aRow>[1]> = {},
    known: object = {},
  ) {
    const tasks = aSource({ id: "source-tasks", name: "Tasks" });
    const desk = await openSourceDesk();
    const there = await openSourceDesk(tasks);
    await desk.remember(elsewhere(), known);
    desk.put(done("row-10"));
    let other: Reading | undefined;
    const readingOf = async (id: string) => {
      if (!isWatched || id !== tasks.id) return undefined;
      other = {
        ...(await there.reading({ rules: [removed] })),
        services: desk.services,
        lease: reading.lease,
      };
      other.polling = { ...other.polling, services: desk.services, lease: reading.lease };
      return other;
    };
    const reading: Reading = await desk.reading({ rules: [added], readingOf });
    await takeRows(reading, [{ ...done("row-10"), ...overrides }]);
    const fired = (await desk.deliveries()).map(({ key, op }) => `${key} ${op}`).sort();
    return { desk, fired, asked: other !== undefined };
  }

  it("has left that one, whose rules are told first, and only then is new here", async () => {
    const { desk, fired } = await moved(true);
    expect(fired).toEqual(["added:row-10@6 create", "removed:row-10@5 delete"]);
    expect(await desk.remembered("row-10")).toMatchObject({
      revision: 6,
      row: { sourceId: "source-orders" },
    });
  });

  it("is new here where nobody watches that one", async () => {
    const { fired } = await moved(false);
    expect(fired).toEqual(["added:row-10@5 create"]);
  });

  it("is new here, and told of once, where that one knew of its leaving", async () => {
    const { fired, asked } = await moved(true, {}, { removed: "moved", isStub: true });
    expect(fired).toEqual(["added:row-10@5 create"]);
    expect(asked).toBe(false);
  });

  it("is taken though it says what it said there", async () => {
    const { fired } = await moved(true, { properties: elsewhere().properties });
    expect(fired.some((each) => each.startsWith("added"))).toBe(true);
  });
});

describe("a row that a query shows in another source than before", () => {
  const tasks = aSource({ id: "source-tasks", name: "Tasks" });

  async function moving(page: Row | undefined) {
    const [desk, there] = [await openSourceDesk(), await openSourceDesk(tasks)];
    await desk.remember({ ...doing("row-10"), sourceId: tasks.id });
    if (page) desk.put(page);
    const removed: (string | undefined)[] = [];
    const { snapshots } = desk.stores;
    desk.services.snapshots = {
      ...snapshots,
      commit(lease, commits, brakes) {
        removed.push(...commits.map((each) => each.snapshot.removed));
        return snapshots.commit(lease, commits, brakes);
      },
    };
    const reading: Reading = await desk.reading({
      readingOf: async () => ({ ...(await there.reading()), services: desk.services, lease: reading.lease }),
    });
    await takeRows(reading, [done("row-10")]);
    return removed;
  }

  it("is told of as moved, and then as added", async () => {
    expect(await moving(done("row-10"))).toEqual(["moved", undefined]);
  });

  it("stays where it was as long as its page is out of sight, or still there", async () => {
    expect(await moving(undefined)).toEqual([]);
    expect(await moving({ ...doing("row-10"), sourceId: tasks.id })).toEqual([]);
  });
});

describe("a row that stayed in its source", () => {
  it("is asked of no other", async () => {
    const asked: string[] = [];
    const readingOf = async (id: string) => {
      asked.push(id);
      return undefined;
    };
    const { reading, rows } = await edited(2, { readingOf });
    await takeRows(reading, rows);
    expect([reading.result.changes, asked]).toEqual([2, []]);
  });
});

describe("a row that can't be taken", () => {
  const cutCell = (): Value & { truncated: true } => ({ type: "relation", value: ["a"], truncated: true });

  it("stops all of them where the budget ends, and tells so", async () => {
    const { desk, reading, rows } = await edited(2);
    desk.failures.push(new BudgetError("empty", now));
    expect(await takeRows(reading, rows)).toBe(true);
    const cut = await edited(2);
    const withCut = aRow({ Customer: cutCell(), Status: status("Done") }, { id: "row-11" });
    cut.desk.failures.push(new BudgetError("empty", now));
    expect(await takeRows(cut.reading, [done("row-10"), withCut, done("row-99")])).toBe(false);
    // What was seen before is taken all the same.
    expect(cut.reading.result.changes).toBe(1);
    expect(await cut.desk.remembered("row-99")).toBeUndefined();
  });

  it("is told where our own code stumbles over it, and stops no other", async () => {
    const desk = await openSourceDesk();
    const broken = { ...done("row-broken"), properties: { ...done("x").properties, bad: null } };
    const title = { ...done("row-broken").properties[columnId("Name")], ...words("A broken row") };
    const row = {
      ...broken,
      properties: { [columnId("Name")]: title, ...broken.properties },
    } as unknown as Row;
    desk.put(done("row-10"));
    const reading = await desk.reading();
    expect(await takeRows(reading, [row, done("row-10")])).toBe(true);
    expect(reading.result).toMatchObject({
      changes: 1,
      refusals: [
        {
          rowId: "row-broken",
          text: expect.stringMatching(/^Rowbell stumbled over the row "Lamp"; .*Please report it$/),
        },
      ],
    });
    expect(desk.lines[0]).toEqual({
      event: "row-not-taken",
      fields: { rowId: "row-broken", reason: "TypeError" },
    });
  });

  it("is told of too where it is only judged wrongly, by its title cut to a line", async () => {
    const desk = await openSourceDesk();
    const [bad, good] = [aRow({ Name: words("x".repeat(90)) }, { id: "row-bad" }), done("row-10")];
    desk.put(bad, good);
    const reading = await desk.reading();
    const row = {
      ...bad,
      get lastEditedTime(): string {
        return "no time";
      },
    };
    expect(await takeRows(reading, [row, good])).toBe(true);
    expect(reading.result.changes).toBe(1);
    expect(reading.result.refusals).toMatchObject([
      { rowId: "row-bad", text: expect.stringContaining(`row "${"x".repeat(59)}…"`) },
    ]);
    expect(desk.lines[0]).toMatchObject({ fields: { rowId: "row-bad", reason: "RangeError" } });
  });

  it("waits for the next poll where Notion does not answer now, and stops no other", async () => {
    const { desk, reading } = await edited(1);
    const withCut = aRow(
      { Customer: cutCell() },
      { id: "row-99", lastEditedTime: "2026-11-22T09:05:00.000Z" },
    );
    desk.failures.push(new TransientError("busy"));
    expect(await takeRows(reading, [withCut, done("row-10")])).toBe(true);
    expect(reading.result).toMatchObject({ changes: 1, refusals: [] });
    expect([...reading.candidates]).toEqual([["row-99", ""]]);
    expect(reading.unconfirmed).toBe("2026-11-22T09:05:00.000Z");
    expect(desk.lines.map(({ event }) => event)).toEqual(["change"]);
  });

  it("ends the poll of its source where what fails is nothing of the row's", async () => {
    const { desk, reading, rows } = await edited(1);
    desk.failures.push(new Error("the table is gone"));
    await expect(takeRows(reading, rows)).rejects.toThrow("the table is gone");
    expect(reading.result.refusals).toEqual([]);
  });
});

describe("a row of which Notion cuts values", () => {
  const many: Value = { type: "relation", value: Array.from({ length: 30 }, (_, index) => `page-${index}`) };
  const shownRow = (overrides: Partial<Row> = {}) => {
    const row = aRow({ Customer: { type: "relation", value: ["page-0"] } }, overrides);
    const id = columnId("Customer");
    const cell = { ...row.properties[id], truncated: true } as Row["properties"][string];
    return { ...row, properties: { ...row.properties, [id]: cell } };
  };

  it("is taken with the whole values, and not read again once its last edit has settled", async () => {
    const desk = await openSourceDesk();
    desk.values.set(columnId("Customer"), many);
    const row = shownRow({ lastEditedTime: "2026-11-22T09:09:00.000Z" });
    desk.put(row);
    const reading = await desk.reading();
    await takeRows(reading, [row], "page");
    expect((await desk.remembered("row-lamp"))?.row.properties[columnId("Customer")]).toMatchObject(many);
    desk.asked.length = 0;
    await takeRows(reading, [row]);
    expect(desk.asked).toEqual([]);
  });

  it("is read again before that, and remembered once more when it has settled", async () => {
    const desk = await openSourceDesk();
    desk.values.set(columnId("Customer"), many);
    const row = shownRow({ lastEditedTime: "2026-11-22T09:10:00.000Z" });
    desk.put(row);
    const reading = await desk.reading();
    await takeRows(reading, [row], "page");
    desk.asked.length = 0;
    await takeRows(reading, [row]);
    expect(desk.asked).toEqual([`confirm value row-lamp ${columnId("Customer")}`]);
    expect(await desk.remembered("row-lamp")).toMatchObject({ revision: 1 });
    const later = await desk.reading({ startedAt: "2026-11-22T09:13:00.000Z" });
    await takeRows(later, [row], "page");
    expect(await desk.remembered("row-lamp")).toMatchObject({
      revision: 2,
      shown: { completedAt: "2026-11-22T09:13:00.000Z" },
    });
    expect(await desk.deliveries()).toEqual([]);
  });

  it("is asked for no more than rules use", async () => {
    const desk = await openSourceDesk();
    const reading = await desk.reading({ rules: [aRule({ looksAt: [columnId("Status")] })] });
    await takeRows(reading, [shownRow()], "page");
    expect(desk.asked).toEqual([]);
  });
});
