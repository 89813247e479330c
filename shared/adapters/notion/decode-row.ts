import type { Property, Row } from "../../domain/row.ts";
import { decodeValue } from "./decode-value.ts";
import { type Json, list, record, text } from "./json.ts";

/** Notion resolves the first 25 references of a value and says so only for relations (`has_more`). */
const truncatedAt = 25;

/** A page object → a row. Works on pages of any parent; their `sourceId` is then `""`. */
export function decodeRow(page: Json): Row {
  const properties = Object.entries(record(page.properties)).map(([name, raw]) =>
    decodeProperty(name, record(raw)),
  );
  return {
    id: text(page.id),
    sourceId: text(record(page.parent).data_source_id),
    url: text(page.url),
    createdTime: text(page.created_time),
    lastEditedTime: text(page.last_edited_time),
    lastEditedBy: text(record(page.last_edited_by).id),
    inTrash: page.in_trash === true || page.archived === true,
    properties: Object.fromEntries(properties.map((property) => [property.id, property])),
  };
}

function decodeProperty(name: string, raw: Json): Property {
  const property: Property = { id: decodePropertyId(text(raw.id)), name, ...decodeValue(raw) };
  if (isTruncated(raw)) property.truncated = true;
  return property;
}

/** Ids are percent-encoded in page and data source objects but raw inside rollup configurations. */
export function decodePropertyId(id: string): string {
  if (!id.includes("%")) return id;
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

function isTruncated(raw: Json): boolean {
  if (raw.has_more === true || record(raw.rollup).type === "incomplete") return true;
  if (raw.type === "people") return list(raw.people).length >= truncatedAt;
  return mentions(raw.title) >= truncatedAt || mentions(raw.rich_text) >= truncatedAt;
}

function mentions(richText: unknown): number {
  if (!Array.isArray(richText) || richText.length < truncatedAt) return 0;
  return richText.filter((item) => record(item).type === "mention").length;
}
