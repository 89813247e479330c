import { createHash } from "node:crypto";
import type { Lease } from "../ports.ts";
import type { Item, Write } from "./table.ts";

/**
 * Names a transaction by what it writes and for which poll: repeated by somebody who never learned of its success, it is
 * the same one. Only for writes that can never be meant twice.
 */
export function contentToken({ connectionId, epoch }: Lease, writes: readonly Write[]): string {
  const hash = createHash("sha256").update(`${connectionId} ${epoch}`);
  for (const write of writes) {
    if ("put" in write) updateWith(hash, write.put);
    else hash.update(JSON.stringify(write));
  }
  return hash.digest("base64url");
}

function updateWith(hash: ReturnType<typeof createHash>, item: Item): void {
  for (const [name, value] of Object.entries(item)) {
    hash.update(`\n${name} `).update(typeof value === "number" ? String(value) : value);
  }
}
