import type { Snapshot } from "../domain/change.ts";
import type { Delivery } from "../domain/delivery.ts";
import { TABLE } from "../table.ts";
import { deliveryItem, duePartition } from "./delivery-item.ts";
import { itemBytes, mostItemBytes } from "./item-size.ts";
import { jsonItem, jsonOf } from "./json-body.ts";
import { keys } from "./keys.ts";
import type { Item, Key, Table } from "./table.ts";

/** Deliveries that were promised together, and by which poll. */
type Content = { epoch: number; deliveries: Delivery[] };

/** How many are written at the same time. */
const abreast = 25;

/**
 * Packs the deliveries of one change that do not fit into its transaction. A manifest is due at once, so that whoever
 * looks for what is due finds it, should this process end before it is expanded.
 */
export function manifestsOf(
  { row, revision }: Pick<Snapshot, "row" | "revision">,
  deliveries: readonly Delivery[],
  epoch: number,
): Item[] {
  return pack(deliveries, (some, part) => ({
    ...jsonItem(keys.manifest(row.id, revision, part), { epoch, deliveries: some } satisfies Content),
    [TABLE.dueIndex.partitionKey]: duePartition,
    [TABLE.dueIndex.sortKey]: some[0]?.seenAt ?? "",
  }));
}

/** Halves what is too large until it fits: how far it shrinks when compressed is not known before. */
function pack(deliveries: readonly Delivery[], itemOf: (some: Delivery[], part: number) => Item): Item[] {
  const items: Item[] = [];
  // A change may bring more timers than fit, and owe nothing.
  const open = deliveries.length === 0 ? [] : [[...deliveries]];
  for (let some = open.pop(); some; some = open.pop()) {
    const item = itemOf(some, items.length);
    if (some.length === 1 || itemBytes(item) <= mostItemBytes) {
      items.push(item);
    } else {
      const half = Math.ceil(some.length / 2);
      open.push(some.slice(half), some.slice(0, half));
    }
  }
  return items;
}

export function isManifest({ sk }: Item): boolean {
  return String(sk).startsWith("MANIFEST#");
}

/**
 * Writes each delivery of a manifest that is not there yet, then removes the manifest: done twice, or by two at once, it
 * comes to the same.
 * @returns its deliveries as they were promised; none when it was expanded before.
 */
export async function expandManifest(table: Table, key: Key): Promise<Delivery[]> {
  const content = jsonOf<Content>(await table.get(key));
  if (!content) return [];
  const { epoch, deliveries } = content;
  for (let start = 0; start < deliveries.length; start += abreast) {
    const some = deliveries.slice(start, start + abreast);
    await Promise.all(
      some.map((delivery) => table.write({ put: deliveryItem(delivery, epoch), if: { absent: true } })),
    );
  }
  await table.write({ delete: key });
  return deliveries;
}
