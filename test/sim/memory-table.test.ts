import { describe, expect, it } from "vitest";
import { manualClock } from "../../local/clock.ts";
import { memoryTable } from "./memory-table.ts";

function open(indexDelay: () => number = () => 0) {
  const clock = manualClock(new Date("2026-03-01T10:00:00.000Z"));
  const table = memoryTable(clock, { indexDelay });
  const wait = (ms: number) => clock.set(new Date(clock.now().getTime() + ms));
  const due = async () =>
    (await table.query({ index: "due", partition: "DUE" })).items.map(({ dueAt }) => dueAt);
  return { table, wait, due };
}

const key = { pk: "row", sk: "delivery" };

describe("the table in memory", () => {
  it("forgets a transaction's token after ten minutes", async () => {
    const { table, wait } = open();
    const count = () => table.transact([{ update: key, change: { add: { n: 1 } } }], "token");
    await count();
    wait(10 * 60_000 - 1);
    await count();
    expect(await table.get(key)).toMatchObject({ n: 1 });
    wait(1);
    await count();
    expect(await table.get(key)).toMatchObject({ n: 2 });
  });

  it("shows a change in an index when it has come, and changes of one item in their order", async () => {
    const delays = [500, 100, 0];
    const { table, wait, due } = open(() => delays.shift() ?? 0);
    await table.write({ put: { ...key, duePk: "DUE", dueAt: "1" } });
    await table.write({ update: key, change: { set: { dueAt: "2" } } });
    expect(await table.get(key)).toMatchObject({ dueAt: "2" });
    expect(await due()).toEqual([]);
    wait(499);
    expect(await due()).toEqual([]);
    wait(1);
    expect(await due()).toEqual(["2"]);
    await table.write({ delete: key });
    expect(await due()).toEqual([]);
  });

  it("goes on naming in an index what is gone, until that has come", async () => {
    const delays = [0, 1000];
    const { table, wait, due } = open(() => delays.shift() ?? 0);
    await table.write({ put: { ...key, duePk: "DUE", dueAt: "1" } });
    await table.write({ delete: key });
    expect(await table.get(key)).toBeUndefined();
    expect(await due()).toEqual(["1"]);
    wait(1000);
    expect(await due()).toEqual([]);
  });

  it("deletes nothing by its time", async () => {
    const { table, wait } = open();
    await table.write({ put: { ...key, ttl: 1 } });
    wait(1);
    expect(await table.get(key)).toMatchObject({ ttl: 1 });
  });
});
