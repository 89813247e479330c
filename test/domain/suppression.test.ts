import { describe, expect, test } from "vitest";
import { canonicalAddress, describeSuppression, type Suppression } from "../../shared/domain/suppression.ts";

describe("the canonical form of an address", () => {
  test.each([
    ["ada@example.com", "ada@example.com"],
    [" Ada.Lovelace@EXAMPLE.com ", "ada.lovelace@example.com"],
    ["ada@Müller.example", "ada@xn--mller-kva.example"],
    ["ADA@XN--MLLER-KVA.example", "ada@xn--mller-kva.example"],
  ])("of %s is %s", (written, canonical) => {
    expect(canonicalAddress(written)).toBe(canonical);
  });

  test.each([
    ["ada+news@example.com", "ada@example.com"],
    ["a.da@example.com", "ada@example.com"],
  ])("tells %s from %s, which may be another mailbox", (one, other) => {
    expect(canonicalAddress(one)).not.toBe(canonicalAddress(other));
  });

  test("of what is no address is none", () => {
    expect(canonicalAddress("Ada <ada@example.com>")).toBeUndefined();
  });
});

describe("why an address is not mailed", () => {
  const said: Suppression = {
    address: "ada@example.com",
    reason: "unsubscribed",
    at: "2026-03-02T10:00:00.000Z",
  };

  test.each([
    [{}, "ada@example.com unsubscribed from all mail on 2026-03-02"],
    [{ ruleId: "rule" }, "ada@example.com unsubscribed from this rule's mail on 2026-03-02"],
    [
      { reason: "bounced", detail: "the address does not exist" },
      "mail to ada@example.com bounced on 2026-03-02: the address does not exist",
    ],
    [{ reason: "complained" }, "ada@example.com marked a mail as spam on 2026-03-02"],
    [
      { reason: "by hand", ruleId: "rule" },
      "ada@example.com was put on the list of those who get no mail of this rule on 2026-03-02",
    ],
  ] as [Partial<Suppression>, string][])("%o is told as a sentence", (differs, sentence) => {
    expect(describeSuppression({ ...said, ...differs })).toBe(sentence);
  });
});
