import { blockType, createBlocks, touchPage, writePayload } from "../blocks.ts";
import { type Call, type Route, stampEdit } from "../call.ts";
import type { Block, Database, Json, Page } from "../entities.ts";
import { expectObject, expectUuid } from "../expect.ts";
import { listOf, slice } from "../list.ts";
import { failed, invalid, notFound } from "../problem.ts";
import { childrenOf, renderBlock } from "../render/block.ts";
import { refuseTrashed, trashIn } from "../trash.ts";
import { childrenIn, insert } from "../tree.ts";

export const blockRoutes: Route[] = [
  { method: "GET", path: "/v1/blocks/:block_id", answer: (call) => renderBlock(blockIn(call), call) },
  { method: "GET", path: "/v1/blocks/:block_id/children", answer: listChildren },
  { method: "PATCH", path: "/v1/blocks/:block_id/children", answer: appendChildren },
  { method: "PATCH", path: "/v1/blocks/:block_id", answer: updateBlock },
  { method: "DELETE", path: "/v1/blocks/:block_id", answer: (call) => putInTrash(call, blockIn(call), true) },
];

/** A page and a database are blocks, too. */
function blockIn(call: Call): Block | Page | Database {
  const id = expectUuid(call.params.block_id, "path.block_id");
  const entity = call.workspace.store.get(id);
  if (!entity || entity.kind === "data_source") throw notFound("block", id, call.actor);
  return entity;
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
  const holder = holderIn(call);
  refuseTrashed(holder.inTrash, true);
  const pageId = holder.kind === "page" ? holder.id : holder.pageId;
  const parent =
    holder.kind === "page"
      ? ({ type: "page_id", page_id: holder.id } as const)
      : ({ type: "block_id", block_id: holder.id } as const);
  const created = createBlocks(call, childrenIn(call), { parent, pageId, where: "body.children" });
  insert(
    call,
    holder,
    created.map(({ id }) => id),
  );
  touchPage(call, pageId);
  return listOf("block", { items: created.map((block) => renderBlock(block, call)), next: null });
}

function updateBlock(call: Call): Json {
  const { body } = call;
  const block = blockIn(call);
  const inTrash = trashIn(call, block.inTrash);
  refuseTrashed(block.inTrash, inTrash);
  if (block.kind !== "block") return putInTrash(call, block, inTrash);
  const payload = Object.keys(body).some((key) => key !== "in_trash" && key !== "archived" && key !== "type");
  if (payload && blockType(body, "body") !== block.type) {
    throw failed(`body.${block.type}`, "defined", undefined);
  }
  const data = payload
    ? writePayload(
        block.type,
        expectObject(body[block.type], `body.${block.type}`),
        `body.${block.type}`,
        block.data,
      )
    : block.data;
  const changed: Block = { ...block, data, inTrash, stamp: stampEdit(call, block.stamp) };
  call.workspace.store.put(changed);
  touchPage(call, block.pageId);
  return renderBlock(changed, call);
}

function putInTrash(call: Call, entity: Block | Page | Database, inTrash: boolean): Json {
  const changed = { ...entity, inTrash, stamp: stampEdit(call, entity.stamp) };
  call.workspace.store.put(changed);
  if (changed.kind === "block") touchPage(call, changed.pageId);
  return renderBlock(changed, call);
}
