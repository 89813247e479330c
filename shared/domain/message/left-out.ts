import type { Block } from "../block.ts";
import type { Span } from "../row.ts";
import type { TemplateSpan } from "../template/template.ts";
import { isShown } from "./shown-types.ts";

/** Ours, and those whose own names say little. */
const names: Readonly<Record<string, string>> = {
  rest_of_page: "the rest of a very long page",
  unshared: "a block of a page that is not shared with Rowbell",
};

/** Filled in or still to be. */
type AnyBlock = Block<(Span | TemplateSpan)[], unknown>;

/** What of some blocks a message does not show because it does not know it, as words: `1 map block`. */
export function leftOut(blocks: readonly AnyBlock[]): string[] {
  const counts = new Map<string, number>();
  count(blocks, counts);
  return [...counts].map(
    ([type, number]) =>
      names[type] ??
      `${number} ${type.replaceAll("_", " ") || "nameless"} ${number === 1 ? "block" : "blocks"}`,
  );
}

function count(blocks: readonly AnyBlock[], counts: Map<string, number>): void {
  for (const { type, text, children } of blocks) {
    if (!isShown(type) && text.every(saysNothing) && children.length === 0)
      counts.set(type, (counts.get(type) ?? 0) + 1);
    count(children, counts);
  }
}

function saysNothing({ text }: Span | TemplateSpan): boolean {
  return typeof text === "string" ? text.trim() === "" : text.length === 0;
}
