import { describe, expect, test } from "vitest";
import { deliveryTag, keyOfDeliveryTag } from "../../shared/adapters/delivery-tag.ts";
import { fc } from "../support/fast-check.ts";

describe("a delivery key as an SES tag", () => {
  test("uses only what SES allows and can be read back", () => {
    expect(deliveryTag("r-1:row_2@3")).toBe("r-1_3Arow_5F2_403");
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (key) => {
        expect(deliveryTag(key)).toMatch(/^[A-Za-z0-9_-]*$/);
        expect(keyOfDeliveryTag(deliveryTag(key))).toBe(key);
      }),
    );
  });
});
