import { type Look, look } from "./look/look.ts";
import type { Style } from "./look/style.ts";
import { Markup, markup } from "./markup.ts";

const TABLE = Markup.of('<table role="presentation" cellpadding="0" cellspacing="0" border="0"');

/** Room around content: a table of one cell, because Outlook pads, colours and rounds nothing but cells. */
export function box(
  style: Style,
  looks: readonly (Look | undefined)[],
  content: Markup,
  element: keyof typeof ELEMENTS = "div",
): Markup {
  const [open, close] = ELEMENTS[element];
  return markup`${open}${look(style.box)}>${grid(markup`<tr><td${look(...looks)}>${content}</td></tr>`)}${close}`;
}

const ELEMENTS = {
  div: [Markup.of("<div"), Markup.of("</div>\n")],
  blockquote: [Markup.of("<blockquote"), Markup.of("</blockquote>\n")],
} as const;

/** A table that only lays out: rows and cells come in. */
export function grid(rows: Markup, width: "full" | "content" = "full"): Markup {
  return width === "full"
    ? markup`${TABLE} width="100%" style="table-layout:fixed;border-collapse:separate">${rows}</table>`
    : markup`${TABLE} style="border-collapse:separate">${rows}</table>`;
}
