import type { Clock, Lines } from "../ports.ts";
import { TABLE } from "../table.ts";
import { deliveryOf, historyPartition, itemKeyOf, runsPartition, untoldAs } from "./delivery-item.ts";
import { deliveryPlace } from "./keys.ts";
import type { Table } from "./table.ts";

const { partitionKey, sortKey } = TABLE.runsIndex;

export function linesIn(table: Table, { clock, newId }: { clock: Clock; newId: () => string }): Lines {
  return {
    async untold(connectionId, now, limit) {
      const partition = runsPartition(connectionId);
      // "$" follows "#": every change of that very moment as well.
      const { items } = await table.query({ index: "runs", partition, until: `${now}$`, limit });
      const loaded = await table.getAll(items.map(itemKeyOf));
      const deliveries = loaded.flatMap((item) => deliveryOf(item, clock.now()) ?? []);
      return deliveries
        .filter(({ untold }) => untold !== undefined)
        .sort((a, b) => ((a.untold ?? "") < (b.untold ?? "") ? -1 : 1));
    },

    async told(delivery, lineId) {
      const update = deliveryPlace(delivery.key);
      const { untold = "" } = delivery;
      const own = lineId === undefined ? {} : { lineId };
      const change = { set: own, remove: [partitionKey, sortKey] };
      if (await table.write({ update, change, if: { equals: { [sortKey]: untold } } })) return lineId;
      const now = deliveryOf(await table.get(update), clock.now());
      if (now?.lineId !== undefined && now.lineId !== lineId) return now.lineId;
      // Whoever of two wrote last may have been the one that knew less.
      const set = { ...own, ...untoldAs(delivery, `${clock.now().toISOString()}#${newId()}`) };
      await table.write({ update, change: { set }, if: itsOwn(delivery.connectionId) });
      return lineId;
    },

    async putOff(delivery, until) {
      const { untold = "" } = delivery;
      const set = untoldAs(delivery, `${until}#${newId()}`);
      await table.write({
        update: deliveryPlace(delivery.key),
        change: { set, remove: ["lineId"] },
        if: { equals: { [sortKey]: untold } },
      });
    },
  };
}

/** There is such a delivery: an update would make one. */
function itsOwn(connectionId: string) {
  return { equals: { [TABLE.historyIndex.partitionKey]: historyPartition(connectionId) } };
}
