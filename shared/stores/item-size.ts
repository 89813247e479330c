import type { Item } from "./table.ts";

/**
 * Below DynamoDB's limits of 400 KB for an item and 4 MB for a transaction; a quarter less, because the embedded database
 * counts binary values as the base64 text they travel as.
 */
export const mostItemBytes = 290_000;
export const mostTransactionBytes = 2_900_000;

/** Roughly an item's size as DynamoDB counts it: the bytes of its names and values. */
export function itemBytes(item: Item): number {
  let bytes = 0;
  for (const [name, value] of Object.entries(item)) {
    bytes += Buffer.byteLength(name);
    bytes += value instanceof Uint8Array ? value.length : Buffer.byteLength(String(value));
  }
  return bytes;
}

/** Does it fit into one transaction, and each item into the table? */
export function fits(items: readonly Item[]): boolean {
  const sizes = items.map(itemBytes);
  return (
    sizes.every((size) => size <= mostItemBytes) &&
    sizes.reduce((total, size) => total + size, 0) <= mostTransactionBytes
  );
}
