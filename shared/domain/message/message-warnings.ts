import type { MessageTemplate, Template, TemplateBlock } from "../template/template.ts";
import { leftOut } from "./left-out.ts";
import { mailLimits, sizeText } from "./mail-file.ts";
import { clippedAt } from "./mail-notes.ts";

/** Bytes that a message takes around its words, by what was measured: the frame, and what draws a block or a cell. */
const frameBytes = 4_000;
const blockBytes = 40;
const cellBytes = 175;

/** What of a message will be missing in each of its mails, as sentences for its author before the first one is sent. */
export function messageWarnings({ body }: Pick<MessageTemplate, "body">): string[] {
  const lost = leftOut(body);
  const files = all(body).filter(({ hosted }) => hosted).length;
  const bytes = frameBytes + all(body).reduce((sum, block) => sum + bytesOf(block), 0);
  return [
    ...(lost.length === 0 ? [] : [`Mails leave out ${lost.join(", ")} of its page`]),
    ...(files <= mailLimits.files
      ? []
      : [`Its page has ${files} pictures and files, and a mail carries at most ${mailLimits.files}`]),
    ...(bytes < clippedAt
      ? []
      : [
          `Its mails will be about ${sizeText(bytes)} long, and Gmail hides what comes after ${sizeText(clippedAt)}`,
        ]),
  ];
}

function all(blocks: readonly TemplateBlock[]): TemplateBlock[] {
  return blocks.flatMap((block) => [block, ...all(block.children)]);
}

function bytesOf({ text, cells = [] }: TemplateBlock): number {
  const words = [...text, ...cells.flat()].map((span) => span.text);
  return blockBytes + cells.length * cellBytes + words.reduce((sum, own) => sum + wordsOf(own), 0);
}

/** What a place will hold is not known, and is little in most mails. */
function wordsOf(template: Template): number {
  return template.reduce((sum, part) => sum + (typeof part === "string" ? Buffer.byteLength(part) : 0), 0);
}
