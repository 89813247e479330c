import { describe, expect, it } from "vitest";
import { keepRefusals, refusalText, shortTitle } from "../../shared/domain/refusal.ts";
import type { Row } from "../../shared/domain/row.ts";

const row = (rowId: string, text = "too large") => ({ rowId, text });
const none = new Set<string>();

describe("what is not followed", () => {
  it("is kept until its row is remembered well, each once, the newest words of it", () => {
    const known = [row("a"), row("b"), { text: "a minute" }];
    expect(keepRefusals(known, new Set(["a"]), [row("b", "strange"), { text: "a minute" }])).toEqual([
      row("b", "strange"),
      { text: "a minute" },
    ]);
    expect(keepRefusals([row("a")], new Set(["a"]), [row("a")])).toEqual([row("a")]);
    expect(keepRefusals([row("a")], none, [{ ...row("a"), ruleId: "one" }])).toHaveLength(2);
  });

  it("is kept of twenty", () => {
    const many = Array.from({ length: 50 }, (_, at) => row(`row-${at}`));
    expect(keepRefusals(many.slice(0, 19), none, many.slice(19))).toEqual(many.slice(0, 20));
  });

  it("is told to the rules it concerns, three and how many more", () => {
    const four = ["a", "b", "c", "d"].map((id) => row(id, id));
    expect(refusalText(four, "one")).toBe("a; b; c; and 1 more");
    expect(refusalText(four.slice(1), "one")).toBe("b; c; d");
    expect(refusalText([{ ruleId: "one", text: "x" }], "other")).toBeUndefined();
    expect(refusalText([], "one")).toBeUndefined();
  });

  it("names a row that cannot be read as one by no title", () => {
    expect(shortTitle({ properties: { title: null } } as unknown as Row)).toBe("");
  });
});
