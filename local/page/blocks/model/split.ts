import { type Block, type Blocks, makeText } from "./block.ts";
import { caretAt, type Edit } from "./edit.ts";
import { hasText, isFoldable, kindOf } from "./kinds.ts";
import { outdent } from "./move.ts";
import { cut, textOf } from "./runs.ts";
import { find, insertAfter, put } from "./tree.ts";
import { turnInto } from "./turn.ts";

/**
 * Enter: what stands behind the caret goes on in a new block. In an empty list item it ends the list.
 * @param isOpen whether the blocks inside are seen
 */
export function split(
  blocks: Blocks,
  key: string,
  start: number,
  end: number,
  isOpen = true,
): Edit | undefined {
  const place = find(blocks, key);
  if (!place || !hasText(place.block)) return undefined;
  const { block, parent } = place;
  const runs = block.runs ?? [];
  if (kindOf(block.type).isList && textOf(runs) === "" && block.children.length === 0) {
    return (parent && outdent(blocks, key)) ?? turnInto(blocks, key, "paragraph");
  }
  const rest = cut(runs, end);
  if (start === 0 && rest.length > 0) return above(blocks, block);
  const first: Block = { ...block, runs: cut(runs, 0, start) };
  if (isOpen && (block.children.length > 0 || isFoldable(block))) {
    const next = makeText(isFoldable(block) ? "paragraph" : (block.children[0]?.type ?? block.type), rest);
    const text = hasText(next) ? next : makeText("paragraph", rest);
    const children = [text, ...block.children];
    return { blocks: put(blocks, key, { ...first, children }), caret: caretAt(text, 0) };
  }
  const next = makeText(kindOf(block.type).isList ? block.type : "paragraph", rest);
  return { blocks: put(blocks, key, first, next), caret: caretAt(next, 0) };
}

/** At the start of a text Enter makes room above it: the block keeps its place at Notion. */
function above(blocks: Blocks, block: Block): Edit {
  const added = makeText(kindOf(block.type).isList ? block.type : "paragraph");
  return { blocks: put(blocks, block.key, added, block), caret: caretAt(block, 0) };
}

/** An empty text under a block. */
export function addBelow(blocks: Blocks, key: string | undefined): Edit {
  const added = makeText("paragraph");
  const grown = key === undefined ? [...blocks, added] : insertAfter(blocks, key, added);
  return { blocks: grown, caret: caretAt(added, 0) };
}
