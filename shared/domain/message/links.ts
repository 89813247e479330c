import { pageLink } from "../display.ts";
import type { Span } from "../row.ts";

const ALLOWED = new Set(["http:", "https:", "mailto:", "tel:"]);

/** A link as it may stand in a message, normalised, or `undefined` when it must not: `javascript:`, no scheme. */
export function safeUrl(url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  // Notion writes a link to one of its own pages as `/<page id>`.
  const page = /^\/(?:p\/)?([0-9a-f]{32})(?:$|[?#])/.exec(url)?.[1];
  if (page !== undefined) return pageLink(page);
  const parsed = URL.parse(url.trim());
  return parsed && ALLOWED.has(parsed.protocol) ? parsed.href : undefined;
}

/** The same for a file. A file that Notion hosts is left out: its signed link is dead within the hour. */
export function safeFileUrl(url: string | undefined): string | undefined {
  const safe = safeUrl(url);
  if (safe === undefined || !/^https?:/.test(safe)) return undefined;
  return /[?&]X-Amz-Signature=/i.test(safe) ? undefined : safe;
}

/** Where a span leads. A mention of a page or database leads to it. */
export function spanLink(span: Span): string | undefined {
  const { mention, href } = span;
  if (mention === undefined && href === undefined) return undefined;
  const isPage = mention?.type === "page" || mention?.type === "database";
  return safeUrl(href) ?? (isPage && mention.id !== undefined ? pageLink(mention.id) : undefined);
}

/** `example.com/track/7`: a link as it reads best where it has no words of its own. */
export function shortUrl(url: string): string {
  const short = url.replace(/^(?:https?:\/\/(?:www\.)?|mailto:|tel:)/, "").replace(/\/$/, "");
  return short.length > 60 ? `${short.slice(0, 59)}…` : short;
}
