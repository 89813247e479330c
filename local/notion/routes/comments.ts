import { type Call, type Route, stampEdit, stampNew } from "../call.ts";
import { displayNameIn } from "../comments/display-name.ts";
import { blockOrPage, commentIn, placeOf } from "../comments/find-comment.ts";
import { renderComment } from "../comments/render-comment.ts";
import { commentTextIn } from "../comments/text.ts";
import type { Comment, Json } from "../entities.ts";
import { expectArray, expectObject, expectString } from "../expect.ts";
import { attachUpload } from "../files/attach-upload.ts";
import { listOf, slice } from "../list.ts";
import { failed } from "../problem.ts";

/** Discussions on pages and blocks. None of it edits the page: its last_edited_time stays. */
export const commentRoutes: Route[] = [
  { method: "GET", path: "/v1/comments", answer: listComments, needs: "read_comments" },
  {
    method: "POST",
    path: "/v1/comments",
    answer: createComment,
    body: ["parent", "discussion_id", "rich_text", "markdown", "attachments", "display_name"],
    needs: "insert_comments",
  },
  {
    method: "GET",
    path: "/v1/comments/:comment_id",
    answer: (call) => renderComment(commentIn(call), call),
    needs: "read_comments",
  },
  {
    method: "PATCH",
    path: "/v1/comments/:comment_id",
    answer: updateComment,
    body: ["rich_text", "markdown"],
    needs: "insert_comments",
  },
  { method: "DELETE", path: "/v1/comments/:comment_id", answer: deleteComment, needs: "insert_comments" },
];

/** Those that hang on the page or block itself, oldest first; a page's list is without its blocks' comments. */
function listComments(call: Call): Json {
  const on = blockOrPage(call, call.query.get("block_id") ?? undefined, "query.block_id");
  const comments = call.workspace.store.childrenOf(on.id, "comment").filter((one) => !one.deleted);
  const { items, next } = slice(call, "query", comments, (one) => one.id);
  return listOf("comment", { items: items.map((one) => renderComment(one, call)), next });
}

const MOST_ATTACHMENTS = 3;

function createComment(call: Call): Json {
  const { body, workspace } = call;
  const comment: Comment = {
    kind: "comment",
    id: workspace.ids.uuid(),
    ...placeOf(call),
    text: commentTextIn(call),
    displayName: displayNameIn(call),
    attachments: body.attachments === undefined ? [] : attachmentsIn(call, body.attachments),
    deleted: false,
    stamp: stampNew(call),
  };
  workspace.store.put(comment);
  return renderComment(comment, call);
}

function attachmentsIn(call: Call, input: unknown): string[] {
  const attachments = expectArray(input, "body.attachments");
  if (attachments.length > MOST_ATTACHMENTS) {
    throw failed("body.attachments.length", `≤ \`${MOST_ATTACHMENTS}\``, attachments.length);
  }
  return attachments.map((one, index) => {
    const where = `body.attachments[${index}]`;
    const id = expectString(expectObject(one, where).file_upload_id, `${where}.file_upload_id`);
    return attachUpload(call, id, `${where}.file_upload_id`).id;
  });
}

// Whether a connection may change what another wrote is not documented; here it may.
function updateComment(call: Call): Json {
  const comment = commentIn(call);
  const changed: Comment = { ...comment, text: commentTextIn(call), stamp: stampEdit(call, comment.stamp) };
  call.workspace.store.put(changed);
  return renderComment(changed, call);
}

/** Answers the comment as it was (recorded). */
function deleteComment(call: Call): Json {
  const comment = commentIn(call);
  call.workspace.store.put({ ...comment, deleted: true, stamp: stampEdit(call, comment.stamp) });
  return renderComment(comment, call);
}
