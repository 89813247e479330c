import type { Cell, Span } from "../api/notion.ts";
import { respan } from "./respan.ts";

/** What a typed text says: as it is shown, as Notion takes it where that differs, or why the column cannot take it. */
export type ReadText = { shown?: unknown; written?: unknown; problem?: string };

/** Of texts, numbers and addresses. */
export function readText(cell: Cell, text: string): ReadText {
  if (cell.type === "title" || cell.type === "rich_text") {
    const spans: Span[] = cell.type === "title" ? cell.title : cell.rich_text;
    return { shown: spansOf(text), written: respan(spans, text) };
  }
  if (text.trim() === "") return { shown: null };
  if (cell.type !== "number") return { shown: text.trim() };
  const number = Number(text.replace(/[\s€$£,]/g, ""));
  return Number.isFinite(number) ? { shown: number } : { problem: "A number, such as 1250 or 12.5" };
}

/** A text as Notion will answer it, until it has. */
function spansOf(text: string): object[] {
  const annotations = {};
  return text === ""
    ? []
    : [{ type: "text", text: { content: text, link: null }, plain_text: text, href: null, annotations }];
}
