import { type Draft, readDrafts, refuseStrangers, refuseWidth } from "../blocks/drafts.ts";
import { putInTrash, updateBlock } from "../blocks/edit.ts";
import { BLOCK_TYPES } from "../blocks/types.ts";
import { placeIn, putBlocks, touchPage } from "../blocks.ts";
import { type Call, findBlock, type Route } from "../call.ts";
import type { Block, Json, Page } from "../entities.ts";
import { expectKeys } from "../expect.ts";
import { listOf, slice } from "../list.ts";
import { invalid } from "../problem.ts";
import { childrenOf, renderBlock } from "../render/block.ts";
import { refuseTrashed } from "../trash.ts";
import { insert, placeAsked } from "../tree.ts";

export const blockRoutes: Route[] = [
  {
    method: "GET",
    path: "/v1/blocks/:block_id",
    answer: (call) => renderBlock(blockIn(call), call),
    needs: "read_content",
  },
  { method: "GET", path: "/v1/blocks/:block_id/children", answer: listChildren, needs: "read_content" },
  { method: "PATCH", path: "/v1/blocks/:block_id/children", answer: appendChildren, needs: "insert_content" },
  {
    method: "PATCH",
    path: "/v1/blocks/:block_id",
    answer: (call) => updateBlock(call, () => blockIn(call)),
    needs: "update_content",
  },
  {
    method: "DELETE",
    path: "/v1/blocks/:block_id",
    answer: deleteBlock,
    needs: "update_content",
  },
];

const blockIn = (call: Call) => findBlock(call, call.params.block_id, "path.block_id");

function deleteBlock(call: Call): Json {
  const block = blockIn(call);
  refuseTrashed(call, block);
  return putInTrash(call, block, true);
}

function holderIn(call: Call): Block | Page {
  const entity = blockIn(call);
  if (entity.kind === "database") throw invalid("Block does not support children.");
  return entity;
}

function listChildren(call: Call): Json {
  const { items, next } = slice(call, "query", childrenOf(holderIn(call), call), (child) => child.id);
  return listOf("block", { items: items.map((child) => renderBlock(child, call)), next });
}

/** Answers the new blocks alone. */
function appendChildren(call: Call): Json {
  const { body } = call;
  expectKeys(body, ["children", "position", "after"], "body");
  const drafts = readDrafts(call, body.children, "body.children");
  const place = placeAsked(call);
  const holder = holderIn(call);
  refuseTrashed(call, holder);
  refuseMisplaced(holder, drafts);
  const created = putBlocks(call, drafts, placeIn(holder));
  insert(
    call,
    holder,
    created.map(({ id }) => id),
    place,
  );
  touchPage(call, placeIn(holder).pageId);
  return listOf("block", { items: created.map((block) => renderBlock(block, call)), next: null });
}

/** Some blocks hold no others, or some types of them only. */
function refuseMisplaced(holder: Block | Page, drafts: Draft[]): void {
  const type = holder.kind === "page" ? "page" : holder.type;
  if (holder.kind === "block" && (!BLOCK_TYPES[type]?.holds || holder.data.synced_from)) {
    throw invalid("Block does not support children.");
  }
  refuseStrangers(type, drafts, "body.children");
  if (holder.kind === "page" || type !== "table") return;
  for (const [index, { data }] of drafts.entries()) {
    refuseWidth(data.cells, holder.data.table_width, `body.children[${index}].table_row.cells.length`);
  }
}
