import { describe, expect, it } from "vitest";
import { makeText } from "../../../../local/page/blocks/model/block.ts";
import { mergeBack, mergeNext, remove } from "../../../../local/page/blocks/model/merge.ts";
import { duplicate, indent, moveTo, outdent, shift } from "../../../../local/page/blocks/model/move.ts";
import { paste } from "../../../../local/page/blocks/model/paste.ts";
import { split } from "../../../../local/page/blocks/model/split.ts";
import { widenTable } from "../../../../local/page/blocks/model/table.ts";
import { turnInto } from "../../../../local/page/blocks/model/turn.ts";
import { page, tell } from "./tell.ts";

describe("Enter", () => {
  it("goes on with what stands behind the caret in a new text", () => {
    const edit = split(page("# Good news", "after"), "Good news", 5, 5);
    expect(tell(edit?.blocks)).toEqual(["# Good ", "news", "after"]);
    expect(edit?.caret?.start).toBe(0);
  });

  it("begins another item in a list, above it at its start", () => {
    expect(tell(split(page("- one"), "one", 3, 3)?.blocks)).toEqual(["- one", "- "]);
    expect(tell(split(page("- one"), "one", 0, 0)?.blocks)).toEqual(["- ", "- one"]);
  });

  it("goes on inside a block that holds others, so that the order one reads stays", () => {
    expect(tell(split(page("- one", "  - two"), "one", 2, 2)?.blocks)).toEqual(["- on", "  - e", "  - two"]);
    expect(tell(split(page("> fold"), "fold", 4, 4)?.blocks)).toEqual(["> fold", "  "]);
    expect(tell(split(page("> fold", "  in"), "fold", 4, 4, false)?.blocks)).toEqual([
      "> fold",
      "  in",
      "> ",
    ]);
  });

  it("leaves a list in an empty item: first a level, then the list", () => {
    const empty = makeText("to_do");
    const list = page("[] one").map((item) => ({ ...item, children: [empty] }));
    const out = split(list, empty.key, 0, 0);
    expect(tell(out?.blocks)).toEqual(["[] one", "[] "]);
    expect(tell(split(out?.blocks ?? [], empty.key, 0, 0)?.blocks)).toEqual(["[] one", ""]);
  });
});

describe("Backspace at the start of a text", () => {
  it("takes the kind away first", () => {
    expect(tell(mergeBack(page("- one"), "one")?.blocks)).toEqual(["one"]);
  });

  it("then moves out, then joins the text before", () => {
    const out = mergeBack(page("- one", "  two"), "two");
    expect(tell(out?.blocks)).toEqual(["- one", "two"]);
    const joined = mergeBack(out?.blocks ?? [], "two");
    expect(tell(joined?.blocks)).toEqual(["- onetwo"]);
    expect(joined?.caret).toEqual({ key: "one", start: 3, end: 3 });
  });

  it("passes over what is folded", () => {
    const isFolded = ({ type }: { type: string }) => type === "toggle";
    expect(tell(mergeBack(page("> fold", "  in", "end"), "end", isFolded)?.blocks)).toEqual([
      "> foldend",
      "  in",
    ]);
  });

  it("does nothing at the start of the page", () => {
    expect(mergeBack(page("one"), "one")).toBeUndefined();
  });
});

describe("Delete at the end of a text", () => {
  it("joins the next one and keeps what is inside of it", () => {
    expect(tell(mergeNext(page("one", "- two", "  - in"), "one")?.blocks)).toEqual(["onetwo", "- in"]);
  });
});

describe("moving blocks", () => {
  it("indents into the block before, and not where there is none", () => {
    expect(tell(indent(page("- a", "- b", "  - c"), "b")?.blocks)).toEqual(["- a", "  - b", "    - c"]);
    expect(indent(page("- a"), "a")).toBeUndefined();
    expect(indent(page("# a", "b"), "b")).toBeUndefined();
  });

  it("outdents with those after it, so that the order one reads stays", () => {
    expect(tell(outdent(page("- a", "  - b", "  - c", "- d"), "b")?.blocks)).toEqual([
      "- a",
      "- b",
      "  - c",
      "- d",
    ]);
  });

  it("goes up and down, and out at the ends", () => {
    expect(tell(shift(page("a", "b"), "b", -1)?.blocks)).toEqual(["b", "a"]);
    expect(tell(shift(page("- a", "  - b", "c"), "b", 1)?.blocks)).toEqual(["- a", "- b", "c"]);
  });

  it("never goes inside of itself", () => {
    expect(moveTo(page("- a", "  - b"), "a", "b", "after")).toBeUndefined();
    expect(tell(moveTo(page("- a", "  - b", "c"), "c", "b", "before")?.blocks)).toEqual([
      "- a",
      "  c",
      "  - b",
    ]);
  });

  it("makes a copy with keys of its own", () => {
    const copied = duplicate(page("- a", "  - b"), "a")?.blocks ?? [];
    expect(tell(copied)).toEqual(["- a", "  - b", "- a", "  - b"]);
    expect(copied[1]?.key).not.toBe("a");
  });

  it("leaves what cannot be made anew where it is", () => {
    const child = { ...makeText("child_page"), key: "child" };
    expect(indent([...page("- a"), child], "child")).toBeUndefined();
    expect(tell(shift([...page("a"), child], "child", -1)?.blocks)).toEqual(["(child_page) ", "a"]);
  });
});

describe("turning a block into another", () => {
  it("keeps the text, and lifts what the new kind cannot hold", () => {
    expect(tell(turnInto(page("- a", "  - b"), "a", "heading_1")?.blocks)).toEqual(["# a", "- b"]);
  });

  it("puts what has no text behind one that has", () => {
    expect(tell(turnInto(page("a"), "a", "divider")?.blocks)).toEqual(["a", "(divider) ", ""]);
  });

  it("frees the other column when the last block of one is taken out", () => {
    const key = page("x")[0]?.key ?? "";
    const columns = turnInto(page("x"), key, "column_list")?.blocks.find(
      ({ type }) => type === "column_list",
    );
    const first = columns?.children[0]?.children[0]?.key ?? "";
    expect(tell(remove(columns ? [columns] : [], first)?.blocks)).toEqual([""]);
  });

  it("makes tables whose rows are as wide as they say", () => {
    const table = turnInto([{ ...makeText("paragraph"), key: "x" }], "x", "table")?.blocks[0];
    const wider = widenTable(table ? [table] : [], table?.key ?? "", 1)?.blocks[0];
    expect(wider?.data.table_width).toBe(4);
    expect(wider?.children.map(({ cells }) => cells?.length)).toEqual([4, 4, 4]);
  });
});

describe("pasting several lines", () => {
  it("reads them as Markdown and goes on behind the last", () => {
    const edit = paste(page("start end"), "start end", 6, 6, "first\n# Head\n- item\n[x] done\n---\nlast ");
    expect(tell(edit?.blocks)).toEqual([
      "start first",
      "# Head",
      "- item",
      "[] done",
      "(divider) ",
      "lastend",
    ]);
    expect(edit?.blocks[3]?.data.checked).toBe(true);
  });

  it("keeps what stands inside of an empty item", () => {
    const blocks = page("- ", "  - inside");
    expect(tell(paste(blocks, blocks[0]?.key ?? "", 0, 0, "a\nb")?.blocks)).toEqual([
      "- a",
      "  - inside",
      "b",
    ]);
  });

  it("leaves a single line to the text", () => {
    expect(paste(page("a"), "a", 0, 0, "one line")).toBeUndefined();
  });
});
