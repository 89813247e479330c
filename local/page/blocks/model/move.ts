import { type Blocks, copyOf } from "./block.ts";
import type { Edit } from "./edit.ts";
import { holdsBlocks, isMovable } from "./kinds.ts";
import { find, put } from "./tree.ts";

/** Tab: into the block before it. */
export function indent(blocks: Blocks, key: string): Edit | undefined {
  const place = find(blocks, key);
  const before = place?.siblings[place.index - 1];
  if (!before || !holdsBlocks(before) || !isMovable(place.block)) return undefined;
  const without = put(blocks, key);
  return { blocks: put(without, before.key, { ...before, children: [...before.children, place.block] }) };
}

/** Shift Tab: out of the block it stands in. Those after it follow inside of it, so that the order one reads stays. */
export function outdent(blocks: Blocks, key: string): Edit | undefined {
  const place = find(blocks, key);
  const { block, parent, siblings = [], index = 0 } = place ?? {};
  if (!block || !parent || isFrame(parent.type) || !isMovable(block)) return undefined;
  const after = siblings.slice(index + 1);
  const adopts = holdsBlocks(block) && after.every(isMovable);
  const left = { ...parent, children: adopts ? siblings.slice(0, index) : siblings.toSpliced(index, 1) };
  const moved = adopts ? { ...block, children: [...block.children, ...after] } : block;
  return { blocks: put(blocks, parent.key, left, moved) };
}

/** One place up or down among its siblings; past the first or the last, out of what it stands in. */
export function shift(blocks: Blocks, key: string, step: -1 | 1): Edit | undefined {
  const place = find(blocks, key);
  if (!place) return undefined;
  const { block, parent, siblings, index } = place;
  const other = siblings[index + step];
  if (other) {
    if (!isMovable(block) && !isMovable(other)) return undefined;
    const without = put(blocks, key);
    return { blocks: put(without, other.key, ...(step === 1 ? [other, block] : [block, other])) };
  }
  if (!parent || isFrame(parent.type) || !isMovable(block)) return undefined;
  const left = { ...parent, children: siblings.toSpliced(index, 1) };
  return { blocks: put(blocks, parent.key, ...(step === 1 ? [left, block] : [block, left])) };
}

/** To before or after another block, which is not inside of it. */
export function moveTo(
  blocks: Blocks,
  key: string,
  target: string,
  side: "before" | "after",
): Edit | undefined {
  const block = find(blocks, key)?.block;
  if (!block || !isMovable(block) || find([block], target)) return undefined;
  const without = put(blocks, key);
  const other = find(without, target)?.block;
  if (!other) return undefined;
  return {
    blocks: put(without, target, ...(side === "before" ? [block, other] : [other, block])),
    chosen: key,
  };
}

/** The same again under it. */
export function duplicate(blocks: Blocks, key: string): Edit | undefined {
  const block = find(blocks, key)?.block;
  if (!block || !isMovable(block)) return undefined;
  const copy = copyOf(block);
  return { blocks: put(blocks, key, block, copy), chosen: copy.key };
}

/** Their children are their own: rows of a table, columns side by side. */
function isFrame(type: string): boolean {
  return type === "column" || type === "column_list" || type === "table";
}
