import type { Block } from "../../block.ts";
import type { BlockRenderer } from "../block-renderer.ts";
import { indented, prefixed, stacked } from "../lines.ts";
import { colorLook, look } from "../look.ts";
import { Markup, markup } from "../markup.ts";
import { isBlank, spansHtml, spansText } from "../spans.ts";
import { theme } from "../theme.ts";
import { callout } from "./callout.ts";

export const paragraph: BlockRenderer = {
  html(block, at) {
    const children = at.children();
    const inside = children.isEmpty ? undefined : markup`<div${look(theme.indent)}>${children}</div>\n`;
    // A blank line that spaces out a page in Notion would double the space that paragraphs have here.
    if (isBlank(block.text)) return markup`${inside}`;
    return markup`<p${look(theme.paragraph, colorLook(block.color))}>${spansHtml(block.text)}</p>\n${inside}`;
  },
  text: (block, at) => stacked([ownText(block), indented(at.children(), "  ")]),
};

function heading(level: 1 | 2 | 3 | 4, spaceAbove: number, underline: string): BlockRenderer {
  const size = theme[`heading_${level}`];
  const [open, close] = [Markup.of(`<h${level}`), Markup.of(`</h${level}>\n`)];
  return {
    html(block, at) {
      if (isBlank(block.text)) return at.children();
      const margin = { style: `margin:${at.first ? 0 : spaceAbove}px 0 ${level < 3 ? 12 : 8}px` };
      const looks = look(margin, size, colorLook(block.color));
      return markup`${open}${looks}>${spansHtml(block.text)}${close}${at.children()}`;
    },
    text(block, at) {
      const title = ownText(block);
      const rule = underline.repeat(Math.min(title.length, 60));
      return stacked([rule === "" ? title : `${title}\n${rule}`, at.children()]);
    },
  };
}

const quote: BlockRenderer = {
  html(block, at) {
    const children = at.children();
    if (isBlank(block.text) && children.isEmpty) return children;
    const inside = children.isEmpty ? undefined : markup`<div${look(theme.below)}>${children}</div>`;
    return markup`<blockquote${look(theme.quote, colorLook(block.color))}>${spansHtml(block.text)}${inside}</blockquote>\n`;
  },
  text: (block, at) => prefixed(stacked([ownText(block), at.children()]), "> "),
};

const divider: BlockRenderer = {
  html: () => markup`<hr${look(theme.divider)}>\n`,
  text: () => "----------",
};

const code: BlockRenderer = {
  html(block) {
    if (isBlank(block.text)) return Markup.of("");
    return markup`<pre${look(theme.code)}>${block.text.map((span) => span.text)}</pre>\n`;
  },
  text: (block) => indented(block.text.map((span) => span.text).join(""), "    "),
};

const equation: BlockRenderer = {
  html: (block) => markup`<p${look(theme.centered)}>${spansHtml(block.text)}</p>\n`,
  text: (block) => indented(ownText(block), "    "),
};

function ownText(block: Block): string {
  return spansText(block.text).trim();
}

export const prose: Record<string, BlockRenderer> = {
  paragraph,
  heading_1: heading(1, 32, "="),
  heading_2: heading(2, 28, "-"),
  heading_3: heading(3, 22, ""),
  heading_4: heading(4, 20, ""),
  quote,
  callout,
  divider,
  code,
  equation,
};
