import { describe, expect, it } from "vitest";
import { removeRow } from "../../../shared/pipeline/rows/remove-row.ts";
import { aRow, columnId, now, status } from "../../support/builders.ts";
import { compiledRule } from "../../support/compiled-rule.ts";
import { openSourceDesk } from "../../support/source-desk.ts";

const removed = compiledRule(
  { id: "removed", when: "Row is removed", condition: "Status is Done" },
  { renders: { before: [], after: [columnId("Status")] } },
);
const row = aRow({ Status: status("Done") });
const leftAt = "2026-11-22T09:08:00.000Z";

async function opened(known: object = {}, limits?: { rowsPerPoll: number; rowsPerHour: null }) {
  const desk = await openSourceDesk();
  const snapshot = await desk.remember(row, known);
  const rule = limits ? { ...removed, options: { ...removed.options, limits } } : removed;
  return { desk, snapshot, reading: await desk.reading({ rules: [rule] }) };
}

describe("a row that has left its source", () => {
  it("fires what asks for it, of what it last was", async () => {
    const { desk, snapshot, reading } = await opened();
    await removeRow(reading, snapshot, "trashed", row);
    expect(await desk.deliveries()).toMatchObject([
      {
        key: "removed:row-lamp@5",
        op: "delete",
        rowTitle: "Lamp",
        changes: [],
        seenAt: now,
        values: { after: { [columnId("Status")]: status("Done") } },
      },
    ]);
    expect(reading.result).toMatchObject({ changes: 1, deliveries: ["removed:row-lamp@5"] });
    expect(desk.lines).toMatchObject([{ fields: { op: "delete", changed: [], revision: 5 } }]);
  });

  it.each([
    ["trashed", true],
    ["moved", false],
  ] as const)("is remembered without its content, %s, its revisions going on", async (how, inTrash) => {
    const { desk, snapshot, reading } = await opened();
    const next = await removeRow(reading, snapshot, how, { ...row, lastEditedTime: leftAt });
    expect(next).toEqual({
      row: { ...row, inTrash, properties: {}, lastEditedTime: leftAt },
      revision: 5,
      hash: "",
      hashes: {},
      isStub: true,
      removed: how,
      lastChange: { op: "delete", changed: [], before: {}, seenAt: now },
    });
    expect(await desk.remembered("row-lamp")).toEqual(next);
    expect(await desk.stores.snapshots.rowIds("source-orders")).toEqual([]);
  });

  it("keeps the moments that rules reached: it may come back", async () => {
    const reached = { due: now };
    const { snapshot, reading } = await opened({ reached });
    expect(await removeRow(reading, snapshot, "trashed", row)).toMatchObject({ reached });
  });

  it("fires nothing where nobody knows what it was", async () => {
    const { desk, snapshot, reading } = await opened({ isStub: true });
    await removeRow(reading, snapshot, "trashed", row);
    expect(await desk.deliveries()).toEqual([]);
    expect(await desk.remembered("row-lamp")).toMatchObject({ revision: 5, removed: "trashed" });
  });

  it("is held where its rule fires for too many", async () => {
    const { desk, snapshot, reading } = await opened({}, { rowsPerPoll: 0, rowsPerHour: null });
    await removeRow(reading, snapshot, "moved", row);
    expect(await desk.deliveries()).toMatchObject([{ state: "held" }]);
    expect(reading.result.deliveries).toEqual([]);
  });
});
