import type { Delivery } from "../domain/delivery.ts";
import type { Clock, Outbox } from "../ports.ts";
import { TABLE } from "../table.ts";
import {
  deadPartition,
  deliveryKeyOf,
  deliveryOf,
  duePartition,
  heldPartition,
  historyPartition,
  isOver,
  itemKeyOf,
} from "./delivery-item.ts";
import { gathered } from "./digests.ts";
import { deliveryPlace, keys } from "./keys.ts";
import { expandManifest, isManifest } from "./manifest.ts";
import { outboxWrites } from "./outbox-writes.ts";
import type { Item, Table } from "./table.ts";

/** @param newId names each write, so that its repetition is known from another's. */
export function outboxIn(table: Table, { clock, newId }: { clock: Clock; newId: () => string }): Outbox {
  const read = (item: Item | undefined) => deliveryOf(item, clock.now());

  /** The deliveries that an index names, in its order; it may still name one that is gone. */
  async function loadAll(found: readonly Item[]): Promise<Delivery[]> {
    const items = await table.getAll(found.map(itemKeyOf));
    const loaded = items.flatMap((item) => read(item) ?? []);
    const byKey = new Map(loaded.map((delivery) => [delivery.key, delivery]));
    return found.flatMap((item) => byKey.get(deliveryKeyOf(item)) ?? []);
  }

  return {
    load: async (key) => read(await table.get(deliveryPlace(key))),
    ...outboxWrites(table, { read, newId }),

    async due(now, limit) {
      const { items } = await table.query({ index: "due", partition: duePartition, until: now, limit });
      const due: string[] = [];
      for (const item of items) {
        if (due.length >= limit) break;
        if (!isManifest(item)) due.push(deliveryKeyOf(item));
        // Its process ended before it was done.
        else due.push(...dueAmong(await expandManifest(table, itemKeyOf(item)), now));
      }
      return due.slice(0, limit);
    },

    async history(connectionId, limit) {
      const partition = historyPartition(connectionId);
      return loadAll((await table.query({ index: "history", partition, newestFirst: true, limit })).items);
    },

    async earlier({ rowId, ruleId, revision }) {
      const { pk, sk } = keys.delivery(rowId, ruleId, 0);
      const { items } = await table.query({
        partition: pk,
        from: sk,
        // "~" comes after whatever an earlier revision was passed on as.
        until: keys.delivery(rowId, ruleId, revision - 1, "~").sk,
        where: { state: ["pending", "sending", "held"] },
        attributes: ["state", "dueAt", TABLE.ttl],
        // What is not settled is among the newest.
        newestFirst: true,
        limit: 1,
      });
      const [unsettled] = items;
      if (!unsettled || isOver(unsettled, clock.now())) return undefined;
      return unsettled.state === "held" ? {} : { dueAt: String(unsettled.dueAt) };
    },

    gathered: (digest, after) => gathered(table, digest, after),

    async held(ruleId, limit, until) {
      const partition = heldPartition(ruleId);
      const bound = until === undefined ? {} : { until };
      const { items } = await table.query({ index: "due", partition, limit, ...bound });
      return items.map(deliveryKeyOf);
    },

    async dead(connectionId, limit) {
      const partition = deadPartition(connectionId);
      const { items } = await table.query({ index: "due", partition, newestFirst: true, limit });
      const found = await loadAll(items);
      return found.filter(({ state }) => state === "failed" || state === "uncertain");
    },
  };
}

function dueAmong(deliveries: readonly Delivery[], now: string): string[] {
  return deliveries.flatMap(({ key, state, dueAt }) =>
    state === "pending" && dueAt !== undefined && dueAt <= now ? [key] : [],
  );
}
