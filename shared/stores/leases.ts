import { FencedError } from "../domain/errors.ts";
import type { Leases } from "../ports.ts";
import { keys } from "./keys.ts";
import type { Table } from "./table.ts";

export function leasesIn(table: Table): Leases {
  return {
    async take(connectionId) {
      // Counted up twice when its answer was lost and it is repeated: epochs may have gaps, never return.
      const item = await table.write({ update: keys.lease(connectionId), change: { add: { epoch: 1 } } });
      return { connectionId, epoch: Number(item?.epoch) };
    },

    async check({ connectionId, epoch }) {
      const item = await table.get(keys.lease(connectionId));
      if (item?.epoch !== epoch) throw new FencedError("a newer poll took over");
    },
  };
}
