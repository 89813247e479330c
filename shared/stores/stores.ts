import type { Clock } from "../ports.ts";
import { budgetsIn } from "./budgets.ts";
import { leasesIn } from "./leases.ts";
import { linesIn } from "./lines.ts";
import { mailCountsIn } from "./mail-counts.ts";
import { outboxIn } from "./outbox.ts";
import { ownWritesIn } from "./own-writes.ts";
import { relatedPagesIn } from "./related-pages.ts";
import { rulesIn } from "./rules.ts";
import { snapshotsIn } from "./snapshots.ts";
import { sourcesIn } from "./sources.ts";
import { suppressionsIn } from "./suppressions.ts";
import type { Table } from "./table.ts";
import { timersIn } from "./timers.ts";

export type StoreOptions = {
  clock: Clock;
  /** Never answers the same twice. */
  newId: () => string;
  /** Requests to Notion a minute, to begin with; 180 when left out. */
  requestLimit?: number;
};

/** Everything that is kept in the table. */
export function storesIn(table: Table, { clock, newId, requestLimit: limit }: StoreOptions) {
  return {
    leases: leasesIn(table),
    sources: sourcesIn(table, newId),
    snapshots: snapshotsIn(table, newId),
    timers: timersIn(table, newId),
    rules: rulesIn(table, newId),
    outbox: outboxIn(table, { clock, newId }),
    mailCounts: mailCountsIn(table),
    lines: linesIn(table, { clock, newId }),
    ownWrites: ownWritesIn(table),
    relatedPages: relatedPagesIn(table),
    suppressions: suppressionsIn(table),
    budgets: budgetsIn(table, { clock, ...(limit === undefined ? {} : { limit }) }),
  };
}
