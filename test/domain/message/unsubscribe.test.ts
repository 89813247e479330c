import { describe, expect, it } from "vitest";
import { readUnsubscribe } from "../../../shared/domain/message/unsubscribe.ts";

describe("the option unsubscribe", () => {
  it.each([
    [["none, order confirmations are owed"], "order confirmations are owed"],
    [[" None – invoices "], "invoices"],
    [["none: the law asks for it"], "the law asks for it"],
    [["link"], undefined],
    [[], undefined],
  ])("%j is read", (lines, reason) => {
    expect(readUnsubscribe(lines)).toEqual({ value: reason });
  });

  it.each([
    [["none"], "needs the reason"],
    [["none, -"], "needs the reason"],
    [["never"], 'write "unsubscribe: none, order confirmations are owed"'],
    [["none, a reason", "link"], "stands there twice"],
  ])("%j is refused, and what to write is said", (lines, message) => {
    const [problem] = readUnsubscribe(lines).problems ?? [];
    expect(problem).toEqual({ column: "Options", message: expect.stringContaining(message) });
  });
});
