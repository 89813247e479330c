// Starts a discussion on a page, answers in it, and prints the page's open comments.
//   node docs/examples/comment-on-a-page.ts <page id>
import { isFullComment, iteratePaginatedAPI } from "@notionhq/client";
import { argument, notion, print } from "./notion.ts";

const pageId = argument(1, "the id of a page");
const words = (content: string) => [{ text: { content } }];

const question = await notion.comments.create({
  parent: { page_id: pageId },
  rich_text: words("Are the pears ripe?"),
});
if (!isFullComment(question)) throw new Error("The connection may write comments, but not read them.");

await notion.comments.create({ discussion_id: question.discussion_id, rich_text: words("Not yet.") });

for await (const comment of iteratePaginatedAPI(notion.comments.list, { block_id: pageId })) {
  const author = comment.display_name.resolved_name ?? comment.created_by.id;
  print(`${author}: ${comment.rich_text.map((text) => text.plain_text).join("")}`);
}
