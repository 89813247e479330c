import { describe, expect, test } from "vitest";
import { explainCondition } from "../../../shared/domain/condition/explain.ts";
import { aRow, now, status } from "../../support/builders.ts";
import { conditionOf } from "./meaning.ts";

describe("why a condition was met or not", () => {
  test("is each comparison in its order, with the value it saw and whether it held", () => {
    const condition = conditionOf("Total > 5 and not (Status is Done or Email is empty)");
    const row = aRow({ Total: { type: "number", value: 5 }, Status: status("Done") });
    expect(explainCondition(condition, row, now)).toEqual([
      { text: "Total > 5", column: "Total", value: "5", holds: false },
      { text: "Status is Done", column: "Status", value: "Done", holds: true },
      { text: "Email is empty", column: "Email", value: "", holds: true },
    ]);
  });

  test("is nothing where there is no condition", () => {
    expect(explainCondition(null, aRow(), now)).toEqual([]);
  });

  test("says of a time as seen from now which one it was, in the rule's time zone", () => {
    const condition = conditionOf("Due is within the next 7 days and Due is before 2 hours ago");
    const row = aRow({ Due: { type: "date", value: { start: "2026-11-22" } } });
    expect(explainCondition(condition, row, "2026-11-22T23:30:00.000Z", "Europe/Berlin")).toEqual([
      {
        text: "Due is within the next 7 days",
        column: "Due",
        value: "22 November 2026",
        holds: false,
        means: "23 November 2026 → 30 November 2026",
      },
      {
        text: "Due is before 2 hours ago",
        column: "Due",
        value: "22 November 2026",
        holds: false,
        means: "22 November 2026, 22:30",
      },
    ]);
  });
});
