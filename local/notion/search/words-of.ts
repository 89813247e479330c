import type { StoredText } from "../entities.ts";

/** A title's text without what it mentions. */
export function wordsOf(title: StoredText[] = []): string {
  return title.map(plain).join("");
}

function plain(item: StoredText): string {
  if (item.type !== "text") return "";
  return (item.text as { content: string }).content;
}
