import { hash } from "node:crypto";
import type { Computed, Property, Row, Span, Value } from "./row.ts";

/** 96 bits: a row would need 2^48 states before two share a hash by chance. */
const hashLength = 16;

/** Hash per property id, and one over all of them: what a row says, free of when and by whom it was said. */
export type ContentHashes = { hash: string; hashes: Record<string, string> };

/**
 * Hashes a row's content. Left out are properties that differ without an edit of the row: edit time and editor (a read of
 * Rowbell's own write would look like a change), and formulas that read the clock (`volatile`, by property id).
 */
export function hashRow(row: Pick<Row, "properties">, volatile: ReadonlySet<string>): ContentHashes {
  const hashes: Record<string, string> = {};
  let all = "";
  for (const id of Object.keys(row.properties).sort()) {
    const property = row.properties[id] as Property;
    if (volatile.has(id) || property.type === "last_edited_time" || property.type === "last_edited_by")
      continue;
    const digest = digestOf(`${property.type}:${identity(property)}`);
    hashes[id] = digest;
    all += `${id}=${digest};`;
  }
  return { hash: digestOf(all), hashes };
}

export function digestOf(text: string): string {
  return hash("sha256", text, "base64url").slice(0, hashLength);
}

/** What makes two values the same: options, people and mentions by id, so that renaming one changes no row. */
function identity(property: Value): string {
  switch (property.type) {
    case "title":
    case "rich_text":
      return JSON.stringify(property.value.map(spanIdentity));
    case "select":
    case "status":
      return property.value?.id ?? "";
    case "multi_select":
    case "people":
      return property.value.map(({ id }) => id).join();
    case "created_by":
    case "last_edited_by":
      return property.value?.id ?? "";
    case "formula":
      return computedIdentity(property.value);
    case "rollup":
      if (property.value.kind === "array") return property.value.value.map(identity).join("\n");
      return computedIdentity(property.value);
    case "other":
      return `${property.notionType}:${JSON.stringify(property.value)}`;
    default:
      return JSON.stringify(property.value);
  }
}

function computedIdentity(computed: Computed): string {
  return `${computed.kind}:${JSON.stringify(computed.value)}`;
}

/** A mention's text is the name of what it points at and changes with it. */
function spanIdentity(span: Span): Span {
  return span.mention?.id === undefined ? span : { ...span, text: "" };
}
