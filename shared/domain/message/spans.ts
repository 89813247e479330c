import { plainText, type Span } from "../row.ts";
import { spanLink } from "./links.ts";
import { colorLook, look } from "./look.ts";
import { Markup, markup } from "./markup.ts";
import { theme } from "./theme.ts";

/** Formatted text as HTML. */
export function spansHtml(spans: readonly Span[]): Markup {
  return markup`${byLink(spans).map(({ link, spans: linked }) => {
    const content = linked.map(spanHtml);
    return link === undefined
      ? markup`${content}`
      : markup`<a href="${link}"${look(theme.link)}>${content}</a>`;
  })}`;
}

/** Formatted text as plain text: `words (https://…)`, and what is struck out stays recognisable as such. */
export function spansText(spans: readonly Span[]): string {
  let text = "";
  for (const { link, spans: linked } of byLink(spans)) {
    const words = linked.map((span) => (span.strikethrough ? `~${span.text}~` : span.text)).join("");
    text += link === undefined || saysItself(words, link) ? words : `${words} (${link})`;
  }
  return text;
}

/** Adjacent spans of one link belong together: formatting within a link must not make it several. */
function byLink(spans: readonly Span[]): { link: string | undefined; spans: Span[] }[] {
  const groups: { link: string | undefined; spans: Span[] }[] = [];
  for (const span of spans) {
    const link = spanLink(span);
    const last = groups.at(-1);
    if (last && last.link === link) last.spans.push(span);
    else groups.push({ link, spans: [span] });
  }
  return groups;
}

function saysItself(words: string, link: string): boolean {
  const bare = (text: string) =>
    text
      .trim()
      .replace(/^mailto:/, "")
      .replace(/\/$/, "");
  return bare(words) === bare(link);
}

function spanHtml(span: Span): Markup {
  let html = withBreaks(span.text);
  if (span.equation) html = markup`<span${look(theme.equation)}>${html}</span>`;
  if (span.code) html = markup`<code${look(theme.inlineCode)}>${html}</code>`;
  if (span.underline) html = markup`<u>${html}</u>`;
  if (span.strikethrough) html = markup`<s>${html}</s>`;
  if (span.italic) html = markup`<em>${html}</em>`;
  if (span.bold) html = markup`<strong>${html}</strong>`;
  const color = colorLook(span.color);
  return color ? markup`<span${look(color)}>${html}</span>` : html;
}

const BREAK = Markup.of("<br>");

/** A line break in a cell or typed with shift and enter is one in the message. */
function withBreaks(text: string): Markup {
  const lines = text.split(/\r\n|[\r\n\u2028\u2029]/u);
  return markup`${lines.map((line, index) => (index === 0 ? markup`${line}` : markup`${BREAK}${line}`))}`;
}

/** Is there nothing to see in this text? */
export function isBlank(spans: readonly Span[]): boolean {
  return plainText(spans).trim() === "";
}
