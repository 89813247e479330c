import type { BlockRenderer } from "../block-renderer.ts";
import { indented, stacked } from "../lines.ts";
import { colorLook, look } from "../look.ts";
import { Markup, markup } from "../markup.ts";
import { spansHtml, spansText } from "../spans.ts";
import { theme } from "../theme.ts";

const TABLE = Markup.of('<table role="presentation" cellpadding="0" cellspacing="0" border="0"');

export const callout: BlockRenderer = {
  html(block, at) {
    const own = spansHtml(block.text);
    const children = at.children();
    if (own.isEmpty && children.isEmpty) return own;
    const icon = block.icon && markup`<td width="24"${look(theme.icon)}>${block.icon}</td>`;
    const inside = children.isEmpty ? undefined : markup`<div${look(theme.below)}>${children}</div>`;
    // Tables, because Outlook pads and rounds nothing but cells.
    return markup`${TABLE} width="100%"${look(theme.spread)}><tr><td${look(theme.callout, colorLook(block.color) ?? theme.fill)}>${TABLE}><tr>${icon}<td${look(theme.beside)}>${own}${inside}</td></tr></table></td></tr></table>\n`;
  },
  text(block, at) {
    const text = stacked([spansText(block.text).trim(), at.children()]);
    if (!block.icon || text === "") return text;
    return `${block.icon} ${indented(text, "   ").trimStart()}`;
  },
};
