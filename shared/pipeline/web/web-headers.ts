import { pagePolicy } from "../../domain/web/page.ts";
import { notNowPage } from "../../domain/web/unsubscribe-page.ts";

/** Of every answer. A link is a right: it is told to no other site, and kept by nobody on the way. */
export const webHeaders: Readonly<Record<string, string>> = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": pagePolicy,
  "cache-control": "no-store",
  // Not "no-referrer": with that browsers say of a form's origin that they don't know it.
  "referrer-policy": "same-origin",
  "strict-transport-security": "max-age=31536000",
  "x-content-type-options": "nosniff",
  "x-robots-tag": "noindex",
};

export const unavailable = notNowPage();
