import type { Call } from "../call.ts";
import type { Comment, FileUpload, Json } from "../entities.ts";
import { signedFile } from "../files/signed-url.ts";
import { readText } from "../rich-text.ts";
import { minute } from "../times.ts";

export function renderComment(comment: Comment, call: Call): Json {
  const { id, parent, discussionId, stamp, displayName, attachments } = comment;
  return {
    object: "comment",
    id,
    parent,
    discussion_id: discussionId,
    created_time: minute(stamp.createdAt),
    last_edited_time: minute(stamp.editedAt),
    created_by: { object: "user", id: stamp.createdBy },
    rich_text: readText(comment.text, call),
    display_name: displayName,
    // Absent when there are none (recorded).
    ...(attachments.length > 0 && { attachments: attachments.map((one) => renderAttachment(one, call)) }),
  };
}

function renderAttachment(id: string, { workspace }: Call): Json {
  const upload = workspace.store.get(id) as FileUpload;
  return { category: categoryOf(upload.contentType ?? ""), file: signedFile(workspace, upload) };
}

function categoryOf(contentType: string): string {
  if (contentType === "application/pdf") return "pdf";
  const [family = ""] = contentType.split("/");
  return ["audio", "image", "video"].includes(family) ? family : "productivity";
}
