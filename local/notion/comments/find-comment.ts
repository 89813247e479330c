import { sees } from "../access.ts";
import { type Call, find } from "../call.ts";
import type { Block, Comment, Page } from "../entities.ts";
import { expectObject, expectUuid } from "../expect.ts";
import { failed, invalid, notFound } from "../problem.ts";

/** Where a new comment goes: what it hangs on, the page that is on, and its discussion. */
export type CommentPlace = Pick<Comment, "parent" | "parentKey" | "pageId" | "discussionId">;

/** A discussion begun on the body's `parent`, or the one its `discussion_id` names. @throws Problem for none or both. */
export function placeOf(call: Call): CommentPlace {
  const { body } = call;
  if (body.discussion_id !== undefined) {
    if (body.parent !== undefined) throw failed("body.parent", "not present", body.parent);
    return discussionIn(call, body.discussion_id);
  }
  const given = expectObject(body.parent, "body.parent");
  const discussionId = call.workspace.ids.uuid();
  if (given.page_id !== undefined) {
    const { id } = find(call, "page", given.page_id, "body.parent.page_id");
    return { parent: { type: "page_id", page_id: id }, parentKey: id, pageId: id, discussionId };
  }
  const on = blockOrPage(call, given.block_id, "body.parent.block_id");
  const pageId = on.kind === "page" ? on.id : on.pageId;
  return { parent: { type: "block_id", block_id: on.id }, parentKey: on.id, pageId, discussionId };
}

function discussionIn(call: Call, input: unknown): CommentPlace {
  const id = expectUuid(input, "body.discussion_id");
  const first = call.workspace.store
    .ofKind("comment")
    .find((one) => one.discussionId === id && !one.deleted && isShown(call, one));
  if (!first) throw notFound("discussion", id, call.actor);
  const { parent, parentKey, pageId, discussionId } = first;
  return { parent, parentKey, pageId, discussionId };
}

/** The comment of the path. A deleted one is gone, and so is one of a page that is not shared. */
export function commentIn(call: Call): Comment {
  const id = expectUuid(call.params.comment_id, "path.comment_id");
  const entity = call.workspace.store.get(id);
  if (entity?.kind === "comment" && !entity.deleted && isShown(call, entity)) return entity;
  throw notFound("comment", id, call.actor);
}

/** A page is a block, too; a database is one that takes no comments. */
export function blockOrPage(call: Call, input: unknown, where: string): Block | Page {
  const id = expectUuid(input, where);
  const kind = call.workspace.store.get(id)?.kind;
  if (kind === "database") throw invalid("Databases have no comments.");
  if (kind === "page") return find(call, "page", id, where);
  return find(call, "block", id, where);
}

function isShown(call: Call, { pageId }: Comment): boolean {
  const page = call.workspace.store.get(pageId);
  return page !== undefined && sees(call, page);
}
