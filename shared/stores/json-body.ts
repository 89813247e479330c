import { gunzipSync, gzipSync } from "node:zlib";
import type { Attribute, Item, Key } from "./table.ts";

/** A write costs a unit for each KB begun, twice that in a transaction: what is longer than this is stored compressed. */
const longestPlain = 1_000;

/** An item whose content is one JSON text: it is only ever read and written as a whole. */
export function jsonItem({ pk, sk }: Key, content: unknown): Item {
  return { pk, sk, body: jsonAttribute(content) };
}

export function jsonOf<T>(item: Item | undefined): T | undefined {
  return parseAttribute<T>(item?.body);
}

export function jsonAttribute(content: unknown): Attribute {
  const json = JSON.stringify(content);
  // The lowest level: a higher one takes a few percent off and twice the time.
  return Buffer.byteLength(json) > longestPlain ? gzipSync(json, { level: 1 }) : json;
}

export function parseAttribute<T>(attribute: Attribute | undefined): T | undefined {
  if (attribute === undefined || typeof attribute === "number") return undefined;
  const json = typeof attribute === "string" ? attribute : gunzipSync(attribute).toString();
  return JSON.parse(json) as T;
}
