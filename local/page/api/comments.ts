import { call, type List } from "./call.ts";
import type { Span } from "./notion.ts";

/** Notion's API for comments. It neither resolves a discussion nor lists those that are resolved. */

export type Comment = {
  id: string;
  discussion_id: string;
  created_time: string;
  last_edited_time: string;
  created_by: { id: string };
  rich_text: Span[];
  display_name?: { resolved_name: string | null };
};

/** Those of a page or a block, oldest first. */
export async function readComments(blockId: string): Promise<Comment[]> {
  const comments: Comment[] = [];
  let cursor: string | null = null;
  do {
    const from: string = cursor ? `&start_cursor=${encodeURIComponent(cursor)}` : "";
    const list: List<Comment> = await call("GET", `/comments?block_id=${blockId}&page_size=100${from}`);
    comments.push(...list.results);
    cursor = list.next_cursor;
  } while (cursor);
  return comments;
}

/** Begins a discussion on a page. */
export const addComment = (pageId: string, text: string) =>
  call<Comment>("POST", "/comments", { parent: { page_id: pageId }, rich_text: written(text) });

export const replyTo = (discussionId: string, text: string) =>
  call<Comment>("POST", "/comments", { discussion_id: discussionId, rich_text: written(text) });

export const changeComment = (commentId: string, text: string) =>
  call<Comment>("PATCH", `/comments/${commentId}`, { rich_text: written(text) });

export const deleteComment = (commentId: string) => call<unknown>("DELETE", `/comments/${commentId}`);

const written = (text: string) => [{ type: "text", text: { content: text } }];
