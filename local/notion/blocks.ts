import type { Draft } from "./blocks/drafts.ts";
import { type Call, stampEdit, stampNew } from "./call.ts";
import type { Block, Page, Parent } from "./entities.ts";

/** Where new blocks go. */
type Place = { parent: Parent; pageId: string };

/** Puts blocks that are checked already. */
export function putBlocks(call: Call, drafts: readonly Draft[], place: Place): Block[] {
  return drafts.map((draft) => putBlock(call, draft, place));
}

function putBlock(call: Call, { type, data, children }: Draft, { parent, pageId }: Place): Block {
  const id = call.workspace.ids.uuid();
  const inside: Place = { parent: { type: "block_id", block_id: id }, pageId };
  const block: Block = {
    kind: "block",
    id,
    parent,
    pageId,
    type,
    data,
    content: putBlocks(call, children, inside).map((child) => child.id),
    inTrash: false,
    stamp: stampNew(call),
  };
  call.workspace.store.put(block);
  return block;
}

/** A page is edited when a block of its content is; pages inside it count for themselves. */
export function touchPage(call: Call, pageId: string): void {
  const page = call.workspace.store.get(pageId) as Page;
  call.workspace.store.put({ ...page, stamp: stampEdit(call, page.stamp) });
}

/** The place inside a page or block. */
export function placeIn(holder: Page | Block): Place {
  if (holder.kind === "page") return { parent: { type: "page_id", page_id: holder.id }, pageId: holder.id };
  return { parent: { type: "block_id", block_id: holder.id }, pageId: holder.pageId };
}
