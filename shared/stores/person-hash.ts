import { createHash } from "node:crypto";

/** Stands for an address in a key, where none is to be read: the same however it is written, whenever it is asked. */
export function personHash(address: string): string {
  return createHash("sha256").update(address.toLowerCase()).digest("hex").slice(0, 16);
}
