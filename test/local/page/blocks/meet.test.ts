import { describe, expect, it } from "vitest";
import type { Block, Blocks } from "../../../../local/page/blocks/model/block.ts";
import { makeText, plainRun } from "../../../../local/page/blocks/model/block.ts";
import { meet } from "../../../../local/page/blocks/model/meet.ts";
import { put } from "../../../../local/page/blocks/model/tree.ts";
import { page, tell } from "./tell.ts";

const base = page("one", "two", "  in", "three");

const said = (blocks: Blocks, key: string, text: string, inside: Blocks = []): Blocks =>
  put(blocks, key, { ...makeText("paragraph", [plainRun(text)]), key, children: inside });
const added = (text: string): Block => ({ ...makeText("paragraph", [plainRun(text)]), key: text });

describe("a page that two have changed", () => {
  it.each<[string, Blocks, Blocks, string[]]>([
    [
      "what either wrote",
      said(base, "one", "one a"),
      said(base, "three", "three b"),
      ["one a", "two", "  in", "three b"],
    ],
    [
      "both ends of a text",
      said(base, "one", "one a"),
      said(base, "one", "b one"),
      ["b one a", "two", "  in", "three"],
    ],
    [
      "words at one place",
      said(base, "one", "one a"),
      said(base, "one", "one b"),
      ["one a b", "two", "  in", "three"],
    ],
    [
      "words in the place of the same",
      said(base, "one", "mine"),
      said(base, "one", "theirs"),
      ["minetheirs", "two", "  in", "three"],
    ],
    [
      "blocks of both",
      [...base, added("mine")],
      [added("theirs"), ...base],
      ["theirs", "one", "two", "  in", "three", "mine"],
    ],
    ["what one took away", put(base, "one"), put(base, "three"), ["two", "  in"]],
    [
      "what one wrote where the other took it away",
      said(base, "in", "in a"),
      put(base, "two"),
      ["one", "two", "  in a", "three"],
    ],
    [
      "no word of theirs that I took away with the block",
      put(base, "one"),
      said(base, "three", "three b"),
      ["two", "  in", "three b"],
    ],
    ["the order of who moved", base, [...base].reverse(), ["three", "two", "  in", "one"]],
  ])("has %s", (_, mine, theirs, expected) => {
    expect(tell(meet(base, mine, theirs))).toEqual(expected);
  });
});
