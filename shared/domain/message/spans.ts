import { plainText, type Span } from "../row.ts";
import { spanLink } from "./links.ts";
import { colorLook, look } from "./look/look.ts";
import { Markup, markup } from "./markup.ts";
import type { Setting } from "./setting.ts";
import { shownDate } from "./shown-date.ts";

/** Formatted text as HTML. */
export function spansHtml(spans: readonly Span[], set: Setting): Markup {
  return Markup.join(
    byLink(spans).map(({ link, spans: linked }) => {
      const content = Markup.join(linked.map((span) => spanHtml(span, set)));
      return link === undefined ? content : markup`<a href="${link}"${look(set.style.link)}>${content}</a>`;
    }),
  );
}

/** Formatted text as plain text: `words (https://…)`, and what is struck out stays recognisable as such. */
export function spansText(spans: readonly Span[], set: Setting): string {
  let text = "";
  for (const { link, spans: linked } of byLink(spans)) {
    const words = linked
      .map((span) => (span.strikethrough ? `~${wordsOf(span, set)}~` : wordsOf(span, set)))
      .join("");
    text += link === undefined || saysItself(words, link) ? words : `${words} (${plainLink(link)})`;
  }
  return text;
}

/** Adjacent spans of one link belong together: formatting within a link must not make it several. */
export function byLink(spans: readonly Span[]): { link: string | undefined; spans: Span[] }[] {
  const groups: { link: string | undefined; spans: Span[] }[] = [];
  for (const span of spans) {
    const link = spanLink(span);
    const last = groups.at(-1);
    if (last && last.link === link) last.spans.push(span);
    else groups.push({ link, spans: [span] });
  }
  return groups;
}

/** Does a link's text say where it leads, so that telling it again helps nobody? */
export function saysItself(words: string, link: string): boolean {
  if (link.startsWith("tel:")) return digits(words) === digits(link);
  const bare = (text: string) =>
    text
      .trim()
      .replace(/^(?:mailto:|https?:\/\/)/, "")
      .replace(/\/$/, "");
  return bare(words) === bare(link);
}

function digits(number: string): string {
  return number.replace(/[^+\d]/g, "");
}

/** Is there nothing to see in this text? */
export function isBlank(spans: readonly Span[]): boolean {
  return spans.every((span) => span.text.trim() === "");
}

/** The bare words of a picture or link. */
export function captionOf(spans: readonly Span[]): string {
  return plainText(spans).replace(/\s+/g, " ").trim();
}

function plainLink(link: string): string {
  return link.replace(/^(?:mailto|tel):/, "");
}

function wordsOf(span: Span, { locale }: Setting): string {
  return span.mention?.date ? shownDate(span.mention.date, locale) : span.text;
}

function spanHtml(span: Span, set: Setting): Markup {
  let html = withBreaks(wordsOf(span, set));
  if (span.equation) html = markup`<span${look(set.style.equation)}>${html}</span>`;
  if (span.code) html = markup`<code${look(set.style.inlineCode)}>${html}</code>`;
  if (span.underline) html = markup`<u>${html}</u>`;
  if (span.strikethrough) html = markup`<s>${html}</s>`;
  if (span.italic) html = markup`<em>${html}</em>`;
  if (span.bold) html = markup`<strong>${html}</strong>`;
  const color = colorLook(span.color);
  return color ? markup`<span${look(color)}>${html}</span>` : html;
}

const BREAK = Markup.of("<br>");
const breaks = /\r\n|[\r\n\u2028\u2029]/u;

/** A line break in a cell or typed with shift and enter is one in the message. */
function withBreaks(text: string): Markup {
  if (!breaks.test(text)) return markup`${text}`;
  return Markup.join(
    text.split(breaks).map((line, index) => (index === 0 ? markup`${line}` : markup`${BREAK}${line}`)),
  );
}
