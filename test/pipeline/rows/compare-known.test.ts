import { describe, expect, it } from "vitest";
import type { SweepPlace } from "../../../shared/domain/checkpoint.ts";
import { BudgetError, PermanentError } from "../../../shared/domain/errors.ts";
import { compareUntil } from "../../../shared/pipeline/rows/compare-known.ts";
import { aRow, now } from "../../support/builders.ts";
import { compiledRule } from "../../support/compiled-rule.ts";
import { openSourceDesk } from "../../support/source-desk.ts";

const removed = compiledRule({ id: "removed", when: "Row is removed" });

/** Rows that are known and in the trash, and a sweep that has read none of them. */
async function opened(count: number) {
  const desk = await openSourceDesk();
  for (let index = 0; index < count; index++) {
    const row = aRow({}, { id: `row-${100 + index}` });
    await desk.remember(row);
    desk.put({ ...row, inTrash: true });
  }
  const reading = await desk.reading({ rules: [removed] });
  const at: SweepPlace = { startedAt: now, columns: "", rows: 0, place: {}, open: [] };
  const fired = async () => (await desk.deliveries()).map(({ rowId }) => rowId).sort();
  return { desk, reading, at, fired };
}

describe("what is known and was not read", () => {
  it("was removed where its page says so", async () => {
    const { desk, reading, at, fired } = await opened(2);
    expect(await compareUntil(reading, at, undefined)).toBe(true);
    expect(await fired()).toEqual(["row-100", "row-101"]);
    expect(await desk.remembered("row-100")).toMatchObject({ removed: "trashed" });
  });

  it("was not where the whole source went to the trash while its rows were asked", async () => {
    const { desk, reading, at, fired } = await opened(2);
    desk.failures.push(undefined, undefined, undefined, new PermanentError("it is in the trash"));
    await expect(compareUntil(reading, at, undefined)).rejects.toThrow("it is in the trash");
    expect(await fired()).toEqual([]);
    expect((await desk.remembered("row-100"))?.removed).toBeUndefined();
  });

  it("comes to an end however little the budget leaves to each poll", async () => {
    const { desk, reading, at, fired } = await opened(50);
    for (let poll = 0; poll < 4; poll++) {
      desk.failures.length = 0;
      desk.failures.push(...Array<undefined>(25).fill(undefined), new BudgetError("used up", now));
      if (await compareUntil(reading, at, undefined)) break;
    }
    expect(await fired()).toHaveLength(50);
  });
});
