import type { Block, Blocks } from "./block.ts";
import { caretAt, type Edit } from "./edit.ts";
import { hasText, kindOf } from "./kinds.ts";
import { outdent } from "./move.ts";
import { join, textOf } from "./runs.ts";
import { find, inOrder, put } from "./tree.ts";
import { turnInto } from "./turn.ts";

/**
 * Backspace at the start of a text, a step at a time: it loses its kind, moves out, and then joins the text before it.
 * @param isHidden tells a block whose inside is not seen
 */
export function mergeBack(
  blocks: Blocks,
  key: string,
  isHidden?: (block: Block) => boolean,
): Edit | undefined {
  const place = find(blocks, key);
  if (!place) return undefined;
  const { block, parent, siblings, index } = place;
  if (block.type !== "paragraph") return turnInto(blocks, key, "paragraph");
  const isLast = index === siblings.length - 1;
  if (parent && kindOf(parent.type).text && isLast) return outdent(blocks, key);
  const seen = inOrder(blocks, isHidden).filter(({ type }) => type !== "column_list" && type !== "column");
  const before = seen[seen.findIndex((one) => one.key === key) - 1];
  if (!before) return undefined;
  const isEmpty = textOf(block.runs ?? []) === "" && block.children.length === 0;
  if (!hasText(before)) {
    const chosen = before.type === "table_row" ? undefined : before.key;
    return isEmpty
      ? { blocks: put(blocks, key), ...(chosen && { chosen }) }
      : { blocks, ...(chosen && { chosen }) };
  }
  const at = textOf(before.runs ?? []).length;
  const without = put(blocks, key, ...block.children);
  const merged = find(without, before.key)?.block ?? before;
  const runs = join(before.runs ?? [], block.runs ?? []);
  return { blocks: put(without, before.key, { ...merged, runs }), caret: caretAt(before, at) };
}

/** Delete at the end of a text: the next one joins it. */
export function mergeNext(
  blocks: Blocks,
  key: string,
  isHidden?: (block: Block) => boolean,
): Edit | undefined {
  const seen = inOrder(blocks, isHidden);
  const index = seen.findIndex((one) => one.key === key);
  const [block, next] = [seen[index], seen[index + 1]];
  if (!block || !next || !hasText(block)) return undefined;
  if (!hasText(next)) return next.type === "column_list" ? undefined : { blocks, chosen: next.key };
  const runs = join(block.runs ?? [], next.runs ?? []);
  const without = put(blocks, next.key, ...next.children);
  const merged = find(without, key)?.block ?? block;
  return {
    blocks: put(without, key, { ...merged, runs }),
    caret: caretAt(block, textOf(block.runs ?? []).length),
  };
}

/** Takes a block out; what comes before it is chosen, or after it where it was the first. */
export function remove(blocks: Blocks, key: string): Edit | undefined {
  const place = find(blocks, key);
  if (!place) return undefined;
  const { siblings, index, parent } = place;
  const neighbour = siblings[index + 1] ?? siblings[index - 1] ?? parent;
  // A column is there for its blocks, and columns for being two: the last ones go with what they hold.
  if (parent && siblings.length === 1 && parent.type === "column") return removeColumn(blocks, parent);
  return { blocks: put(blocks, key), ...(neighbour && { chosen: neighbour.key }) };
}

function removeColumn(blocks: Blocks, column: Block): Edit | undefined {
  const list = find(blocks, column.key)?.parent;
  if (!list) return undefined;
  const left = list.children.filter((one) => one !== column);
  if (left.length > 1) return { blocks: put(blocks, list.key, { ...list, children: left }) };
  const freed = left.flatMap((one) => one.children);
  return { blocks: put(blocks, list.key, ...freed), ...(freed[0] && { chosen: freed[0].key }) };
}
