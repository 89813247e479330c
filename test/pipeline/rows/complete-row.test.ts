import { describe, expect, it } from "vitest";
import { BudgetError, PermanentError, TransientError } from "../../../shared/domain/errors.ts";
import type { Property, Row, Value } from "../../../shared/domain/row.ts";
import { completeRow } from "../../../shared/pipeline/rows/complete-row.ts";
import { takeRows } from "../../../shared/pipeline/rows/take-rows.ts";
import { aRow, columnId, now, status } from "../../support/builders.ts";
import { openSourceDesk } from "../../support/source-desk.ts";

const customer = columnId("Customer");
const many: Value = { type: "relation", value: Array.from({ length: 30 }, (_, index) => `page-${index}`) };

/** A row of which Notion shows the beginning of a long list. */
function shownRow(first = "page-0", cells: Record<string, Value> = {}, overrides: Partial<Row> = {}): Row {
  const row = aRow({ Customer: { type: "relation", value: [first] }, ...cells }, overrides);
  const cell = { ...row.properties[customer], truncated: true } as Property;
  return { ...row, properties: { ...row.properties, [customer]: cell } };
}

async function opened(given: { startedAt?: string } = {}) {
  const desk = await openSourceDesk();
  desk.values.set(customer, many);
  return { desk, reading: await desk.reading(given) };
}

describe("a value that Notion cuts", () => {
  it("is read whole, and what was shown is remembered with the time", async () => {
    const { desk, reading } = await opened();
    const seen = await completeRow(reading, shownRow());
    expect(seen.row.properties[customer]).toEqual({ id: customer, name: "Customer", ...many });
    expect(seen.shown).toEqual({ hash: expect.any(String), completedAt: now });
    expect(seen.shown?.hash).not.toBe(seen.content.hash);
    expect(seen).not.toHaveProperty("refused");
    expect(desk.asked).toEqual([`confirm value row-lamp ${customer}`]);
  });

  it("stays as it is shown where Notion refuses it, and its author is told", async () => {
    const { desk, reading } = await opened();
    desk.failures.push(new PermanentError("no access to Customers"));
    const seen = await completeRow(reading, shownRow());
    expect(seen.row).toEqual(shownRow());
    expect(seen.refused).toEqual([customer]);
    expect(seen).not.toHaveProperty("shown");
    expect(reading.result.refusals).toEqual([
      {
        rowId: "row-lamp",
        text: 'beyond the first 25 references of the row "Lamp" nothing is followed: no access to Customers',
      },
    ]);
  });

  it("is waited for an hour after the edit where Notion does not answer, and then is taken as refused", async () => {
    const within = await opened({ startedAt: "2026-11-22T10:07:00.000Z" });
    within.desk.failures.push(new TransientError("busy"));
    await expect(completeRow(within.reading, shownRow())).rejects.toThrow(TransientError);
    const after = await opened({ startedAt: "2026-11-22T10:07:00.001Z" });
    after.desk.failures.push(new TransientError("busy"));
    expect((await completeRow(after.reading, shownRow())).refused).toEqual([customer]);
    expect([within.reading.result.refusals.length, after.reading.result.refusals.length]).toEqual([0, 1]);
  });

  it("is waited for however long where the budget ends or what fails is nothing of the row's", async () => {
    for (const failure of [new BudgetError("empty", now), new Error("out of memory")]) {
      const { desk, reading } = await opened({ startedAt: "2026-11-23T10:00:00.000Z" });
      desk.failures.push(failure);
      await expect(completeRow(reading, shownRow())).rejects.toBe(failure);
      expect(reading.result.refusals).toEqual([]);
    }
  });
});

describe("a row of which a value was refused", () => {
  const whole = (cells: Record<string, Value> = {}) =>
    aRow({ Customer: many, ...cells }, { lastEditedTime: "2026-11-22T08:40:00.000Z" });

  it("is remembered with the whole value that was known, and fires for what else changed", async () => {
    const { desk, reading } = await opened();
    const known = await desk.remember(whole({ Status: status("Doing") }));
    desk.failures.push(new PermanentError("no access"));
    await takeRows(reading, [shownRow("page-7", { Status: status("Done") })], "page");
    const remembered = await desk.remembered("row-lamp");
    expect(remembered?.row.properties[customer]).toEqual(known.row.properties[customer]);
    expect(remembered?.hashes[customer]).toBe(known.hashes[customer]);
    expect(remembered?.lastChange?.changed).toEqual([columnId("Status")]);
  });

  it("is remembered with its new beginning where no more was known", async () => {
    const { desk, reading } = await opened();
    await desk.remember(shownRow("page-0", {}, { lastEditedTime: "2026-11-22T08:40:00.000Z" }));
    desk.failures.push(new PermanentError("no access"));
    await takeRows(reading, [shownRow("page-7")], "page");
    const remembered = await desk.remembered("row-lamp");
    expect(remembered?.row.properties[customer]).toMatchObject({ value: ["page-7"], truncated: true });
    expect(remembered?.lastChange?.changed).toEqual([customer]);
  });
});

describe("the second look at a row of which Notion cuts values", () => {
  it("reads them no second time where its page shows the same beginning", async () => {
    const { desk, reading } = await opened();
    desk.put(shownRow());
    await takeRows(reading, [shownRow()]);
    expect(desk.asked).toEqual([`confirm value row-lamp ${customer}`, "confirm row row-lamp"]);
    expect(reading.result.changes).toBe(1);
  });

  it("reads them where it shows another", async () => {
    const { desk, reading } = await opened();
    desk.put(shownRow("page-7"));
    await takeRows(reading, [shownRow()]);
    expect(desk.asked.filter((what) => what.includes("value"))).toHaveLength(2);
  });
});
