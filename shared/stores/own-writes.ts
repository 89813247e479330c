import type { OwnWrite, OwnWrites } from "../domain/own-write.ts";
import { TABLE } from "../table.ts";
import { keys, partsOf } from "./keys.ts";
import { snapshotOf } from "./snapshot-item.ts";
import type { Item, Table } from "./table.ts";

/** A row's own writes are one item: an attribute for each of a rule's newest few, which come in their order. */
const slots = 4;
const prefix = "own ";
const keptMs = 24 * 60 * 60_000;

export function ownWritesIn(table: Table): OwnWrites {
  return {
    async expect(rowId, write) {
      const attribute = `${prefix}${write.ruleId} ${write.revision % slots}`;
      const ttl = Math.ceil((Date.parse(write.at) + keptMs) / 1000);
      const set = { [attribute]: JSON.stringify(write), [TABLE.ttl]: ttl };
      await table.write({ update: keys.ownWrites(rowId), change: { set } });
    },

    async of(rowIds) {
      const items = await table.getAll(rowIds.map(keys.ownWrites));
      return new Map(items.map((item) => [partsOf(String(item.pk))[0] ?? "", writesIn(item)]));
    },

    async answered(rowId, ruleId) {
      const item = await table.get(keys.snapshot(rowId));
      return (item && snapshotOf(item)?.answered?.[ruleId]) ?? 0;
    },
  };
}

function writesIn(item: Item): OwnWrite[] {
  return Object.entries(item).flatMap(([name, value]) =>
    name.startsWith(prefix) && typeof value === "string" ? [JSON.parse(value) as OwnWrite] : [],
  );
}
