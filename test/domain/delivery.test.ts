import { describe, expect, test } from "vitest";
import { deliveryKey, parseDeliveryKey } from "../../shared/domain/delivery.ts";
import { fc } from "../support/fast-check.ts";

describe("a delivery's key", () => {
  test("names the rule, the row and the revision", () => {
    expect(deliveryKey("rule", "row", 3)).toBe("rule:row@3");
  });

  test("is read back as it was written", () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), fc.nat(), (ruleId, rowId, revision) => {
        expect(parseDeliveryKey(deliveryKey(ruleId, rowId, revision))).toEqual({ ruleId, rowId, revision });
      }),
    );
  });

  test.each(["", "rule:row", "rule@3", "rule:row@x", "a:b:c@3", "rule:row@3\n", "rule:row@-1"])(
    "is refused: %j",
    (text) => {
      expect(() => parseDeliveryKey(text)).toThrow("it has the form rule:row@revision");
    },
  );
});
