import { call, type List } from "./call.ts";

/** Notion's API for blocks. A block is as Notion has it: its payload stands under the name of its type. */

export type RawBlock = { id: string; type: string; has_children: boolean } & Record<string, unknown>;

/** Where new blocks go among those of a page or block. */
export type Position = { after: string } | "start" | "end";

const perPage = 100;

/** All blocks right under a page or block. */
export async function readChildren(parentId: string): Promise<RawBlock[]> {
  const blocks: RawBlock[] = [];
  let cursor: string | null = null;
  do {
    const from: string = cursor ? `&start_cursor=${encodeURIComponent(cursor)}` : "";
    const path = `/blocks/${parentId}/children?page_size=${perPage}${from}`;
    const list: List<RawBlock> = await call("GET", path);
    blocks.push(...list.results);
    cursor = list.next_cursor;
  } while (cursor);
  return blocks;
}

export const readRaw = (blockId: string) => call<RawBlock>("GET", `/blocks/${blockId}`);

/** @returns the new blocks, without those inside them. */
export async function appendBlocks(
  parentId: string,
  children: object[],
  position: Position,
): Promise<RawBlock[]> {
  const place =
    typeof position === "string"
      ? { type: position }
      : { type: "after_block", after_block: { id: position.after } };
  const body = { children, position: place };
  return (await call<List<RawBlock>>("PATCH", `/blocks/${parentId}/children`, body)).results;
}

export const changeBlock = (blockId: string, payload: object) =>
  call<RawBlock>("PATCH", `/blocks/${blockId}`, payload);

export const restoreBlock = (blockId: string) =>
  call<RawBlock>("PATCH", `/blocks/${blockId}`, { in_trash: false });

export const trashBlock = (blockId: string) => call<unknown>("DELETE", `/blocks/${blockId}`);
