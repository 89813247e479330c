import type { Row } from "../../domain/row.ts";
import { decodeRow } from "./decode-row.ts";
import { type Json, record } from "./json.ts";

/**
 * A page object → a row; undefined for what can be none: without its id, its times or its properties. So Notion shows a page
 * that the connection may only know of; read as a row, all its cells would seem to have been emptied.
 */
export function readRow(page: Json): Row | undefined {
  if (page.object !== "page" || record(page.properties) !== page.properties) return undefined;
  try {
    const row = decodeRow(page);
    const isWhole = row.id !== "" && isTime(row.createdTime) && isTime(row.lastEditedTime);
    return isWhole ? row : undefined;
  } catch {
    // Nested deeper than a program can follow: one row that is no row must not stop the others of its page.
    return undefined;
  }
}

function isTime(time: string): boolean {
  return !Number.isNaN(Date.parse(time));
}
