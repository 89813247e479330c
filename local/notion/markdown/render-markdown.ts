import type { Call } from "../call.ts";
import type { Block, Json, Page } from "../entities.ts";
import { writeMarkdown } from "./write-markdown.ts";

/** "About 20,000 blocks", says the guide; counted here by the blocks at the top. */
const MOST_SEGMENTS = 20_000;

/** The `page_markdown` object of a page, or of a block whose id a truncated answer named. */
export function renderMarkdown(holder: Page | Block, call: Call): Json {
  const { segments, unknown } = writeMarkdown(holder, call);
  const shown = segments.slice(0, MOST_SEGMENTS);
  const cut = segments.slice(MOST_SEGMENTS).map(({ id }) => id);
  return {
    object: "page_markdown",
    id: holder.id,
    markdown: shown.flatMap(({ lines }) => lines).join("\n"),
    truncated: cut.length > 0,
    unknown_block_ids: [...unknown, ...cut],
  };
}
