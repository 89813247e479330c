import { describe, expect, it } from "vitest";
import type { Block } from "../../../shared/domain/block.ts";
import { messageWarnings } from "../../../shared/domain/message/message-warnings.ts";
import { renderMessage } from "../../../shared/domain/message/render-message.ts";
import { compileBody } from "../../../shared/domain/template/compile-body.ts";
import { aSource } from "../../support/builders.ts";
import { aBlock } from "./a-message.ts";

const warnings = (body: Block[]) => {
  const compiled = compileBody(body, aSource());
  if (!compiled.body) throw new Error(compiled.problems?.join());
  return messageWarnings({ body: compiled.body });
};

describe("what a rule's author is told of its page before the first mail", () => {
  it("is nothing for a page that a mail shows whole", () => {
    expect(
      warnings([aBlock("paragraph", "Hello"), aBlock("paragraph", "{{ page }}"), aBlock("divider", [])]),
    ).toEqual([]);
  });

  it("names the blocks that mails leave out, also within others", () => {
    const inside = aBlock("toggle", "More", { children: [aBlock("map", []), aBlock("button", [])] });
    expect(warnings([aBlock("map", []), inside])).toEqual([
      "Mails leave out 2 map blocks, 1 button block of its page",
    ]);
  });

  it("counts the pictures and files that a mail has no room for", () => {
    const picture = (block: number) =>
      aBlock("image", [], { hosted: { block: `picture-${block}`, name: "a.png" } });
    expect(warnings(Array.from({ length: 20 }, (_, index) => picture(index)))).toEqual([]);
    expect(warnings(Array.from({ length: 21 }, (_, index) => picture(index)))).toEqual([
      "Its page has 21 pictures and files, and a mail carries at most 20",
    ]);
  });

  it.each([
    ["long words", [aBlock("paragraph", "word ".repeat(24_000))]],
    ["many lines", Array.from({ length: 2_500 }, () => aBlock("paragraph", "one line"))],
    [
      "a long table",
      [
        aBlock("table", [], {
          children: Array.from({ length: 230 }, () =>
            aBlock("table_row", [], { cells: [1, 2, 3].map(() => [{ text: "a cell" }]) }),
          ),
        }),
      ],
    ],
  ])("says of %s how long the mail will be, and is about right", (_what, body) => {
    const told = /about (\d+) KB long/.exec(warnings(body)[0] ?? "")?.[1];
    const context = {
      values: { before: {}, after: {} },
      row: { url: "" },
      rule: { name: "Rule" },
      seenAt: "2026-03-01T12:00:00.000Z",
      timeZone: "UTC",
    };
    const bytes = Buffer.byteLength(renderMessage("Subject", context, { body }).html);
    expect(Number(told) * 1000).toBeGreaterThan(bytes * 0.7);
    expect(Number(told) * 1000).toBeLessThan(bytes * 1.4);
  });
});
