import { hash } from "node:crypto";
import type { Computed, Property, Row, Span, Value } from "./row.ts";

/** 96 bits: a row would need 2^48 states before two share a hash by chance. */
const hashLength = 16;

/**
 * What a row says, free of when and by whom it was said: one hash over all of it, and one per property id. The latter are
 * made when they are first asked for, since most rows that are read have not changed.
 */
export type ContentHashes = { readonly hash: string; readonly hashes: Record<string, string> };

/**
 * Hashes a row's content. Left out are properties that differ without an edit of the row: edit time and editor (a read of
 * Rowbell's own write would look like a change), and formulas that read the clock (`volatile`, by property id).
 */
export function hashRow(row: Pick<Row, "properties">, volatile: ReadonlySet<string>): ContentHashes {
  const identities: [id: string, identity: string][] = [];
  let all = "";
  for (const id of Object.keys(row.properties).sort()) {
    const property = row.properties[id] as Property;
    if (volatile.has(id) || isUntold(property)) continue;
    const own = `${property.type}:${identity(property)}`;
    identities.push([id, own]);
    // With its length, so that no text can pass for the end of one property and the beginning of another.
    all += `${id} ${own.length} ${own}\n`;
  }
  let hashes: Record<string, string> | undefined;
  return {
    hash: digestOf(all),
    get hashes() {
      if (hashes) return hashes;
      hashes = Object.fromEntries(identities.map(([id, own]) => [id, digestOf(own)]));
      hashed.set(hashes, row.properties);
      return hashes;
    },
  };
}

/** Properties by the hashes that were made of them. */
const hashed = new WeakMap<Record<string, string>, Row["properties"]>();

/** Are these hashes the ones of a row's properties, of all but some of them? */
export function areHashesOf(
  hashes: Record<string, string>,
  { properties }: Pick<Row, "properties">,
): boolean {
  if (hashed.get(hashes) === properties) return true;
  const without = Object.keys(properties).filter((id) => hashes[id] === undefined);
  const again = Object.entries(hashRow({ properties }, new Set(without)).hashes);
  return again.length === Object.keys(hashes).length && again.every(([id, hash]) => hashes[id] === hash);
}

/** Differs without an edit: when and by whom it was edited, and a rollup that Notion had no time to compute. */
function isUntold(property: Property): boolean {
  if (property.type === "last_edited_time" || property.type === "last_edited_by") return true;
  return property.type === "rollup" && property.truncated === true && property.value.kind === "none";
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
    case "unique_id":
      // The letters before the number are the column's.
      return String(property.value?.number);
    case "formula":
      return computedIdentity(property.value);
    case "rollup":
      if (property.value.kind === "array") return property.value.value.map(identity).join("\n");
      return computedIdentity(property.value);
    case "other":
      return `${property.notionType}:${canonical(property.value)}`;
    default:
      return JSON.stringify(property.value);
  }
}

/** An empty result has no kind: Notion names another one as soon as the formula is edited. */
function computedIdentity(computed: Computed): string {
  return computed.value === null ? "" : `${computed.kind}:${JSON.stringify(computed.value)}`;
}

/** A mention's text and link are made from the name of what it points at, and change with it. */
function spanIdentity(span: Span): Partial<Span> {
  if (span.mention?.id === undefined) return withoutDate(span);
  const { text: _text, href: _href, ...identity } = span;
  return identity;
}

/** The text of a date says it, and rows seen before dates were kept apart must not look changed. */
function withoutDate(span: Span): Span {
  return span.mention?.date ? { ...span, mention: { type: span.mention.type } } : span;
}

/** What Notion sent as it is: the order of keys says nothing, and a user is more than an id only for being read. */
function canonical(sent: unknown): string {
  return JSON.stringify(sent, (_key, value: unknown) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    const entries = Object.entries(value);
    const isUser = entries.some(([key, of]) => key === "object" && of === "user");
    return Object.fromEntries(entries.filter(([key]) => !isUser || key === "id").sort());
  });
}
