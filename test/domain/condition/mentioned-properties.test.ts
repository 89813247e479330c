import { describe, expect, test } from "vitest";
import { mentionedProperties } from "../../../shared/domain/condition/mentioned-properties.ts";
import { columnId } from "../../support/builders.ts";
import { conditionOf } from "./meaning.ts";

describe("the properties that a condition looks at", () => {
  test("are each listed once, however deep", () => {
    const condition = conditionOf("Total > 5 and not (Due is today or (Total < 9 and Email is empty))");
    expect(mentionedProperties(condition)).toEqual(["Total", "Due", "Email"].map(columnId));
  });

  test("are none where there is no condition", () => {
    expect(mentionedProperties(null)).toEqual([]);
  });
});
