import type { BlockRenderer } from "../block-renderer.ts";
import { box, grid } from "../box.ts";
import { indented, stacked, wrapped } from "../lines.ts";
import { colorLook, look } from "../look/look.ts";
import { markup } from "../markup.ts";
import { spansHtml, spansText } from "../spans.ts";

export const callout: BlockRenderer = {
  html(block, { set, children }) {
    const { style } = set;
    const own = spansHtml(block.text, set);
    const below = children(true);
    if (own.isEmpty && below.isEmpty) return own;
    const inside = below.isEmpty ? own : markup`${own}<div${look(style.below)}>${below}</div>`;
    const icon = block.icon && markup`<td width="24"${look(style.icon)}>${block.icon}</td>`;
    const content = icon ? grid(markup`<tr>${icon}<td${look(style.beside)}>${inside}</td></tr>`) : inside;
    const color = colorLook(block.color);
    // A colour of its text alone leaves the ground as it is.
    const ground = block.color?.endsWith("_background") ? color : style.fill;
    return box(style, [style.callout, ground, ground === color ? undefined : color], content);
  },
  text(block, { set, width, children }) {
    const inset = block.icon ? 3 : 0;
    const text = stacked([wrapped(spansText(block.text, set).trim(), width - inset), children(inset)]);
    if (!block.icon || text === "") return text;
    return `${block.icon} ${indented(text, "   ").trimStart()}`;
  },
};
