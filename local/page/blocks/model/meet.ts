import type { Block, Blocks } from "./block.ts";
import { meetRuns } from "./meet-runs.ts";
import type { Runs } from "./runs.ts";
import { isSame } from "./same.ts";
import { find, inOrder, insertAfter } from "./tree.ts";

type Known = ReadonlyMap<string, Block>;

/**
 * The page after two have changed it since `base`. Each one's words stay, also in a text that both changed; where both
 * moved blocks it is as `mine` has them. What one took away goes, unless the other wrote in it.
 */
export function meet(base: Blocks, mine: Blocks, theirs: Blocks): Blocks {
  const [was, here, there] = [known(base), known(mine), known(theirs)];
  const hasNewWords = (block: Block) => !isAlike(block, was.get(block.key));
  const isLost = [...here.values()].some(
    (block) => was.has(block.key) && !there.has(block.key) && hasNewWords(block),
  );
  const isTheirs = shape(mine) === shape(base) && !isLost;
  const placed = isTheirs ? theirs : withAdded(without(mine, was, there, hasNewWords), theirs, was);
  const met = (blocks: Blocks): Blocks =>
    blocks.map((block) => ({
      ...meetBlock(was.get(block.key), here.get(block.key), there.get(block.key), block),
      children: met(block.children),
    }));
  return met(placed);
}

function known(blocks: Blocks): Known {
  return new Map(inOrder(blocks).map((block) => [block.key, block]));
}

function shape(blocks: Blocks): string {
  return JSON.stringify(blocks.map(({ key, children }) => [key, shape(children)]));
}

/** Whether two blocks say the same, whatever is inside them. */
function isAlike(one: Block, other: Block | undefined): boolean {
  return (
    other !== undefined && isSame([{ ...one, children: [] }], [{ ...other, key: one.key, children: [] }])
  );
}

/** Without those that others took away. */
function without(mine: Blocks, was: Known, there: Known, isKept: (block: Block) => boolean): Blocks {
  return mine.flatMap((block) => {
    const children = without(block.children, was, there, isKept);
    const isGone = was.has(block.key) && !there.has(block.key) && !isKept(block);
    return isGone && children.length === 0 ? [] : [{ ...block, children }];
  });
}

/** With those that others added, each behind what they put it behind. */
function withAdded(mine: Blocks, theirs: Blocks, was: Known): Blocks {
  let all = mine;
  const place = (blocks: Blocks, parent: Block | undefined) => {
    for (const [index, block] of blocks.entries()) {
      const isNew = !was.has(block.key) && !find(all, block.key);
      if (isNew) all = inserted(all, { ...block, children: [] }, parent, blocks[index - 1]);
      place(block.children, block);
    }
  };
  place(theirs, undefined);
  return all;
}

function inserted(all: Blocks, block: Block, parent: Block | undefined, before: Block | undefined): Blocks {
  if (before && find(all, before.key)) return insertAfter(all, before.key, block);
  if (!parent || !find(all, parent.key)) return before ? [...all, block] : [block, ...all];
  const into = (blocks: Blocks): Blocks =>
    blocks.map((one) => ({
      ...one,
      children: one.key === parent.key ? [block, ...one.children] : into(one.children),
    }));
  return into(all);
}

function meetBlock(
  was: Block | undefined,
  here: Block | undefined,
  there: Block | undefined,
  block: Block,
): Block {
  if (!was || !here || !there || isAlike(there, was)) return here ?? block;
  if (isAlike(here, was)) return there;
  const isMine = here.type !== was.type || !isAlike({ ...here, runs: [] }, { ...was, runs: [] });
  const kept = isMine ? here : there;
  const runs = was.runs && here.runs && there.runs && meetRuns(was.runs, here.runs, there.runs);
  const cells = meetCells(was.cells, here.cells, there.cells);
  return { ...kept, ...(runs && { runs }), ...(cells && { cells }) };
}

type Cells = readonly Runs[] | undefined;

function meetCells(was: Cells, here: Cells, there: Cells): Cells {
  if (!was || was.length !== here?.length || was.length !== there?.length) return undefined;
  return was.map((base, column) => meetRuns(base, here[column] ?? [], there[column] ?? []));
}
