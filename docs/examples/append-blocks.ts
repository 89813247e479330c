// Appends some blocks to a page, puts one more between them, and prints the page.
//   node docs/examples/append-blocks.ts <page id>
import { type BlockObjectResponse, isFullBlock, iteratePaginatedAPI } from "@notionhq/client";
import { argument, notion, print } from "./notion.ts";

const pageId = argument(1, "the id of a page");
const words = (content: string) => [{ text: { content } }];

const appended = await notion.blocks.children.append({
  block_id: pageId,
  children: [
    { heading_2: { rich_text: words("Shopping") } },
    { to_do: { rich_text: words("Milk"), checked: true } },
    {
      toggle: {
        rich_text: words("Why pears?"),
        children: [{ paragraph: { rich_text: words("They were on offer.") } }],
      },
    },
  ],
});

const heading = appended.results[0];
if (heading) {
  await notion.blocks.children.append({
    block_id: pageId,
    children: [{ to_do: { rich_text: words("Pears") } }],
    position: { type: "after_block", after_block: { id: heading.id } },
  });
}

await printChildren(pageId, "");

/** The children of a block come from a request of their own, so a page is read level by level. */
async function printChildren(id: string, indent: string): Promise<void> {
  for await (const block of iteratePaginatedAPI(notion.blocks.children.list, { block_id: id })) {
    if (!isFullBlock(block)) continue;
    print(`${indent}${block.type}: ${textOf(block)}`);
    if (block.has_children) await printChildren(block.id, `${indent}  `);
  }
}

function textOf(block: BlockObjectResponse): string {
  const payload = Object.entries(block).find(([key]) => key === block.type)?.[1];
  const texts: { plain_text: string }[] = payload?.rich_text ?? [];
  return texts.map((text) => text.plain_text).join("");
}
