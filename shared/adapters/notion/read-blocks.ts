import type { Client } from "@notionhq/client";
import type { Block } from "../../domain/block.ts";
import { decodeBlock } from "./decode-block.ts";
import type { Ask } from "./expect-object.ts";
import { list, record, text } from "./json.ts";
import { nextCursor } from "./next-cursor.ts";

/** A message longer than this is no message; deeper nesting than Notion's own editor shows in a mail. */
const mostBlocks = 500;
const deepestBlocks = 6;

/** A page's blocks, children included, to the end of what a message may be. */
export async function readBlocks(client: Client, ask: Ask, pageId: string): Promise<Block[]> {
  let left = mostBlocks;
  return children(pageId, 0);

  async function children(block_id: string, depth: number): Promise<Block[]> {
    const blocks: Block[] = [];
    let cursor: string | undefined;
    do {
      const from = cursor === undefined ? {} : { start_cursor: cursor };
      const answer = await ask("a rule's page", "list", () =>
        client.blocks.children.list({ block_id, page_size: 100, ...from }),
      );
      for (const raw of list(answer.results).map(record)) {
        if (left-- <= 0) return blocks;
        const block = decodeBlock(raw);
        const descends =
          raw.has_children === true && depth < deepestBlocks && !block.type.startsWith("child_");
        if (descends) block.children = await children(text(raw.id), depth + 1);
        blocks.push(block);
      }
      cursor = nextCursor(answer);
    } while (cursor !== undefined);
    return blocks;
  }
}
