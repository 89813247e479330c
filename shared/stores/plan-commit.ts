import type { Snapshot } from "../domain/change.ts";
import type { Delivery } from "../domain/delivery.ts";
import { tooLarge } from "../domain/refusal.ts";
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
const longestTitle = 60;

export function planCommit(lease: Lease, commit: Commit): Plan {
  const { snapshot, deliveries, timers = { set: [], remove: [] } } = commit;
  const set = timerWrites(timers.set, setTimer);
  const remove = timerWrites(timers.remove, removeTimer, timers.set);
  const item = snapshotItem(snapshot);
  const owed = deliveries.map((delivery) => deliveryItem(delivery, lease.epoch));
  const crowded = 1 + owed.length + set.length + remove.length > mostActions;
  if (!crowded && fits([item, ...owed])) return planOf(lease, snapshot, [item, ...owed], [...set, ...remove]);

  const kept = deliveries.map((delivery, at) =>
    fits(owed.slice(at, at + 1)) ? delivery : refused(delivery),
  );
  const packed = crowded
    ? manifestsOf(snapshot, kept, lease.epoch)
    : kept.map((delivery) => deliveryItem(delivery, lease.epoch));
  const apart = { before: set, after: remove };
  for (const form of [item, snapshotItem(withoutBefore(snapshot))]) {
    if (fits([form, ...packed])) return { ...planOf(lease, snapshot, [form, ...packed], []), ...apart };
  }
  const stub = snapshotItem(stubOf(snapshot));
  const most = asManyAsFit(
    [stub],
    fits([stub, ...packed]) ? packed : manifestsOf(snapshot, kept, lease.epoch),
  );
  return { ...planOf(lease, snapshot, most, []), ...apart, problem: tooLarge(snapshot.row).text };
}

function asManyAsFit(items: readonly Item[], others: readonly Item[]): Item[] {
  const most = [...items];
  for (const item of others) if (fits([...most, item])) most.push(item);
  return most;
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

/** What a row was before its newest change only explains: without it a row twice as large can be followed. */
function withoutBefore(snapshot: Snapshot): Snapshot {
  const { lastChange } = snapshot;
  return lastChange ? { ...snapshot, lastChange: { ...lastChange, before: {} } } : snapshot;
}

/** A delivery that is too large by itself: it fails where people see it, rather than not being there. */
function refused(delivery: Delivery): Delivery {
  const refusal = "the values it needs are more than Rowbell can store (some hundred KB)";
  const rowTitle = cut(delivery.rowTitle, longestTitle);
  return { ...delivery, rowTitle, changes: [], values: { before: {}, after: {} }, refusal };
}

/** That the row is there, and at which hash: it must neither count as added later nor as changed at every read. */
function stubOf({ row, revision, hash }: Snapshot): Snapshot {
  return { row: { ...row, url: "", properties: {} }, revision, hash, hashes: {}, isStub: true };
}
