import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  cut,
  isMarked,
  join,
  linkAt,
  linked,
  type Run,
  retyped,
  textOf,
  toggled,
} from "../../../../local/page/blocks/model/runs.ts";

const bold: Run = { text: "bold", marks: { bold: true } };
const text: Run[] = [{ text: "a ", marks: {} }, bold, { text: " z", marks: {} }];

describe("a text with formats", () => {
  it("goes on with the format it is typed behind", () => {
    expect(retyped(text, "a boldly z", 8)).toEqual([
      { text: "a ", marks: {} },
      { ...bold, text: "boldly" },
      { text: " z", marks: {} },
    ]);
  });

  it("tells by the caret which of two equal letters is new", () => {
    const runs: Run[] = [
      { text: "ab", marks: { bold: true } },
      { text: "bc", marks: {} },
    ];
    expect(retyped(runs, "abbbc", 2)[0]).toEqual({ text: "abb", marks: { bold: true } });
    expect(retyped(runs, "abbbc", 4)[1]).toEqual({ text: "bbc", marks: {} });
  });

  it("does not carry a link on past its end", () => {
    const runs: Run[] = [{ text: "link", marks: {}, link: "https://example.com" }];
    expect(retyped(runs, "link more", 9)[1]).toEqual({ text: " more", marks: {} });
    expect(retyped(runs, "linnk", 4)).toEqual([{ ...runs[0], text: "linnk" }]);
  });

  it("marks a part, and takes the mark away where all of it bears it", () => {
    const marked = toggled(text, "italic", 0, 4);
    expect(isMarked(marked, "italic", 0, 4)).toBe(true);
    expect(isMarked(marked, "italic", 0, 5)).toBe(false);
    expect(isMarked(toggled(marked, "italic", 0, 4), "italic", 0, 4)).toBe(false);
  });

  it("links a part and finds the link again", () => {
    const runs = linked(text, "https://example.com", 2, 6);
    expect(linkAt(runs, 4)).toEqual({ url: "https://example.com", start: 2, end: 6 });
    expect(linkAt(linked(runs, undefined, 2, 6), 4)).toBeUndefined();
  });

  it("turns a mention that is cut into plain text", () => {
    expect(cut([{ text: "@Maya", marks: {}, atom: {} }], 0, 3)).toEqual([{ text: "@Ma", marks: {} }]);
  });

  const anyRuns = fc.array(
    fc.record({
      text: fc.string({ maxLength: 6 }),
      marks: fc.record({ bold: fc.boolean(), code: fc.boolean() }),
    }),
    { maxLength: 5 },
  );

  it("says what was typed, whatever was typed where", () => {
    fc.assert(
      fc.property(anyRuns, fc.string({ maxLength: 20 }), fc.nat(20), (runs, typed, place) => {
        expect(textOf(retyped(runs, typed, Math.min(place, typed.length)))).toBe(typed);
      }),
    );
  });

  it("loses nothing when it is cut and joined", () => {
    fc.assert(
      fc.property(anyRuns, fc.nat(30), (runs, place) => {
        expect(join(cut(runs, 0, place), cut(runs, place))).toEqual(join(runs));
      }),
    );
  });
});
