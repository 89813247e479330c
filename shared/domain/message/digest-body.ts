import type { Block } from "../block.ts";
import type { Span } from "../row.ts";

/** One change of a digest: what it is about, and what its rule's page says of it. Nothing in it is a template any more. */
export type DigestSection = { title: string; url: string; body: readonly Block[] };

/** Gmail cuts a mail off at 102 KB; what stands around the sections takes some of it too. */
const mostBytes = 80_000;

/**
 * The body of a digest: a section for each change, in their order, as far as a mail takes them, and how many more there are.
 * Reads no further than that.
 * @param sizeOf the bytes that blocks take in the mail.
 */
export async function digestBody(
  sections: AsyncIterable<DigestSection>,
  count: number,
  sizeOf: (blocks: readonly Block[]) => number,
): Promise<Block[]> {
  const body: Block[] = [];
  let [shown, bytes] = [0, 0];
  for await (const section of sections) {
    const blocks = [heading(section), ...section.body];
    bytes += sizeOf(blocks);
    if (shown > 0 && bytes > mostBytes) break;
    if (shown > 0) body.push(block("divider"));
    body.push(...blocks);
    shown++;
  }
  const left = count - shown;
  if (left > 0)
    body.push(block("divider"), block("paragraph", [{ text: `and ${left.toLocaleString("en")} more` }]));
  return body;
}

function heading({ title, url }: DigestSection): Block {
  const text = title || "Untitled";
  return block("heading_3", [url === "" ? { text } : { text, href: url }]);
}

function block(type: string, text: Span[] = []): Block {
  return { type, text, children: [] };
}
