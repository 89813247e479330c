import type { Block } from "../block.ts";
import { isShown } from "./render-blocks.ts";
import { isBlank } from "./spans.ts";

/** Ours, and those whose own names say little. */
const names: Readonly<Record<string, string>> = {
  rest_of_page: "the rest of a very long page",
  unshared: "a block of a page that is not shared with Rowbell",
};

/** What of some blocks a message does not show because it does not know it, as words: `1 map block`. */
export function leftOut(blocks: readonly Block[]): string[] {
  const counts = new Map<string, number>();
  count(blocks, counts);
  return [...counts].map(
    ([type, number]) =>
      names[type] ??
      `${number} ${type.replaceAll("_", " ") || "nameless"} ${number === 1 ? "block" : "blocks"}`,
  );
}

function count(blocks: readonly Block[], counts: Map<string, number>): void {
  for (const { type, text, children } of blocks) {
    if (!isShown(type) && isBlank(text) && children.length === 0)
      counts.set(type, (counts.get(type) ?? 0) + 1);
    count(children, counts);
  }
}
