import type { Block } from "../../block.ts";
import { plainText } from "../../row.ts";
import type { BlockRenderer } from "../block-renderer.ts";
import { safeFileUrl, shortUrl } from "../links.ts";
import { look } from "../look.ts";
import { Markup, markup } from "../markup.ts";
import { isBlank, spansHtml, spansText } from "../spans.ts";
import { theme } from "../theme.ts";

const image: BlockRenderer = {
  html(block) {
    const url = safeFileUrl(block.url);
    if (url === undefined) return captionHtml(block);
    const picture = markup`<p${look(theme.paragraph)}><img src="${url}" alt="${plainText(block.text)}"${look(theme.image)}></p>\n`;
    return markup`${picture}${captionHtml(block)}`;
  },
  text(block) {
    const caption = spansText(block.text).trim();
    const url = safeFileUrl(block.url);
    return url === undefined ? caption : `[${caption || "image"}] ${url}`;
  },
};

const link: BlockRenderer = {
  html(block) {
    const url = safeFileUrl(block.url);
    if (url === undefined) return captionHtml(block);
    const words = isBlank(block.text) ? shortUrl(url) : plainText(block.text);
    return markup`<p${look(theme.paragraph)}><a href="${url}"${look(theme.link)}>${words}</a></p>\n`;
  },
  text(block) {
    const words = plainText(block.text).trim();
    return [words, safeFileUrl(block.url)].filter((part) => part).join(": ");
  },
};

function captionHtml(block: Block): Markup {
  if (isBlank(block.text)) return Markup.of("");
  return markup`<p${look(theme.caption)}>${spansHtml(block.text)}</p>\n`;
}

export const media: Record<string, BlockRenderer> = {
  image,
  bookmark: link,
  embed: link,
  link_preview: link,
  video: link,
  audio: link,
  file: link,
  pdf: link,
};
