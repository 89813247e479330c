import { type Call, stampEdit } from "./call.ts";
import type { Block, Page, Parent } from "./entities.ts";
import { expectArray, expectObject, expectOneOf, expectUuid } from "./expect.ts";
import { failed, notFound } from "./problem.ts";

/** Enters a page or database among the blocks of the page it stands in; rows and top-level pages stand in none. */
export function attach(call: Call, parent: Parent, childId: string): void {
  const holder = holderOf(call, parent);
  if (holder) insert(call, holder, [childId]);
}

/** Takes it out of there. */
export function detach(call: Call, parent: Parent, childId: string): void {
  const holder = holderOf(call, parent);
  if (!holder) return;
  const content = holder.content.filter((id) => id !== childId);
  call.workspace.store.put({ ...holder, content, stamp: stampEdit(call, holder.stamp) });
}

function holderOf(call: Call, parent: Parent): Page | Block | undefined {
  const id =
    parent.type === "page_id" ? parent.page_id : parent.type === "block_id" ? parent.block_id : undefined;
  return id === undefined ? undefined : (call.workspace.store.get(id) as Page | Block);
}

/** Puts the holder with the children where the body's `position` says, at the end when it says nothing. */
export function insert(call: Call, holder: Page | Block, childIds: string[]): void {
  const at = placeIn(call, holder.content);
  const content = holder.content.toSpliced(at, 0, ...childIds);
  call.workspace.store.put({ ...holder, content, stamp: stampEdit(call, holder.stamp) });
}

function placeIn(call: Call, content: string[]): number {
  const { body, legacy } = call;
  if (body.after !== undefined) {
    if (!legacy) throw failed("body.after", "not present", body.after);
    return indexAfter(call, content, body.after, "body.after");
  }
  if (body.position === undefined) return content.length;
  const position = expectObject(body.position, "body.position");
  const types = ["start", "end", "after_block", "page_start", "page_end"] as const;
  const type = expectOneOf(position.type, types, "body.position.type");
  if (type !== "after_block") return type.endsWith("start") ? 0 : content.length;
  const block = expectObject(position.after_block, "body.position.after_block");
  return indexAfter(call, content, block.id, "body.position.after_block.id");
}

function indexAfter(call: Call, content: string[], id: unknown, where: string): number {
  const uuid = expectUuid(id, where);
  const index = content.indexOf(uuid);
  if (index === -1) throw notFound("block", uuid, call.actor);
  return index + 1;
}

/** The `children` of a request's body. */
export function childrenIn(call: Call): unknown[] {
  return expectArray(call.body.children, "body.children");
}
