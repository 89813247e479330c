import type { Block } from "../../block.ts";
import type { BlockRenderer, HtmlPlace, TextPlace } from "../block-renderer.ts";
import { indented, wrapped } from "../lines.ts";
import { colorLook, look } from "../look/look.ts";
import { Markup, markup } from "../markup.ts";
import type { Setting } from "../setting.ts";
import { spansHtml, spansText } from "../spans.ts";

const bulleted: BlockRenderer = {
  list: "ul",
  html: item,
  text: (block, at) => textItem(block, "• ", at),
};

const numbered: BlockRenderer = {
  list: "ol",
  html: item,
  text: (block, at) => textItem(block, `${at.ordinal}. `, at),
};

const [OPEN_BOX, TICKED_BOX] = [Markup.of("&#9744;"), Markup.of("&#9745;")];

/** Form controls do not work in mail clients, so the box is a character; rows of a table, so that lines align in Outlook. */
const task: BlockRenderer = {
  list: "tasks",
  html(block, { set, children }) {
    const { style } = set;
    const text = spansHtml(block.text, set);
    const own = block.checked ? markup`<s${look(style.done)}>${text}</s>` : text;
    const color = colorLook(block.color);
    return markup`<tr><td width="26"${look(style.tick)}>${block.checked ? TICKED_BOX : OPEN_BOX}</td><td${look(style.task, color)}>${own}${nested(children(), set)}</td></tr>`;
  },
  text: (block, at) => textItem(block, block.checked ? "[x] " : "[ ] ", at),
};

/** A mail cannot fold: what a toggle hides is shown. */
const toggle: BlockRenderer = {
  html(block, { set, children }) {
    const { style } = set;
    const own = markup`<p${look(style.toggle, colorLook(block.color))}>${spansHtml(block.text, set)}</p>\n`;
    return markup`${own}<div${look(style.indent)}>${children()}</div>\n`;
  },
  text: (block, at) => textItem(block, "", at, 2),
};

function item(block: Block, { set, children }: HtmlPlace): Markup {
  const looks = look(set.style.item, colorLook(block.color));
  return markup`<li${looks}>${spansHtml(block.text, set)}${nested(children(), set)}</li>`;
}

function nested(children: Markup, { style }: Setting): Markup | undefined {
  return children.isEmpty ? undefined : markup`<div${look(style.inItem)}>${children}</div>`;
}

function textItem(
  block: Block,
  mark: string,
  { set, width, children }: TextPlace,
  inset = mark.length,
): string {
  const by = " ".repeat(inset);
  const own = wrapped(spansText(block.text, set).trim(), width - mark.length);
  const below = children(inset);
  const first = mark + indented(own, " ".repeat(mark.length)).trimStart();
  return below === "" ? first : `${first}\n${indented(below, by)}`;
}

export const lists = {
  bulleted_list_item: bulleted,
  numbered_list_item: numbered,
  to_do: task,
  toggle,
} satisfies Record<string, BlockRenderer>;
