import type { Block } from "../../domain/block.ts";
import type { Span } from "../../domain/row.ts";
import type { Json } from "./json.ts";

/** Notion takes at most 2,000 characters in one text object, 100 of those in a block, and 100 blocks (request limits). */
const longestText = 2_000;
const mostParts = 100;

/** Plain blocks, without children → the blocks that a request adds to a page. */
export function encodeBlocks(blocks: readonly Block[]): Json[] {
  return blocks.slice(0, mostParts).map(({ type, text }) => ({
    type,
    [type]: { rich_text: text.flatMap(partsOf).slice(0, mostParts) },
  }));
}

function partsOf({ text, bold }: Span): Json[] {
  const parts: Json[] = [];
  for (let at = 0; at < text.length; ) {
    let end = Math.min(at + longestText, text.length);
    // Half a character is no text.
    if (end < text.length && /[\ud800-\udbff]/.test(text.charAt(end - 1))) end--;
    const content = text.slice(at, end).toWellFormed();
    parts.push({ type: "text", text: { content }, ...(bold ? { annotations: { bold: true } } : {}) });
    at = end;
  }
  return parts;
}
