import { describe, expect, it } from "vitest";
import { BudgetError, PermanentError, TransientError } from "../../../shared/domain/errors.ts";
import { captureSource } from "../../../shared/pipeline/capture.ts";
import { askUnseen } from "../../../shared/pipeline/rows/ask-unseen.ts";
import { takeRows } from "../../../shared/pipeline/rows/take-rows.ts";
import { aRow, status } from "../../support/builders.ts";
import { aWatching, openSourceDesk, timeFor } from "../../support/source-desk.ts";

type Given = NonNullable<Parameters<Awaited<ReturnType<typeof openSourceDesk>>["reading"]>[0]>;
const earlier = { lastEditedTime: "2026-11-22T08:40:00.000Z" };
const doing = (id: string) => aRow({ Status: status("Doing") }, { id, ...earlier });
const done = (id: string) => aRow({ Status: status("Done") }, { id });

/** Two rows are remembered as Doing and are Done by now; the poll before saw it and left them to this one. */
async function waiting(given: Given = {}) {
  const desk = await openSourceDesk();
  for (const id of ["row-1", "row-2"]) {
    await desk.remember(doing(id));
    desk.put(done(id));
  }
  const before = new Map([
    ["row-1", "seen"],
    ["row-2", "seen"],
  ]);
  return { desk, before, reading: await desk.reading({ before, ...given }) };
}

describe("a row that waits for a second look and is not shown", () => {
  it("is asked by its page, and only if it was not shown", async () => {
    const { desk, reading } = await waiting();
    await takeRows(reading, [done("row-1")], "page");
    await askUnseen(reading);
    expect(desk.asked).toEqual(["confirm row row-2"]);
    expect(reading.result.changes).toBe(2);
    expect(reading.looked).toEqual(new Set(["row-1", "row-2"]));
    expect(reading.polling.doubtsLeft).toBe(24);
  });

  it("is still not seen where an answer shows it older than what is known", async () => {
    const { desk, reading } = await waiting();
    await takeRows(reading, [{ ...doing("row-1"), lastEditedTime: "2026-11-22T08:39:00.000Z" }]);
    await askUnseen(reading);
    expect(desk.asked).toEqual(["confirm row row-1", "confirm row row-2"]);
  });

  it("is for the sweep where its page is out of sight, in the trash, elsewhere or refused", async () => {
    for (const page of [
      undefined,
      { ...done("row-1"), inTrash: true },
      { ...done("row-1"), sourceId: "tasks" },
    ]) {
      const { desk, reading } = await waiting();
      if (page) desk.put(page);
      else desk.pages.delete("row-1");
      desk.failures.push(undefined, new PermanentError("refused"));
      await askUnseen(reading);
      expect(reading.result.changes).toBe(0);
      expect([...reading.looked]).toEqual(["row-1", "row-2"]);
    }
  });

  it("goes on waiting where it can't be asked now", async () => {
    const short = await waiting({ doubtsLeft: 1 });
    await askUnseen(short.reading);
    expect([...short.reading.looked]).toEqual(["row-1"]);
    const late = await waiting({ hasTime: timeFor(0) });
    await askUnseen(late.reading);
    expect(late.desk.asked).toEqual([]);
    for (const [failure, asked] of [
      [new BudgetError("empty", ""), 1],
      [new TransientError("busy"), 2],
    ] as const) {
      const { desk, reading } = await waiting();
      desk.failures.push(failure);
      await askUnseen(reading);
      expect(desk.asked).toHaveLength(asked);
      expect(reading.looked.has("row-1")).toBe(false);
    }
    const broken = await waiting();
    broken.desk.failures.push(new Error("out of memory"));
    await expect(askUnseen(broken.reading)).rejects.toThrow("out of memory");
  });

  it("goes on waiting, unasked, until a window of several polls is done and the next one has begun", async () => {
    const cutAt = { from: "2026-11-22T08:58:00.000Z", startedAt: "2026-11-22T09:09:00.000Z" };
    for (const hasTime of [timeFor(0), timeFor(9)]) {
      const { desk, before, reading } = await waiting({ hasTime });
      reading.checkpoint = aWatching({ cutAt });
      for (const id of ["row-1", "row-2"]) desk.behind.set(id, doing(id));
      reading.before = before;
      await captureSource(reading);
      expect(desk.asked.filter((what) => what.startsWith("confirm"))).toEqual([]);
      expect([...(await desk.stores.sources.state(reading.schema.id)).candidates.keys()]).toEqual([
        "row-1",
        "row-2",
      ]);
    }
  });

  it("is asked by a poll whose window left it out, or waits for the next one", async () => {
    for (const [failures, changes, left] of [
      [[], 2, []],
      [[undefined, new BudgetError("empty", "")], 0, ["row-1", "row-2"]],
    ] as const) {
      const { desk, before, reading } = await waiting();
      reading.checkpoint = aWatching();
      desk.behind.set("row-1", doing("row-1")).set("row-2", doing("row-2"));
      desk.failures.push(...failures);
      reading.before = before;
      await captureSource(reading);
      expect(reading.result.changes).toBe(changes);
      expect([...(await desk.stores.sources.state(reading.schema.id)).candidates.keys()]).toEqual(left);
    }
  });
});
