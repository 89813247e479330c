import type { RenderContext } from "../template/template.ts";
import { safeUrl } from "./links.ts";
import { look } from "./look.ts";
import { type Markup, markup } from "./markup.ts";
import { theme } from "./theme.ts";

/** Why this mail came and where it came from, for whoever wonders. */
export function footerHtml({ rule, row, unsubscribe }: RenderContext): Markup {
  const url = safeUrl(row.url);
  const no = unsubscribe && markup`<br><a href="${unsubscribe}"${look(theme.quietLink)}>Unsubscribe</a>`;
  const open = url && markup`<br><a href="${url}"${look(theme.quietLink)}>Open the row</a>`;
  return markup`Sent by Rowbell because of the rule “${rule.name}”${open}${no}`;
}

export function footerText({ rule, row, unsubscribe }: RenderContext): string {
  const url = safeUrl(row.url);
  const sent = `Sent by Rowbell because of the rule “${rule.name}”`;
  const open = url === undefined ? "" : `\nOpen the row: ${url}`;
  return `${sent}${open}${unsubscribe === undefined ? "" : `\nUnsubscribe: ${unsubscribe}`}`;
}
