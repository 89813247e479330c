import { type Call, stampEdit } from "./call.ts";
import type { Block, Page, Parent } from "./entities.ts";
import { expectKeys, expectObject, expectOneOf, expectUuid } from "./expect.ts";
import { failed, notFound } from "./problem.ts";

/** Enters a page or database among the blocks of the page it stands in; rows and top-level pages stand in none. */
export function attach(call: Call, parent: Parent, childId: string, place?: Place): void {
  const holder = holderOf(call, parent);
  if (holder) insert(call, holder, [childId], place);
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

/** Among the blocks of a page or block: at an end, or after one of them. */
export type Place = { at: "start" | "end" } | { after: string };

/** Puts the holder with the children there; at the end when nothing is said. */
export function insert(call: Call, holder: Page | Block, childIds: string[], place?: Place): void {
  const content = holder.content.toSpliced(indexOf(call, holder.content, place), 0, ...childIds);
  call.workspace.store.put({ ...holder, content, stamp: stampEdit(call, holder.stamp) });
}

function indexOf(call: Call, content: string[], place: Place = { at: "end" }): number {
  if ("at" in place) return place.at === "start" ? 0 : content.length;
  const index = content.indexOf(place.after);
  if (index === -1) throw notFound("block", place.after, call.actor);
  return index + 1;
}

/**
 * The place a body asks for with `position`, or before 2026-03-11 with `after`.
 * @param prefix `page_` where the ends are called `page_start` and `page_end`.
 */
export function placeAsked({ body, legacy }: Call, prefix: "" | "page_" = ""): Place | undefined {
  if (body.after !== undefined) {
    if (!legacy) throw failed("body.after", "not present", body.after);
    return { after: expectUuid(body.after, "body.after") };
  }
  if (body.position === undefined) return undefined;
  const position = expectObject(body.position, "body.position");
  const types = ["after_block", `${prefix}start`, `${prefix}end`];
  const type = expectOneOf(position.type, types, "body.position.type");
  expectKeys(position, type === "after_block" ? ["type", type] : ["type"], "body.position");
  if (type !== "after_block") return { at: type.endsWith("start") ? "start" : "end" };
  const block = expectObject(position.after_block, "body.position.after_block");
  return { after: expectUuid(block.id, "body.position.after_block.id") };
}
