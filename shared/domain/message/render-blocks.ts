import type { Block } from "../block.ts";
import type { BlockRenderer } from "./block-renderer.ts";
import { lists } from "./blocks/lists.ts";
import { media } from "./blocks/media.ts";
import { paragraph, prose } from "./blocks/prose.ts";
import { table } from "./blocks/table.ts";
import { stacked } from "./lines.ts";
import { look } from "./look.ts";
import { Markup, markup } from "./markup.ts";
import { isBlank } from "./spans.ts";
import { theme } from "./theme.ts";

/** Columns, synced blocks and whatever Notion adds later: their text, and what is inside them. */
const unknown: BlockRenderer = {
  html: (block, at) =>
    markup`${paragraph.html(block, { ...at, children: () => Markup.of("") })}${at.children()}`,
  text: (block, at) => stacked([paragraph.text(block, { ...at, children: () => "" }), at.children()]),
};

/** These speak about the page in Notion and mean nothing in a message. */
const nothing: BlockRenderer = { html: () => Markup.of(""), text: () => "" };

const RENDERERS: ReadonlyMap<string, BlockRenderer> = new Map(
  Object.entries({ ...prose, ...lists, ...media, table, table_of_contents: nothing, breadcrumb: nothing }),
);

/** Blocks as HTML. */
export function blocksHtml(blocks: readonly Block[], depth = 0): Markup {
  let html = Markup.of("");
  for (const run of runsOf(blocks)) {
    const inner = run.list === undefined ? depth : depth + 1;
    const shown = run.blocks.map((block, index) =>
      run.renderer.html(block, {
        first: html.isEmpty,
        ordinal: index + 1,
        children: () => blocksHtml(block.children, inner),
      }),
    );
    html = markup`${html}${run.list === undefined ? shown : listHtml(run.list, shown, depth)}`;
  }
  return html;
}

/** Blocks as plain text, without a line break at the end. */
export function blocksText(blocks: readonly Block[]): string {
  const texts = runsOf(blocks).map((run) => {
    const shown = run.blocks.map((block, index) =>
      run.renderer.text(block, {
        first: false,
        ordinal: index + 1,
        children: () => blocksText(block.children),
      }),
    );
    return shown.filter((text) => text !== "").join("\n");
  });
  return stacked(texts);
}

type Run = { renderer: BlockRenderer; list: BlockRenderer["list"]; blocks: Block[] };

/** Neighbours of one list together, every other block by itself. */
function runsOf(blocks: readonly Block[]): Run[] {
  const runs: Run[] = [];
  for (const block of blocks) {
    const renderer = RENDERERS.get(block.type) ?? unknown;
    const { list } = renderer;
    // An item whose only place had no value would be a lone bullet.
    if (list !== undefined && isBlank(block.text) && block.children.length === 0) continue;
    const last = runs.at(-1);
    if (list !== undefined && last?.list === list) last.blocks.push(block);
    else runs.push({ renderer, list, blocks: [block] });
  }
  return runs;
}

const NUMBERING = ["decimal", "lower-alpha", "lower-roman"];
const BULLETS = ["disc", "circle", "square"];

function listHtml(list: NonNullable<Run["list"]>, items: Markup[], depth: number): Markup {
  if (list === "tasks") return markup`<div${look(depth === 0 ? theme.tasks : theme.tight)}>${items}</div>\n`;
  const kind = (list === "ul" ? BULLETS : NUMBERING)[depth % 3];
  const looks = look(theme.list, { style: `list-style-type:${kind}` }, depth > 0 ? theme.tight : undefined);
  return list === "ul" ? markup`<ul${looks}>${items}</ul>\n` : markup`<ol${looks}>${items}</ol>\n`;
}
