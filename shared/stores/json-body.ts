import { gunzipSync, gzipSync } from "node:zlib";
import type { Attribute, Item, Key } from "./table.ts";

/**
 * A write costs a unit for each KB begun, twice that in a transaction: what is longer than this is stored compressed. Half of
 * a KB, since keys and counts come beside it.
 */
const longestPlain = 500;

/** An item whose content is one JSON text: it is only ever read and written as a whole. */
export function jsonItem({ pk, sk }: Key, content: unknown): Item {
  return { pk, sk, body: jsonAttribute(content) };
}

export function jsonOf<T>(item: Item | undefined): T | undefined {
  return parseAttribute<T>(item?.body);
}

export function jsonAttribute(content: unknown): Attribute {
  const json = JSON.stringify(content);
  const bytes = Buffer.byteLength(json);
  if (bytes <= longestPlain) return json;
  // The lowest level: a higher one takes a few percent off and twice the time. By default each result lies in 16 KB of its
  // own, however small it is, and ten thousand of them wait for the collector together.
  // What zlib sets aside by default, a quarter of a MB, costs more than compressing a small text in it.
  const room = bytes > 16_384 ? {} : { windowBits: 14, memLevel: 5 };
  return gzipSync(json, { level: 1, ...room, chunkSize: Math.max(longestPlain, bytes >> 1) });
}

export function parseAttribute<T>(attribute: Attribute | undefined): T | undefined {
  if (attribute === undefined || typeof attribute === "number") return undefined;
  const json = typeof attribute === "string" ? attribute : gunzipSync(attribute).toString();
  return JSON.parse(json) as T;
}
