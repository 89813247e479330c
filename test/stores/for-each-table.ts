import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe } from "vitest";
import { type ManualClock, manualClock } from "../../local/clock.ts";
import type { Lease } from "../../shared/ports.ts";
import { storesIn } from "../../shared/stores/stores.ts";
import type { Table } from "../../shared/stores/table.ts";
import { memoryTable } from "../sim/memory-table.ts";
import { type EmbeddedTable, openTable } from "../support/embedded-table.ts";

type Stores = ReturnType<typeof storesIn>;

/** The stores over one table, a lease of the connection "default", and the clock that all of it follows. */
export type Opened = Stores & { table: Table; clock: ManualClock; lease: Lease };

/** Runs the same tests over the embedded DynamoDB and over the table in memory. */
export function forEachTable(what: string, run: (opened: () => Opened) => void): void {
  for (const where of ["the embedded DynamoDB", "the table in memory"]) {
    // Mutation testing runs these thousands of times.
    if (process.env.ROWBELL_TEST_TABLES === "memory" && where !== "the table in memory") continue;
    describe(`${what}, in ${where}`, () => {
      let opened: Opened;
      let embedded: EmbeddedTable | undefined;
      beforeAll(async () => {
        const clock = manualClock(new Date("2026-03-01T12:00:00.000Z"));
        if (where === "the embedded DynamoDB") embedded = await openTable();
        const table = embedded ?? memoryTable(clock);
        const stores = storesOver(table, clock);
        opened = { ...stores, table, clock, lease: await stores.leases.take("default") };
      });
      afterAll(() => embedded?.close());
      run(() => opened);
    });
  }
}

export function storesOver(table: Table, clock: ManualClock): Stores {
  return storesIn(table, { clock, newId: randomUUID });
}

/** The same table over a connection on which every answer is lost once, so that each request is made again. */
export function lossy(table: Table): Table {
  return {
    ...table,
    async write(write) {
      await table.write(write);
      return table.write(write);
    },
    async transact(writes, token) {
      await table.transact(writes, token);
      return table.transact(writes, token);
    },
  };
}
