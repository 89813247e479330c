import { describe, expect, test } from "vitest";
import { parseAddress, parseSender } from "../../shared/domain/address.ts";
import { fc } from "../support/fast-check.ts";

describe("an e-mail address", () => {
  test.each([
    ["ada@example.com", "ada@example.com"],
    ["  ada@example.com ", "ada@example.com"],
    ["Ada.O'Neil+orders@Mail.Example.COM", "Ada.O'Neil+orders@mail.example.com"],
    ["ada@bücher.example", "ada@xn--bcher-kva.example"],
    ["ada@xn--bcher-kva.example", "ada@xn--bcher-kva.example"],
  ])("%s is sent to as %s", (written, address) => {
    expect(parseAddress(written)).toEqual({ address });
  });

  test.each([
    "",
    "ada",
    "ada@example",
    "@example.com",
    "ada@",
    "ada@b@example.com",
    "ada@.example.com",
    "ada@example..com",
    "ada@example.com.",
    "ada@-example.com",
    ".ada@example.com",
    "ada.@example.com",
    "a..b@example.com",
    '"ada"@example.com',
    '"x@evil.example"@example.com',
    "ada(comment)@example.com",
    "ada@example.com(comment)",
    "Ada <ada@example.com>",
    "ada%evil.example@example.com",
    "evil.example!ada@example.com",
    "=?utf-8?q?ada?=@example.com",
    "ada@127.0.0.1",
    "ada@0x7f.1",
    "ada@[127.0.0.1]",
    "ada@ex%61mple.com",
    "ada@exa_mple.com",
    "ada@example.com\r\nBcc: eve@example.com",
    "ada@example.com,eve@example.com",
    "ada\u0000@example.com",
    "ada\u202e@example.com",
    "adä@example.com",
    "team:ada@example.com;",
    `${"a".repeat(65)}@example.com`,
    `a@${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(63)}.${"e".repeat(63)}.com`,
  ])("%j is refused", (written) => {
    expect(parseAddress(written).problem).toMatch(/^"[^\n\r]*" is not an e-mail address I can send to/);
  });

  test("never yields anything but one plain ASCII address", () => {
    const near = fc.string({
      unit: fc.constantFrom(..."ab.@<>(),;:%!\"'\\=?_-0 \r\n\u202eüｅ。"),
      maxLength: 30,
    });
    fc.assert(
      fc.property(
        fc.oneof(
          near,
          fc.string({ unit: "binary" }),
          near.map((text) => `${text}@x.io`),
        ),
        (text) => {
          const { address } = parseAddress(text);
          if (address !== undefined)
            expect(address).toMatch(/^[\w.#$&'*+/=?^`{|}~-]{1,64}@[a-z0-9.-]+\.[a-z][a-z0-9-]+$/);
        },
      ),
      { numRuns: 5000 },
    );
  });
});

describe("a sender", () => {
  test("is an address, with or without a name", () => {
    expect(parseSender("bell@example.com")).toEqual({ address: "bell@example.com" });
    expect(parseSender('"Juniper & Oak" <bell@example.com>')).toEqual({
      name: "Juniper & Oak",
      address: "bell@example.com",
    });
  });

  test("is refused with what to write instead", () => {
    expect(() => parseSender("Rowbell")).toThrow(/write bell@example\.com or/);
    expect(() => parseSender("A\r\nBcc: eve@x.io <bell@example.com>")).toThrow(/is not a sender/);
  });
});
