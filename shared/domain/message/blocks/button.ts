import type { Block } from "../../block.ts";
import { grid } from "../box.ts";
import { colors } from "../look/colors.ts";
import { look } from "../look/look.ts";
import { buttonLooks, type Style } from "../look/style.ts";
import { type Markup, markup } from "../markup.ts";
import { byLink, captionOf, saysItself } from "../spans.ts";

/** Where a line leads that is nothing but one bold link with words of its own: in a message that is a button. */
export function buttonOf({ text, children }: Block): { url: string; words: string } | undefined {
  if (children.length > 0) return undefined;
  const spans = text.filter((span) => span.text.trim() !== "");
  const [only, ...others] = byLink(spans);
  if (only?.link === undefined || others.length > 0 || !spans.every(({ bold }) => bold)) return undefined;
  const words = captionOf(spans);
  return saysItself(words, only.link) ? undefined : { url: only.link, words };
}

/** A cell in the button's colour around a padded link. The line's own colour in Notion goes before the team's. */
export function buttonHtml(
  { url, words }: { url: string; words: string },
  color: string | undefined,
  style: Style,
): Markup {
  const hue = color?.split("_")[0] ?? "";
  const own = Object.hasOwn(colors, hue) ? colors[hue] : undefined;
  const { button, buttonLink } = own ? buttonLooks(own.text, false) : style;
  const link = markup`<a href="${url}"${look(buttonLink)}>${words}</a>`;
  const cell = markup`<tr><td${look(button)}>${link}</td></tr>`;
  return markup`<div${look(style.box)}>${grid(cell, "content")}</div>\n`;
}
