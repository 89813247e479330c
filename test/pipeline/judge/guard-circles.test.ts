import { describe, expect, it } from "vitest";
import type { Change } from "../../../shared/pipeline/judge/change-of.ts";
import { originOfChange } from "../../../shared/pipeline/judge/guard-circles.ts";
import type { Reading } from "../../../shared/pipeline/judge/reading.ts";
import { aChange, aRow, aSnapshot, columnId, now, watermark } from "../../support/builders.ts";

const score = (value: number) => ({ type: "formula", value: { kind: "number", value } }) as const;
const minutesAfter = (time: string, minutes: number) =>
  new Date(Date.parse(time) + minutes * 60_000).toISOString();

/** A change of nothing but a formula, in a row that Rowbell's second write led to. */
function origin(editedAgain: boolean, minutesLater: number) {
  const before = { Score: score(1) };
  const after = { Score: score(2) };
  const edited = editedAgain ? now : watermark;
  const row = aRow(after, { lastEditedTime: edited });
  const snapshot = { ...aSnapshot(aRow(before, { lastEditedTime: watermark })), generation: 2 };
  const change: Change = {
    row,
    content: { hash: "h", hashes: { [columnId("Score")]: "new" } },
    snapshot,
    event: aChange({ before, after }),
  };
  const reading = { startedAt: minutesAfter(edited, minutesLater) } as Reading;
  return originOfChange(reading, change, []).generation;
}

describe("a formula that changes after Rowbell's write", () => {
  it("belongs to that write while its edit is recent", () => {
    expect(origin(false, 1)).toBe(2);
  });

  it("is somebody else's doing later, or after another edit", () => {
    expect(origin(false, 11)).toBe(0);
    expect(origin(true, 1)).toBe(0);
  });
});
