import type { Client } from "@notionhq/client";
import type { Block } from "../../domain/block.ts";
import { NotFoundError } from "../../domain/errors.ts";
import { decodeBlock } from "./decode-block.ts";
import type { Ask } from "./expect-object.ts";
import { list, record, text } from "./json.ts";
import { nextCursor } from "./next-cursor.ts";

/** A message longer than this is no message; deeper nesting than Notion's own editor shows in a mail. */
const mostBlocks = 500;
const deepestBlocks = 6;
/** Each block with something inside costs one; Notion grants teams 180 in a minute. */
const mostRequests = 100;

/** A page's blocks, children included; where it goes on beyond what a message may be stands a `rest_of_page`. */
export async function readBlocks(client: Client, ask: Ask, what: string, pageId: string): Promise<Block[]> {
  let left = mostBlocks;
  let requests = 0;
  return children(pageId, 0);

  async function children(block_id: string, depth: number): Promise<Block[]> {
    const blocks: Block[] = [];
    let cursor: string | undefined;
    do {
      if (requests++ >= mostRequests) return [...blocks, restOfPage()];
      const from = cursor === undefined ? {} : { start_cursor: cursor };
      const answer = await ask(what, "list", () =>
        client.blocks.children.list({ block_id, page_size: 100, ...from }),
      );
      for (const raw of list(answer.results).map(record)) {
        if (left-- <= 0) return [...blocks, restOfPage()];
        const block = decodeBlock(raw);
        blocks.push(block);
        if (raw.has_children !== true || block.type.startsWith("child_")) continue;
        block.children = depth < deepestBlocks ? await inside(text(raw.id), depth) : [restOfPage()];
      }
      cursor = nextCursor(answer);
    } while (cursor !== undefined);
    return blocks;
  }

  /** A copy of a synced block shows what may stand on a page that is not shared with us. */
  async function inside(block_id: string, depth: number): Promise<Block[]> {
    try {
      return await children(block_id, depth + 1);
    } catch (error) {
      if (error instanceof NotFoundError) return [{ type: "unshared", text: [], children: [] }];
      throw error;
    }
  }
}

function restOfPage(): Block {
  return { type: "rest_of_page", text: [], children: [] };
}
