import { describe, expect, it } from "vitest";
import { hashRow } from "../../../shared/domain/content.ts";
import type { Row } from "../../../shared/domain/row.ts";
import { changeOf, isSilent } from "../../../shared/pipeline/judge/change-of.ts";
import { aChange, aRow, aSnapshot, columnId, now, status, watermark, words } from "../../support/builders.ts";
import { aWatching, openSourceDesk } from "../../support/source-desk.ts";

const before = aRow({ Status: status("Doing") }, { lastEditedTime: "2026-11-22T08:40:00.000Z" });
const after = aRow({ Status: status("Done") });
const everything = [columnId("Name"), columnId("Status")];

async function changeFrom(
  snapshot: Parameters<typeof changeOf>[1],
  row: Row = after,
  given: Parameters<Awaited<ReturnType<typeof openSourceDesk>>["reading"]>[0] = {},
) {
  const desk = await openSourceDesk();
  const reading = await desk.reading(given);
  return changeOf(reading, snapshot, { row, content: hashRow(row, new Set()) });
}

describe("the change of a row that was read", () => {
  it("keeps the row, what it says and its snapshot", async () => {
    const snapshot = aSnapshot(before);
    const change = await changeFrom(snapshot);
    expect(change).toMatchObject({ row: after, snapshot, content: { hash: expect.any(String) } });
    expect(change.event).toMatchObject({ op: "update", before, changed: [columnId("Status")], revision: 5 });
  });

  it("is judged as of its edit, between the last poll and this one", async () => {
    const at = async (lastEditedTime: string) =>
      (await changeFrom(aSnapshot(before), { ...after, lastEditedTime })).event.at;
    expect(await at("2026-11-22T09:07:00.000Z")).toBe("2026-11-22T09:07:00.000Z");
    expect(await at("2026-11-22T07:00:00.000Z")).toBe(watermark);
    expect(await at("2026-11-22T09:40:00.000Z")).toBe(now);
  });

  it("is a creation where nothing was known of it", async () => {
    expect((await changeFrom(undefined)).event).toMatchObject({
      op: "create",
      before: null,
      changed: everything,
      revision: 1,
    });
  });

  it("is a creation where it came from another source, though its revisions go on", async () => {
    const elsewhere = aSnapshot({ ...before, sourceId: "source-tasks" }, { revision: 6 });
    const moved = { op: "create", before: null, changed: everything, revision: 7 };
    expect((await changeFrom(elsewhere)).event).toMatchObject(moved);
    const left = aSnapshot(before, { revision: 6, removed: "moved", isStub: true });
    expect((await changeFrom(left)).event).toMatchObject(moved);
  });

  it("is nothing where it is back from the trash, or small enough again", async () => {
    const silent = { op: "update", before: after, after, changed: [], revision: 5 };
    for (const overrides of [{ isStub: true }, { isStub: true, removed: "trashed" }] as const) {
      const { event } = await changeFrom(aSnapshot(before, overrides));
      expect(event).toMatchObject(silent);
      expect(isSilent(event)).toBe(true);
    }
  });
});

describe("a row of the time before the baseline", () => {
  const sweep = { dueAt: now, rows: 3 };
  const first = { ...sweep, first: true } as const;
  const since = "2026-11-21T00:00:00.000Z";
  const old = { ...after, createdTime: "2026-11-20T16:40:00.000Z" };

  it("that comes to light before the first sweep is over was there all along", async () => {
    const watching = aWatching({ since, sweep: first });
    expect((await changeFrom(undefined, old, { watching })).event).toMatchObject({
      op: "update",
      before: old,
      changed: [],
      revision: 1,
    });
  });

  it("is new after that, and during the baseline", async () => {
    for (const given of [{ watching: aWatching({ since, sweep }) }, {}])
      expect((await changeFrom(undefined, old, given)).event.op).toBe("create");
  });

  it("is not one that was made in the very minute the baseline began, or after", async () => {
    const watching = aWatching({ since, sweep: first });
    for (const createdTime of [since, "2026-11-21T00:01:00.000Z"])
      expect((await changeFrom(undefined, { ...old, createdTime }, { watching })).event.op).toBe("create");
  });
});

describe("what no rule could ask for", () => {
  it("is an update of nothing, but not a removal, an addition or any other change", () => {
    const added = aChange({ after: { Name: words("Lamp") } }, { changed: [] });
    expect(isSilent({ ...added, op: "update" })).toBe(true);
    expect(isSilent(added)).toBe(false);
    expect(isSilent({ ...added, op: "delete" })).toBe(false);
    expect(isSilent({ ...added, op: "update", changed: ["id"] })).toBe(false);
  });
});
