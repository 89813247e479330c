import type { Block } from "../../block.ts";
import type { BlockRenderer, TextPlace } from "../block-renderer.ts";
import { box } from "../box.ts";
import { indented, prefixed, stacked, wrapped } from "../lines.ts";
import { colorLook, look } from "../look/look.ts";
import { Markup, markup, NOTHING } from "../markup.ts";
import { isBlank, spansHtml, spansText } from "../spans.ts";
import { buttonHtml, buttonOf } from "./button.ts";
import { callout } from "./callout.ts";

export const paragraph: BlockRenderer = {
  html(block, { set, children }) {
    const { style } = set;
    const button = buttonOf(block);
    if (button) return buttonHtml(button, block.color, style);
    const below = children();
    const inside = below.isEmpty ? undefined : markup`<div${look(style.indent)}>${below}</div>\n`;
    // A blank line that spaces out a page in Notion would double the space that paragraphs have here.
    if (isBlank(block.text)) return markup`${inside}`;
    const color = colorLook(block.color);
    const own = spansHtml(block.text, set);
    if (block.color?.endsWith("_background"))
      return markup`${box(style, [style.callout, color], own)}${inside}`;
    return markup`<p${look(style.paragraph, color)}>${own}</p>\n${inside}`;
  },
  text: (block, at) => stacked([ownText(block, at), indented(at.children(2), "  ")]),
};

function heading(level: 1 | 2 | 3 | 4, spaceAbove: number, underline: string): BlockRenderer {
  const [open, close] = [Markup.of(`<h${level}`), Markup.of(`</h${level}>\n`)];
  return {
    html(block, { set, first, children }) {
      if (isBlank(block.text)) return children();
      const margin = { style: `margin:${first ? 0 : spaceAbove}px 0 ${level < 3 ? 12 : 8}px` };
      const looks = look(margin, set.style[`heading_${level}`], colorLook(block.color));
      return markup`${open}${looks}>${spansHtml(block.text, set)}${close}${children()}`;
    },
    text(block, at) {
      const title = ownText(block, at);
      const longest = Math.max(...title.split("\n").map((line) => line.length));
      const rule = underline.repeat(longest);
      return stacked([rule === "" ? title : `${title}\n${rule}`, at.children()]);
    },
  };
}

const quote: BlockRenderer = {
  html(block, { set, children }) {
    const { style } = set;
    const below = children(true);
    if (isBlank(block.text) && below.isEmpty) return below;
    const own = spansHtml(block.text, set);
    const inside = below.isEmpty ? own : markup`${own}<div${look(style.below)}>${below}</div>`;
    return box(style, [style.quote, colorLook(block.color)], inside, "blockquote");
  },
  text: (block, at) => {
    const own = wrapped(spansText(block.text, at.set).trim(), at.width - 2);
    return prefixed(stacked([own, at.children(2)]), "> ");
  },
};

const divider: BlockRenderer = {
  html: (_block, { set }) => markup`<hr${look(set.style.divider)}>\n`,
  text: () => "----------",
};

const code: BlockRenderer = {
  html(block, { set }) {
    if (isBlank(block.text)) return NOTHING;
    const lines = markup`<pre dir="ltr"${look(set.style.code)}>${block.text.map((span) => span.text)}</pre>`;
    return box(set.style, [set.style.codeBox], lines);
  },
  text: (block) => indented(block.text.map((span) => span.text).join(""), "    "),
};

const equation: BlockRenderer = {
  html(block, { set }) {
    if (isBlank(block.text)) return NOTHING;
    return markup`<p${look(set.style.centered)}>${spansHtml(block.text, set)}</p>\n`;
  },
  text: (block, at) => indented(spansText(block.text, at.set).trim(), "    "),
};

function ownText(block: Block, { set, width }: TextPlace): string {
  return wrapped(spansText(block.text, set).trim(), width);
}

export const prose = {
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
} satisfies Record<string, BlockRenderer>;
