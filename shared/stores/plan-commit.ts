import type { Snapshot } from "../domain/change.ts";
import { rowTitle } from "../domain/row.ts";
import { cut } from "../domain/words.ts";
import type { Commit, Lease } from "../ports.ts";
import { contentToken } from "./content-token.ts";
import { deliveryItem, itemKeyOf } from "./delivery-item.ts";
import { fits, itemBytes } from "./item-size.ts";
import { isManifest, manifestsOf } from "./manifest.ts";
import { snapshotItem } from "./snapshot-item.ts";
import type { Item, Key, Write } from "./table.ts";
import { removeTimer, setTimer, timerWrites } from "./timers.ts";
import { actionsUnderLease } from "./write-under-lease.ts";

/** What one event of a row writes. */
export type Plan = {
  /** All or nothing; the snapshot's is the first. */
  writes: Write[];
  /** Timers that do not fit. One that is set too early or removed too late is looked at when it comes, and does no harm. */
  before: Write[];
  after: Write[];
  /** To expand once the transaction is done. */
  manifests: Key[];
  bytes: number;
  /** The row is too large, and this writes its stub. */
  problem?: string;
};

/** One action stays free for what a transaction may carry besides. */
export const mostActions = actionsUnderLease - 1;

export function planCommit(lease: Lease, commit: Commit): Plan {
  const { snapshot, deliveries, timers = { set: [], remove: [] } } = commit;
  const set = timerWrites(timers.set, setTimer);
  const remove = timerWrites(timers.remove, removeTimer, timers.set);
  const item = snapshotItem(snapshot);
  const owed = deliveries.map((delivery) => deliveryItem(delivery, lease.epoch));
  const crowded = 1 + owed.length + set.length + remove.length > mostActions;
  if (!crowded && fits([item, ...owed])) return planOf(lease, snapshot, [item, ...owed], [...set, ...remove]);

  const packed = crowded ? manifestsOf(snapshot, deliveries, lease.epoch) : owed;
  const apart = { before: set, after: remove };
  if (fits([item, ...packed])) return { ...planOf(lease, snapshot, [item, ...packed], []), ...apart };
  const stub = snapshotItem(stubOf(snapshot));
  const kept = fits([stub, ...packed]) ? packed : [];
  return { ...planOf(lease, snapshot, [stub, ...kept], []), ...apart, problem: tooLarge(snapshot) };
}

/** @param items the snapshot, and what it owes: deliveries, or manifests of them. */
function planOf(lease: Lease, { revision }: Snapshot, items: Item[], timers: Write[]): Plan {
  const [first, ...owed] = items as [Item, ...Item[]];
  const others = [...owed.map(putOwed), ...timers];
  // Who wrote it: so that a commit whose answer was lost is known as one's own.
  const writer = contentToken(lease, [{ put: first }, ...others]).slice(0, 12);
  // The row must still be at the revision before: only so does a revision name one state for ever.
  const before = revision === 1 ? { absent: true as const } : { equals: { revision: revision - 1 } };
  const condition = { ...before, or: { equals: { revision, writer } } };
  return {
    writes: [{ put: { ...first, writer }, if: condition }, ...others],
    before: [],
    after: [],
    manifests: owed.filter(isManifest).map(itemKeyOf),
    bytes: items.reduce((sum, item) => sum + itemBytes(item), 0),
  };
}

/** A delivery that is there already was promised before, and stays as it is. */
function putOwed(item: Item): Write {
  return isManifest(item) ? { put: item } : { put: item, if: { absent: true } };
}

/** That the row is there, and at which hash: it must neither count as added later nor as changed at every read. */
function stubOf({ row, revision, hash }: Snapshot): Snapshot {
  return { row: { ...row, url: "", properties: {} }, revision, hash, hashes: {}, isStub: true };
}

function tooLarge({ row }: Snapshot): string {
  return `the row "${cut(rowTitle(row), 60)}" holds more than Rowbell can remember (some hundred KB), so its changes are not followed`;
}
