import { FencedError } from "../domain/errors.ts";
import type { Lease } from "../ports.ts";
import { itemBytes, mostTransactionBytes } from "./item-size.ts";
import { keys } from "./keys.ts";
import { type Table, tableLimits, type Write } from "./table.ts";

/** One action of each transaction is the lease's. */
export const actionsUnderLease = tableLimits.actions - 1;

/**
 * Writes all or nothing, as long as the lease is the newest.
 * @param token names this writing: the same one twice has the effect of one.
 * @returns undefined, or the index of each write whose own condition failed.
 * @throws FencedError when the lease was taken over.
 */
export async function writeUnderLease(
  table: Table,
  lease: Lease,
  writes: readonly Write[],
  token: string,
): Promise<number[] | undefined> {
  const check: Write = { check: keys.lease(lease.connectionId), if: { equals: { epoch: lease.epoch } } };
  const failed = await table.transact([check, ...writes], token);
  if (failed?.includes(0)) throw new FencedError("a newer poll took over");
  return failed?.map((index) => index - 1);
}

/** Writes any number, as many together as a transaction takes: each for itself may be there without the others. */
export async function writeManyUnderLease(
  table: Table,
  lease: Lease,
  writes: readonly Write[],
  newId: () => string,
): Promise<void> {
  for (const batch of batchesOf(writes)) await writeUnderLease(table, lease, batch, newId());
}

function batchesOf(writes: readonly Write[]): Write[][] {
  const batches: Write[][] = [];
  let bytes = 0;
  for (const write of writes) {
    const size = "put" in write ? itemBytes(write.put) : 0;
    const last = batches.at(-1);
    if (last && last.length < actionsUnderLease && bytes + size <= mostTransactionBytes) {
      last.push(write);
      bytes += size;
    } else {
      batches.push([write]);
      bytes = size;
    }
  }
  return batches;
}
