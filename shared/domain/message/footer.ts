import type { RenderContext } from "../template/template.ts";
import { stacked, wrapped } from "./lines.ts";
import { safeUrl } from "./links.ts";
import { look } from "./look/look.ts";
import { type Markup, markup } from "./markup.ts";
import { blocksHtml, blocksText } from "./render-blocks.ts";
import type { Setting } from "./setting.ts";
import type { Theme } from "./theme.ts";

/** Below the message: what the team says of itself, why this mail came and where it came from. */
export function footerHtml(
  { rule, row, unsubscribe }: RenderContext,
  theme: Theme | undefined,
  set: Setting,
): Markup {
  const { style } = set;
  const url = safeUrl(row.url);
  const open = url && markup`<br><a href="${url}"${look(style.quietLink)}>Open the row</a>`;
  const no = unsubscribe && markup`<br><a href="${unsubscribe}"${look(style.quietLink)}>Unsubscribe</a>`;
  const quiet = { ...set, style: { ...style, link: style.quietLink, paragraph: style.footLine } };
  const own = theme && blocksHtml(theme.footer, quiet);
  const address = theme?.address && markup`<p${look(style.footLine)}>${theme.address}</p>\n`;
  return markup`${own}${address}<span dir="ltr">Sent by Rowbell because of the rule “${rule.name}”${open}${no}</span>`;
}

export function footerText(
  { rule, row, unsubscribe }: RenderContext,
  theme: Theme | undefined,
  set: Setting,
  width: number,
): string {
  const url = safeUrl(row.url);
  const sent = wrapped(`Sent by Rowbell because of the rule “${rule.name}”`, width);
  return stacked([
    theme ? blocksText(theme.footer, set, width) : "",
    theme?.address ? wrapped(theme.address, width) : "",
    [sent, url && `Open the row: ${url}`, unsubscribe && `Unsubscribe: ${unsubscribe}`]
      .filter((line) => line)
      .join("\n"),
  ]);
}
