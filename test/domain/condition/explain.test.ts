import { describe, expect, test } from "vitest";
import { explainCondition } from "../../../shared/domain/condition/explain.ts";
import { aRow, status } from "../../support/builders.ts";
import { conditionOf } from "./meaning.ts";

describe("why a condition was met or not", () => {
  test("is each comparison in its order, with the value it saw and whether it held", () => {
    const condition = conditionOf("Total > 5 and not (Status is Done or Email is empty)");
    const row = aRow({ Total: { type: "number", value: 5 }, Status: status("Done") });
    expect(explainCondition(condition, row)).toEqual([
      { text: "Total > 5", column: "Total", value: "5", holds: false },
      { text: "Status is Done", column: "Status", value: "Done", holds: true },
      { text: "Email is empty", column: "Email", value: "", holds: true },
    ]);
  });

  test("is nothing where there is no condition", () => {
    expect(explainCondition(null, aRow())).toEqual([]);
  });
});
