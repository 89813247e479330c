import type { Block } from "../block.ts";
import type { BlockRenderer } from "./block-renderer.ts";
import { columnList } from "./blocks/columns.ts";
import { lists } from "./blocks/lists.ts";
import { media } from "./blocks/media.ts";
import { paragraph, prose } from "./blocks/prose.ts";
import { table } from "./blocks/table.ts";
import { grid } from "./box.ts";
import { stacked } from "./lines.ts";
import { look } from "./look/look.ts";
import { withoutRoom } from "./look/style.ts";
import { Markup, markup, NOTHING } from "./markup.ts";
import type { Setting } from "./setting.ts";
import type { ShownType } from "./shown-types.ts";
import { isBlank } from "./spans.ts";

/** Columns by themselves, synced blocks, tabs and whatever Notion adds later: their text, and what is inside them. */
const container: BlockRenderer = {
  html: (block, at) =>
    markup`${paragraph.html({ ...block, children: [] }, { ...at, children: () => NOTHING })}${at.children()}`,
  text: (block, at) => stacked([paragraph.text(block, { ...at, children: () => "" }), at.children()]),
};

/** These speak about the page in Notion and mean nothing in a message. */
const nothing: BlockRenderer = { html: () => NOTHING, text: () => "" };

const RENDERERS: ReadonlyMap<string, BlockRenderer> = new Map(
  Object.entries({
    ...prose,
    ...lists,
    ...media,
    table,
    column_list: columnList,
    column: container,
    synced_block: container,
    tab: container,
    table_of_contents: nothing,
    breadcrumb: nothing,
  } satisfies Record<ShownType, BlockRenderer>),
);

/**
 * Blocks as HTML.
 * @param depth how many lists they stand in. @param isBoxed the last of them takes no room below it.
 */
export function blocksHtml(blocks: readonly Block[], set: Setting, depth = 0, isBoxed = false): Markup {
  const shown: Markup[] = [];
  const runs = runsOf(blocks);
  for (const [at, run] of runs.entries()) {
    const own = isBoxed && at === runs.length - 1 ? { ...set, style: withoutRoom(set.style) } : set;
    const inner = run.list === undefined ? depth : depth + 1;
    const first = shown.every((one) => one.isEmpty);
    const items = run.blocks.map((block, index) =>
      run.renderer.html(block, {
        set: own,
        first,
        ordinal: run.start + index,
        children: (boxed) =>
          block.children.length === 0 ? NOTHING : blocksHtml(block.children, set, inner, boxed),
        child: (one) => blocksHtml([one], set, inner),
      }),
    );
    shown.push(
      run.list === undefined ? Markup.join(items) : listHtml(run.list, run.start, items, depth, own),
    );
  }
  return Markup.join(shown);
}

/** Blocks as plain text in lines of `width`, without a line break at the end. */
export function blocksText(blocks: readonly Block[], set: Setting, width: number): string {
  const texts = runsOf(blocks).map((run) => {
    const shown = run.blocks.map((block, index) =>
      run.renderer.text(block, {
        set,
        ordinal: run.start + index,
        width,
        children: (inset = 0) => blocksText(block.children, set, Math.max(width - inset, narrowest)),
      }),
    );
    return shown.filter((text) => text !== "").join("\n");
  });
  return stacked(texts);
}

/** However deep a list is: lines of fewer characters read worse than long ones. */
const narrowest = 30;

type Run = { renderer: BlockRenderer; list: BlockRenderer["list"]; start: number; blocks: Block[] };

/** Neighbours of one list together, every other block by itself. */
function runsOf(blocks: readonly Block[]): Run[] {
  const runs: Run[] = [];
  for (const block of blocks) {
    const renderer = RENDERERS.get(block.type) ?? container;
    const { list } = renderer;
    // An item whose only place had no value would be a lone bullet.
    if (list !== undefined && isBlank(block.text) && block.children.length === 0) continue;
    const last = runs.at(-1);
    if (list !== undefined && last?.list === list) last.blocks.push(block);
    else runs.push({ renderer, list, start: block.start ?? 1, blocks: [block] });
  }
  return runs;
}

const NUMBERING = ["decimal", "lower-alpha", "lower-roman"];
const BULLETS = ["disc", "circle", "square"];

function listHtml(
  list: NonNullable<Run["list"]>,
  start: number,
  items: Markup[],
  depth: number,
  { style }: Setting,
): Markup {
  if (list === "tasks")
    return markup`<div${look(depth === 0 ? style.box : style.innerBox)}>${grid(Markup.join(items))}</div>\n`;
  const kind = (list === "ul" ? BULLETS : NUMBERING)[depth % 3];
  const looks = look(depth === 0 ? style.list : style.innerList, { style: `list-style-type:${kind}` });
  if (list === "ul") return markup`<ul${looks}>${items}</ul>\n`;
  return start === 1
    ? markup`<ol${looks}>${items}</ol>\n`
    : markup`<ol start="${start}"${looks}>${items}</ol>\n`;
}
