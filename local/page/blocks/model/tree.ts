import type { Block, Blocks } from "./block.ts";

/** Where a block stands. `parent` is absent at the top of the page. */
export type Place = { block: Block; parent: Block | undefined; siblings: Blocks; index: number };

export function find(blocks: Blocks, key: string, parent?: Block): Place | undefined {
  for (const [index, block] of blocks.entries()) {
    if (block.key === key) return { block, parent, siblings: blocks, index };
    const inside = find(block.children, key, block);
    if (inside) return inside;
  }
  return undefined;
}

/** Puts others in the place of a block; none takes it out. */
export function put(blocks: Blocks, key: string, ...others: Block[]): Blocks {
  const index = blocks.findIndex((block) => block.key === key);
  if (index !== -1) return blocks.toSpliced(index, 1, ...others);
  return mapSame(blocks, (block) => {
    const children = put(block.children, key, ...others);
    return children === block.children ? block : { ...block, children };
  });
}

/** Those of whom nothing changed stay the same objects, so that they are not drawn again. */
function mapSame(blocks: Blocks, change: (block: Block) => Block): Blocks {
  const changed = blocks.map(change);
  return changed.every((block, index) => block === blocks[index]) ? blocks : changed;
}

export function insertAfter(blocks: Blocks, key: string, ...added: Block[]): Blocks {
  const place = find(blocks, key);
  return place ? put(blocks, key, place.block, ...added) : [...blocks, ...added];
}

/** All blocks in the order they are read; what `skips` says hides what is inside. */
export function inOrder(blocks: Blocks, skips: (block: Block) => boolean = () => false): Block[] {
  return blocks.flatMap((block) => [block, ...(skips(block) ? [] : inOrder(block.children, skips))]);
}
