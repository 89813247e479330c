import { type Json, record } from "../../shared/adapters/notion/json.ts";
import type { RenderedMail } from "../support/render-mail.ts";
import { shownTexts } from "./raw-content.ts";
import { marks, type Walk } from "./walk-row.ts";

/** What a mail does not show of the page's properties, as text or as HTML. */
export function unseenOf({ page, altered, message }: Walk): string[] {
  const state = altered === undefined ? "first seen" : `"${altered}" altered`;
  return Object.entries(record(page.properties)).flatMap(([name, raw], column) =>
    partsOf(message).flatMap(([part, text]) => {
      const shown = between(text, ...marks(column));
      if (shown === undefined) return [`${state}: "${name}" has no place in the ${part}`];
      return missing(shown, shownTexts(record(raw))).map(
        (lost) => `${state}: "${name}" (${record(raw).type}) shows no ${JSON.stringify(lost)} in the ${part}`,
      );
    }),
  );
}

/** Texts of blocks that a mail does not show. */
export function unseenTexts(message: RenderedMail, texts: readonly string[]): string[] {
  return partsOf(message).flatMap(([part, text]) =>
    missing(text, texts).map((lost) => `the ${part} shows no ${JSON.stringify(lost)}`),
  );
}

function partsOf({ text, html }: RenderedMail): [string, string][] {
  return [
    ["text", text],
    ["HTML", wordsOf(html)],
  ];
}

/** Line by line: a mail breaks, indents and quotes lines, and evens out spaces. */
function missing(shown: string, texts: readonly string[]): string[] {
  const even = (line: string) => line.replace(/\s+/gu, " ").trim();
  const all = even(shown);
  return texts
    .flatMap((text) => text.split(/[\r\n\u2028\u2029]+/u))
    .map(even)
    .filter((line) => line !== "" && !all.includes(line));
}

function between(text: string, open: string, close: string): string | undefined {
  const [start, end] = [text.indexOf(open), text.indexOf(close)];
  return start === -1 || end === -1 ? undefined : text.slice(start + open.length, end);
}

const entities: Json = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", nbsp: " " };

/** HTML as a reader sees it; alternative texts of pictures count. */
function wordsOf(html: string): string {
  return html
    .replace(/<style[\s\S]*?<\/style>/g, "")
    .replace(/<img [^>]*alt="([^"]*)"[^>]*>/g, "$1")
    .replace(/<br>/g, "\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&(#?\w+);/g, (whole, name: string) => String(entities[name] ?? whole));
}
