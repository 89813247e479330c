import { describe, expect, it } from "vitest";
import { beginWatching, type Checkpoint } from "../../shared/domain/checkpoint.ts";
import { checkpointIn, checkpointItem } from "../../shared/stores/checkpoint-item.ts";
import { now } from "../support/builders.ts";

describe("a stored checkpoint", () => {
  const watching = beginWatching(now, { dueAt: now, rows: 0 });

  it.each<Checkpoint>([watching, { phase: "baseline", startedAt: now }])(
    "is read as it was stored: $phase",
    (checkpoint) => {
      expect(checkpointIn(checkpointItem("orders", checkpoint))).toEqual(checkpoint);
    },
  );

  it("is none where there was none, or one of before there were sweeps", () => {
    const { sweep: _later, ...earlier } = watching;
    expect(checkpointIn(undefined)).toBeUndefined();
    expect(checkpointIn(checkpointItem("orders", { ...earlier, sweep: {} } as never))).toBeDefined();
    const stored = checkpointItem("orders", { phase: "baseline", startedAt: now });
    expect(checkpointIn({ ...stored, body: JSON.stringify(earlier) })).toBeUndefined();
  });
});
