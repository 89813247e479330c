import { describe, expect, it } from "vitest";
import { captureSource } from "../../../shared/pipeline/capture.ts";
import { aColumn, aRow, aSource } from "../../support/builders.ts";
import { openSourceDesk } from "../../support/source-desk.ts";

const [before, after] = ["2026-03-01T09:00:00.000Z", "2026-03-01T09:30:00.000Z"];

describe("a baseline", () => {
  it("passes by a row that an old answer shows where it was before it moved", async () => {
    const desk = await openSourceDesk(aSource({ columns: [aColumn("Name", "title")] }));
    const row = aRow({}, { lastEditedTime: before });
    await desk.remember({ ...row, sourceId: "source-tasks", lastEditedTime: after }, { revision: 3 });
    desk.put(row);
    await captureSource(await desk.reading());
    expect(await desk.remembered(row.id)).toMatchObject({ revision: 3, row: { sourceId: "source-tasks" } });
  });

  it("takes a row that has moved here since it was seen elsewhere, whatever it says", async () => {
    const desk = await openSourceDesk(aSource({ columns: [aColumn("Name", "title")] }));
    const row = aRow({}, { lastEditedTime: after });
    await desk.remember({ ...row, sourceId: "source-tasks", lastEditedTime: before }, { revision: 3 });
    desk.put(row);
    await captureSource(await desk.reading());
    expect(await desk.remembered(row.id)).toMatchObject({ revision: 4, row: { sourceId: row.sourceId } });
  });
});
