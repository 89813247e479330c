import { describe, expect, it } from "vitest";
import { goneColumns, mayComeBack } from "../../shared/domain/gone-columns.ts";
import { aColumn, aSource } from "../support/builders.ts";

const source = (...names: string[]) => aSource({ columns: names.map((name) => aColumn(name, "number")) });

describe("columns that are gone", () => {
  it("are so since they were first missed, for 30 days, and until they are back", () => {
    const before = { ...source("A", "B"), gone: { "~C": "2026-11-01T00:00:00.000Z" } };
    expect(goneColumns(undefined, source("A"), "2026-11-10T00:00:00.000Z")).toEqual({});
    expect(goneColumns(before, source("A"), "2026-11-10T00:00:00.000Z")).toEqual({
      "~B": "2026-11-10T00:00:00.000Z",
      "~C": "2026-11-01T00:00:00.000Z",
    });
    expect(goneColumns(before, source("A", "C"), "2026-11-10T00:00:00.000Z")).toHaveProperty("~B");
    expect(goneColumns(before, source("A", "C"), "2026-11-10T00:00:00.000Z")).not.toHaveProperty("~C");
    expect(goneColumns(before, source("A", "B"), "2026-11-30T23:59:59.999Z")).toHaveProperty("~C");
    expect(goneColumns(before, source("A", "B"), "2026-12-01T00:00:00.000Z")).toEqual({});
  });

  it("may come back as long as they are known, or a schema is not", () => {
    const schema = { ...source("A"), gone: { "~C": "2026-11-01T00:00:00.000Z" } };
    expect(["~A", "~B", "~C"].map((id) => mayComeBack(schema, id))).toEqual([true, false, true]);
    expect(mayComeBack({ ...schema, stale: true }, "~B")).toBe(true);
  });
});
