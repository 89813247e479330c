import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Block, type Blocks, makeText, plainRun } from "../../../../local/page/blocks/model/block.ts";
import { find, inOrder, insertAfter, put } from "../../../../local/page/blocks/model/tree.ts";
import { nextStep, type Step } from "../../../../local/page/blocks/saving/plan.ts";
import { asWritten } from "../../../../local/page/blocks/saving/write-blocks.ts";
import { page } from "./tell.ts";

/** What the workspace makes of a step, with its limits: one type for life, and no moves. */
function take(saved: Blocks, step: Step, wanted: Blocks): Blocks {
  if (step.do === "trash") return put(saved, step.key);
  if (step.do === "change") {
    const [before, after] = [find(saved, step.key)?.block, find(wanted, step.key)?.block];
    if (!before || !after || before.type !== after.type) throw new Error(`${step.key} cannot be changed`);
    return put(saved, step.key, { ...after, children: before.children });
  }
  expect(step.blocks.length).toBeLessThanOrEqual(100);
  if (step.blocks.some(({ type }) => type === "child_page")) throw new Error("a page is not made as a block");
  let without = saved;
  for (const { key } of inOrder(step.blocks)) without = put(without, key);
  const added = asWritten(step.blocks);
  const place = (children: Blocks) =>
    step.after === undefined ? [...added, ...children] : insertAfter(children, step.after, ...added);
  const parent = step.parent === undefined ? undefined : find(without, step.parent)?.block;
  if (step.parent !== undefined && !parent) throw new Error(`there is no ${step.parent}`);
  return parent ? put(without, parent.key, { ...parent, children: place(parent.children) }) : place(without);
}

function steps(saved: Blocks, wanted: Blocks): Step[] {
  const taken: Step[] = [];
  let now = saved;
  for (;;) {
    const step = nextStep(now, wanted);
    if (!step) break;
    taken.push(step);
    expect(taken.length).toBeLessThan(500);
    now = take(now, step, wanted);
  }
  expect(now).toEqual(wanted);
  return taken;
}

describe("the steps from what is saved to what is wanted", () => {
  it("are none when both say the same", () => {
    expect(steps(page("a", "- b"), page("a", "- b"))).toEqual([]);
  });

  it("write only what changed of a text", () => {
    const wanted = put(page("a", "b"), "b", { ...makeText("paragraph", [plainRun("new")]), key: "b" });
    expect(steps(page("a", "b"), wanted)).toMatchObject([{ do: "change", key: "b" }]);
  });

  it("make several new blocks at once, where they belong", () => {
    expect(steps(page("a", "z"), page("a", "b", "- c", "  - d", "z"))).toMatchObject([
      { do: "create", after: "a", blocks: [{ key: "b" }, { key: "c" }] },
    ]);
  });

  it("make anew the fewest of those that changed places", () => {
    const moved = steps(page("a", "b", "  in b", "  more", "c"), page("c", "a", "b", "  in b", "  more"));
    expect(moved).toMatchObject([{ do: "create", after: undefined, blocks: [{ key: "c" }] }]);
  });

  it("never make anew what cannot be made", () => {
    const child: Block = { key: "child", type: "child_page", runs: undefined, data: {}, children: [] };
    const wanted = [child, ...page("a", "b", "c")];
    expect(steps([...page("a", "b", "c"), child], wanted)).toMatchObject([{ do: "create", after: "child" }]);
  });

  it("make a block of another type anew in its place", () => {
    expect(steps(page("a", "b"), page("a", "# b"))).toMatchObject([{ do: "create", after: "a" }]);
  });

  it("add what stands deeper than one request may go in further ones", () => {
    const deep = page("- 1", "  - 2", "    - 3", "      - 4", "        - 5");
    expect(steps([], deep).map((step) => step.do)).toEqual(["create", "create"]);
  });

  const types = ["paragraph", "to_do", "bulleted_list_item", "toggle"];
  const anyPage = fc
    .uniqueArray(fc.nat(12), { maxLength: 10 })
    .chain((keys) =>
      fc.tuple(
        fc.constant(keys),
        fc.array(
          fc.record({ type: fc.constantFrom(...types), text: fc.string({ maxLength: 2 }), into: fc.nat(3) }),
          {
            minLength: keys.length,
            maxLength: keys.length,
          },
        ),
      ),
    )
    .map(([keys, kinds]) => built(keys, kinds));

  /** Each block goes into the last one, into what that stands in, or to the top. */
  function built(keys: number[], kinds: { type: string; text: string; into: number }[]): Blocks {
    let blocks: Blocks = [];
    let last: string | undefined;
    for (const [index, number] of keys.entries()) {
      const { type, text, into } = kinds[index] ?? { type: "paragraph", text: "", into: 0 };
      const block = { ...makeText(type, text ? [plainRun(text)] : []), key: `k${number}` };
      const holder = last === undefined || into === 0 ? undefined : find(blocks, last);
      const target = into > 1 ? holder?.parent : holder?.block;
      if (target) blocks = put(blocks, target.key, { ...target, children: [...target.children, block] });
      else blocks = [...blocks, block];
      last = block.key;
    }
    return blocks;
  }

  it("lead from any page to any other", () => {
    fc.assert(
      fc.property(anyPage, anyPage, (saved, wanted) => {
        steps(saved, wanted);
      }),
      { numRuns: 300 },
    );
  });
});
