import { safeFileUrl } from "./links.ts";
import { look } from "./look/look.ts";
import { type Markup, markup, NOTHING } from "./markup.ts";
import type { Setting } from "./setting.ts";
import type { Logo } from "./theme.ts";

/** Logos are prepared for sharp screens: shown at half their size, and no wider than this. */
const mostWidth = 180;

/** The team's logo above the message. */
export function headerHtml(logo: Logo | undefined, { style, taken }: Setting): Markup {
  const own = logo?.hosted && taken.get(logo.hosted.block);
  const url = own?.cid ? `cid:${own.cid}` : safeFileUrl(logo?.url);
  if (logo === undefined || url === undefined) return NOTHING;
  const width = Math.min(Math.ceil((own?.width ?? 2 * mostWidth) / 2), mostWidth);
  return markup`<div${look(style.header)}><img src="${url}" alt="${logo.alt}" width="${width}"${look(style.logo)}></div>\n`;
}
