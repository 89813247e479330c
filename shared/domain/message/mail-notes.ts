import type { Block } from "../block.ts";
import { leftOut } from "./left-out.ts";
import { sizeText } from "./mail-file.ts";

/** Gmail shows no more of a message than this, and a link to the rest (documented nowhere, measured by many). */
export const clippedAt = 102 * 1024;

/** What a message lacks or may suffer from, as sentences. */
export function mailNotes(body: readonly Block[], html: string): string[] {
  const lost = leftOut(body);
  const bytes = Buffer.byteLength(html);
  return [
    ...(lost.length === 0 ? [] : [`left out: ${lost.join(", ")}`]),
    ...(bytes < clippedAt
      ? []
      : [`its text is ${sizeText(bytes)} long; Gmail cuts what is longer than ${sizeText(clippedAt)}`]),
  ];
}
