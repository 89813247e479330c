import { touchPage } from "../blocks.ts";
import { type Call, stampEdit } from "../call.ts";
import type { Block, Database, Json, Page } from "../entities.ts";
import { expectKeys, expectObject } from "../expect.ts";
import { failed } from "../problem.ts";
import { renderBlock } from "../render/block.ts";
import { refuseTrashed, trashIn } from "../trash.ts";
import { blockTypeIn, readPayload, refuseWidth } from "./drafts.ts";
import { BLOCK_TYPES } from "./types.ts";

/** `PATCH /v1/blocks/{id}`: another payload of the same type, or the trash. @param find told after the body's shape. */
export function updateBlock(call: Call, find: () => Block | Page | Database): Json {
  const { body } = call;
  const given = Object.keys(body).find((key) => key in BLOCK_TYPES);
  expectKeys(body, ["type", "in_trash", "archived", given ?? ""], "body");
  const asked = trashIn(call);
  if (given !== undefined) expectObject(body[blockTypeIn(body, "body")], `body.${given}`);
  const block = find();
  const inTrash = asked ?? block.inTrash;
  refuseTrashed(call, block, inTrash);
  if (given !== undefined && (block.kind !== "block" || given !== block.type)) {
    throw failed(`body.${block.kind === "block" ? block.type : `child_${block.kind}`}`, "defined", undefined);
  }
  if (block.kind !== "block") return putInTrash(call, block, inTrash);
  return changed(call, { ...block, inTrash, data: given === undefined ? block.data : dataIn(call, block) });
}

function dataIn(call: Call, { type, data, parent }: Block): Json {
  const where = `body.${type}`;
  const payload = expectObject(call.body[type], where);
  if (payload.children !== undefined) throw failed(`${where}.children`, "not present", payload.children);
  const changed = readPayload(call, type, payload, where, data);
  if (type === "table_row" && parent.type === "block_id") {
    const { table_width } = (call.workspace.store.get(parent.block_id) as Block).data;
    refuseWidth(changed.cells, table_width, `${where}.cells.length`);
  }
  return changed;
}

function changed(call: Call, block: Block): Json {
  const stamped = { ...block, stamp: stampEdit(call, block.stamp) };
  call.workspace.store.put(stamped);
  touchPage(call, block.pageId);
  return renderBlock(stamped, call);
}

/** `DELETE /v1/blocks/{id}`, for pages and databases too. */
export function putInTrash(call: Call, entity: Block | Page | Database, inTrash: boolean): Json {
  if (entity.kind === "block") return changed(call, { ...entity, inTrash });
  const stamped = { ...entity, inTrash, stamp: stampEdit(call, entity.stamp) };
  call.workspace.store.put(stamped);
  return renderBlock(stamped, call);
}
