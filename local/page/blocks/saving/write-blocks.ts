import type { Block, Blocks } from "../model/block.ts";
import { kindOf } from "../model/kinds.ts";
import { writtenText } from "./read-text.ts";

/** How deep blocks may stand inside each other in one request of Notion's. */
const levels = 2;

/** A block as Notion takes it, with those inside it as deep as one request may go. */
export function writtenBlock(block: Block, level = 0): object {
  const isDeep = level < levels && block.children.length > 0;
  const children = isDeep && { children: block.children.map((child) => writtenBlock(child, level + 1)) };
  return { type: block.type, [block.type]: { ...payloadOf(block), ...children } };
}

/** The blocks as they are at Notion once `writtenBlock` was taken. */
export function asWritten(blocks: Blocks, level = 0): Block[] {
  return blocks.map((block) => ({
    ...block,
    children: level < levels ? asWritten(block.children, level + 1) : [],
  }));
}

/** What changed of a block, under its type; undefined when nothing did. */
export function changedPayload(before: Block, after: Block): object | undefined {
  const [old, now] = [payloadOf(before), payloadOf(after)];
  const changed = Object.entries(now).filter(([name, value]) => !isSame(old[name], value));
  return changed.length > 0 ? { [after.type]: Object.fromEntries(changed) } : undefined;
}

function payloadOf({ type, runs, cells, data }: Block): Record<string, unknown> {
  const textKey = kindOf(type).text;
  return {
    ...data,
    ...(textKey && { [textKey]: writtenText(runs ?? []) }),
    ...(cells && { cells: cells.map(writtenText) }),
  };
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
