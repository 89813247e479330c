import type { Block, Blocks } from "./block.ts";

/** Where one types: in the text of a block, from one place to another. */
export type Caret = { key: string; start: number; end: number };

/** The page after an edit, and where one goes on: in a text, or with a whole block chosen. */
export type Edit = { blocks: Blocks; caret?: Caret; chosen?: string };

export function caretAt(block: Block, place: number): Caret {
  return { key: block.key, start: place, end: place };
}
