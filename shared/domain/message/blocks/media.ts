import type { Block } from "../../block.ts";
import type { BlockRenderer } from "../block-renderer.ts";
import { box } from "../box.ts";
import { safeFileUrl, shortUrl } from "../links.ts";
import { look } from "../look/look.ts";
import { type Markup, markup, NOTHING } from "../markup.ts";
import type { Setting } from "../setting.ts";
import { captionOf, isBlank, saysItself, spansHtml, spansText } from "../spans.ts";

/** What is left of 600 px inside the card. */
const mostWidth = 504;

const image: BlockRenderer = {
  html(block, { set }) {
    const { style } = set;
    const picture = pictureOf(block, set);
    if (picture === undefined) return caption(block, set);
    const { url, width } = picture;
    const spacing = isBlank(block.text) ? style.paragraph : style.pictured;
    // The attribute is for Outlook, which knows no max-width.
    return markup`<p${look(spacing)}><img src="${url}" alt="${captionOf(block.text)}" width="${width}"${look(style.image)}></p>\n${caption(block, set)}`;
  },
  text(block, { set }) {
    const words = spansText(block.text, set).trim();
    const url = block.hosted ? undefined : safeFileUrl(block.url);
    if (url !== undefined) return `[${words || "image"}] ${url}`;
    return words === "" ? "" : `[${words}]`;
  },
};

function pictureOf(block: Block, { taken }: Setting): { url: string; width: number } | undefined {
  const own = block.hosted && taken.get(block.hosted.block);
  if (own?.cid) return { url: `cid:${own.cid}`, width: Math.min(own.width ?? mostWidth, mostWidth) };
  const url = block.hosted ? undefined : safeFileUrl(block.url);
  return url === undefined ? undefined : { url, width: mostWidth };
}

function caption(block: Block, set: Setting): Markup {
  if (isBlank(block.text)) return NOTHING;
  return markup`<p${look(set.style.caption)}>${spansHtml(block.text, set)}</p>\n`;
}

/** A link that stands by itself: what it is called and where it leads. */
const bookmark: BlockRenderer = {
  html(block, { set }) {
    const { style } = set;
    const url = safeFileUrl(block.url);
    if (url === undefined) return caption(block, set);
    const words = captionOf(block.text);
    const own = markup`<a href="${url}"${look(style.cardLink)}>${words || shortUrl(url)}</a>`;
    if (words === "" || saysItself(words, url)) return box(style, [style.linkCard], own);
    return box(style, [style.linkCard], markup`${own}<br><span${look(style.small)}>${shortUrl(url)}</span>`);
  },
  text: named,
};

/** A file by its name. One that Notion hosts has no link that lasts: it is among the attachments. */
const file = (mark: string): BlockRenderer => ({
  html(block, { set }) {
    const { style } = set;
    if (block.hosted && !set.taken.has(block.hosted.block)) return NOTHING;
    const url = safeFileUrl(block.url);
    const name = fileName(block, url);
    if (name === "") return NOTHING;
    const shown =
      url === undefined ? markup`${name}` : markup`<a href="${url}"${look(style.link)}>${name}</a>`;
    return markup`<p${look(style.paragraph)}>${mark}&nbsp;${shown}</p>\n`;
  },
  text(block, at) {
    if (!block.hosted) return named(block);
    return at.set.taken.has(block.hosted.block) ? `[${fileName(block, undefined)}]` : "";
  },
});

function fileName(block: Block, url: string | undefined): string {
  return captionOf(block.text) || (block.hosted?.name ?? (url === undefined ? "" : shortUrl(url)));
}

/** A page of Notion's, by its title. */
const page: BlockRenderer = {
  html(block, { set }) {
    const { style } = set;
    const url = safeFileUrl(block.url);
    const words = captionOf(block.text) || (url === undefined ? "" : shortUrl(url));
    if (words === "") return NOTHING;
    const shown = url === undefined ? words : markup`<a href="${url}"${look(style.link)}>${words}</a>`;
    return markup`<p${look(style.paragraph)}>${shown}</p>\n`;
  },
  text: named,
};

function named(block: Block): string {
  const words = captionOf(block.text);
  const url = safeFileUrl(block.url);
  if (url === undefined || words === "" || saysItself(words, url)) return url ?? words;
  return `${words} (${url})`;
}

export const media = {
  image,
  bookmark,
  embed: bookmark,
  link_preview: bookmark,
  video: file("▶"),
  audio: file("♪"),
  file: file("📎"),
  pdf: file("📎"),
  child_page: page,
  child_database: page,
  link_to_page: page,
} satisfies Record<string, BlockRenderer>;
