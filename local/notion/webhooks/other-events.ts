import type { Comment, FileUpload } from "../entities.ts";
import { importFailure } from "../files/render-upload.ts";
import type { Store } from "../store/store.ts";
import type { Happening } from "./event.ts";

export function* commentEvents(
  before: Comment | undefined,
  after: Comment,
  store: Pick<Store, "get">,
): Generator<Happening> {
  const page = store.get(after.pageId);
  if (!page) return;
  const parent = { id: after.parentKey, type: after.parent.type === "page_id" ? "page" : "block" };
  yield {
    type: `comment.${before ? (after.deleted ? "deleted" : "updated") : "created"}`,
    entity: { id: after.id, type: "comment" },
    data: { parent, page_id: after.pageId },
    author: after.stamp.editedBy,
    at: after.stamp.editedAt,
    about: page,
  };
}

/** Told to the connection whose upload it is. That one expires is not told. */
export function* uploadEvents(before: FileUpload | undefined, after: FileUpload): Generator<Happening> {
  const name = { pending: "created", uploaded: "completed", failed: "upload_failed" }[after.status];
  if (before?.status === after.status) return;
  yield {
    type: `file_upload.${name}`,
    entity: { id: after.id, type: "file_upload" },
    ...(after.status === "failed" && { data: { file_import_result: importFailure(after) } }),
    author: after.stamp.editedBy,
    at: after.stamp.editedAt,
    about: after,
  };
}
