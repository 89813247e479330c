import { describe, expect, test } from "vitest";
import { cut, fold, straighten } from "../../shared/domain/words.ts";
import { anyLetters } from "../support/any-letters.ts";
import { fc } from "../support/fast-check.ts";

describe("text as people type it", () => {
  test.each([
    ["  Due\u00a0 Date\n", "due date"],
    ["A\u202f\u2007\tB", "a b"],
    ["“Done”", '"done"'],
    ["«Done» „Done‟", '"done" "done"'],
    ["Ada’s ‘x’", "ada's 'x'"],
    ["Cafe\u0301", "caf\u00e9"],
    ["CAF\u00c9", "caf\u00e9"],
    ["状態", "状態"],
  ])("%j is compared as %j", (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  test("is folded once and for all", () => {
    fc.assert(
      fc.property(anyLetters(30), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });

  test("keeps each character's place when its quotes and spaces are straightened", () => {
    fc.assert(
      fc.property(anyLetters(30), (text) => {
        expect(straighten(text)).toHaveLength(text.length);
      }),
    );
  });
});

describe("a text that is cut", () => {
  test("says that something is left out", () => {
    expect(cut("abcdef", 6)).toBe("abcdef");
    expect(cut("abcdefg", 6)).toBe("abcde…");
  });

  test("is never longer, is whole characters, and begins as it did", () => {
    fc.assert(
      fc.property(anyLetters(30), fc.integer({ min: 1, max: 20 }), (text, longest) => {
        const short = cut(text, longest);
        expect(short.length).toBeLessThanOrEqual(longest);
        expect(short.isWellFormed()).toBe(true);
        expect(text.startsWith(short.replace(/…$/, ""))).toBe(true);
      }),
    );
  });
});
