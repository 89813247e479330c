import type { Block } from "../../block.ts";
import type { BlockRenderer } from "../block-renderer.ts";
import { indented } from "../lines.ts";
import { colorLook, look } from "../look.ts";
import { type Markup, markup } from "../markup.ts";
import { spansHtml, spansText } from "../spans.ts";
import { theme } from "../theme.ts";

const bulleted: BlockRenderer = {
  list: "ul",
  html: (block, at) => item(block, at.children()),
  text: (block, at) => textItem(block, "• ", at.children()),
};

const numbered: BlockRenderer = {
  list: "ol",
  html: (block, at) => item(block, at.children()),
  text: (block, at) => textItem(block, `${at.ordinal}. `, at.children()),
};

/** Form controls do not work in mail clients, so the box is a character. */
const task: BlockRenderer = {
  list: "tasks",
  html(block, at) {
    const text = spansHtml(block.text);
    const own = block.checked ? markup`☑&nbsp; <s${look(theme.done)}>${text}</s>` : markup`☐&nbsp; ${text}`;
    return markup`<div${look(theme.task, colorLook(block.color))}>${own}${nested(at.children())}</div>`;
  },
  text: (block, at) => textItem(block, block.checked ? "[x] " : "[ ] ", at.children()),
};

/** A mail cannot fold: what a toggle hides is shown. */
const toggle: BlockRenderer = {
  html(block, at) {
    const own = markup`<p${look(theme.toggle, colorLook(block.color))}>${spansHtml(block.text)}</p>\n`;
    return markup`${own}<div${look(theme.indent)}>${at.children()}</div>\n`;
  },
  text: (block, at) => textItem(block, "", at.children(), "  "),
};

function item(block: Block, children: Markup): Markup {
  return markup`<li${look(theme.item, colorLook(block.color))}>${spansHtml(block.text)}${nested(children)}</li>`;
}

function nested(children: Markup): Markup | undefined {
  return children.isEmpty ? undefined : markup`<div${look(theme.inItem)}>${children}</div>`;
}

function textItem(block: Block, mark: string, children: string, inset = " ".repeat(mark.length)): string {
  const own = mark + indented(spansText(block.text).trim(), inset).trimStart();
  return children === "" ? own : `${own}\n${indented(children, inset)}`;
}

export const lists: Record<string, BlockRenderer> = {
  bulleted_list_item: bulleted,
  numbered_list_item: numbered,
  to_do: task,
  toggle,
};
