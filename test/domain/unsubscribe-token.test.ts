import { describe, expect, it } from "vitest";
import {
  readSigningKeys,
  readToken,
  type SigningKeys,
  signToken,
} from "../../shared/domain/unsubscribe-token.ts";
import { fc } from "../support/fast-check.ts";

const key = (letter: string) => letter.repeat(40);
const signing: SigningKeys = { id: "1", keys: new Map([["1", key("a")]]) };
const claim = { address: "o'brien+news@xn--mller-kva.example", ruleId: "rule-1", connectionId: "default" };

describe("an unsubscribe link's token", () => {
  it("says whose it is and of which rule, and goes into a path as it is", () => {
    const token = signToken(claim, signing);
    expect(readToken(token, signing)).toEqual(claim);
    expect(token).toMatch(/^[\w.-]+$/);
  });

  it("fits into a header for the longest address there is", () => {
    const address = `${"a".repeat(64)}@${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(61)}`;
    const id = "1f0e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
    expect(signToken({ address, ruleId: id, connectionId: id }, signing).length).toBeLessThan(700);
  });

  it("is refused with any sign changed, cut off or added", () => {
    const token = signToken(claim, signing);
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === "x" ? "y" : "x";
      for (const wrong of [
        token.slice(0, at) + other + token.slice(at + 1),
        token.slice(0, at),
        token.slice(0, at) + token.slice(at + 1),
        `${token.slice(0, at)}=${token.slice(at)}`,
      ])
        expect(readToken(wrong, signing), wrong).toBeUndefined();
    }
    expect(readToken(`${token}.x`, signing)).toBeUndefined();
  });

  it("is refused whatever somebody makes up", () => {
    fc.assert(fc.property(fc.string({ maxLength: 400 }), (text) => readToken(text, signing) === undefined));
    expect(readToken("x".repeat(100_000), signing)).toBeUndefined();
  });

  it("signed by an older key stays good, and by a key that was dropped does not", () => {
    const old = signToken(claim, signing);
    const rotated = readSigningKeys(JSON.stringify({ id: "2", key: key("b"), older: { "1": key("a") } }));
    expect(readToken(old, rotated)).toEqual(claim);
    expect(signToken(claim, rotated)).toMatch(/^2\./);
    const alone = readSigningKeys(JSON.stringify({ id: "2", key: key("b") }));
    expect(readToken(old, alone)).toBeUndefined();
    // An id says only which key it was: it does not choose one.
    expect(readToken(old.replace(/^1/, "2"), rotated)).toBeUndefined();
  });

  it.each([
    "",
    "put-the-key-here",
    "[]",
    "null",
    '{"id":"1"}',
    '{"id":"1","key":"short"}',
    `{"id":"a.b","key":"${key("a")}"}`,
    `{"id":"1","key":"${key("a")}","older":{"0":"short"}}`,
  ])("is signed by no secret such as %s, and the reason does not quote it", (secret) => {
    let message = "";
    try {
      readSigningKeys(secret);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toMatch(/^the secret of the unsubscribe links must be/);
    expect(message).not.toContain('short"');
  });
});
