import type { Context } from "hono";
import type { InboxMail } from "../../aws/ses/mails/mail.ts";

/**
 * The HTML of a mail as a document of its own, to be shown in a frame: without scripts, and as a stranger to the page, since
 * what is in a mail comes from rows anybody may write. `?images=remote` lets it load pictures from elsewhere, by which a
 * sender learns that it was read; `?scheme=dark` or `light` shows it as readers who prefer that see it.
 */
export function mailDocument(c: Context, { id, html, attachments }: InboxMail): Response {
  const { images, scheme } = c.req.query();
  const own = `/api/inbox/${encodeURIComponent(id)}/attachments/`;
  const places = new Map(attachments.map(({ contentId, index }) => [contentId, `${own}${index}`]));
  const origin = new URL(c.req.url).origin;
  const policy = [
    "sandbox allow-popups allow-popups-to-escape-sandbox",
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `img-src data: ${origin}${own}${images === "remote" ? " http: https:" : ""}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join("; ");
  c.header("content-security-policy", policy);
  c.header("referrer-policy", "no-referrer");
  c.header("cache-control", "no-store");
  return c.html(linked(inScheme(withPictures(html, places), scheme)));
}

/** Pictures that came with the mail are named by their Content-ID (RFC 2392). */
function withPictures(html: string, places: ReadonlyMap<string, string>): string {
  return html.replace(/cid:([^"'\s)>]+)/gi, (whole, name: string) => places.get(decoded(name)) ?? whole);
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** A frame cannot prefer another scheme than its page, so the question is answered in the style sheet itself. */
function inScheme(html: string, scheme: string | undefined): string {
  if (scheme !== "dark" && scheme !== "light") return html;
  const answer = (asked: string) =>
    asked.toLowerCase() === scheme ? "(min-width: 0px)" : "(max-width: 0px)";
  const answered = html.replace(/\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)/gi, (_, asked: string) =>
    answer(asked),
  );
  // A mail that says nothing of schemes is shown on white, as mail clients do.
  const shown = /color-scheme/i.test(html) ? scheme : "light";
  return intoHead(answered, `<style>:root{color-scheme:${shown} only}</style>`);
}

/** Links of a mail open in a tab of their own. */
function linked(html: string): string {
  return intoHead(html, '<base target="_blank">');
}

function intoHead(html: string, own: string): string {
  return /<head[\s>]/i.test(html) ? html.replace(/<head(\s[^>]*)?>/i, (head) => head + own) : own + html;
}
