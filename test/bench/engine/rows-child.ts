import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Table } from "../../../shared/stores/table.ts";
import { memoryTable } from "../../sim/memory-table.ts";
import { cpuMs } from "./cpu-ms.ts";
import { type Meter, meteredTable } from "./metered-table.ts";
import { type OpenedOrders, openOrders, rulesFor } from "./open-orders.ts";
import { orderOf } from "./orders.ts";

/**
 * A source of so many rows in a process of its own: `node rows-child.ts <rows> heap` reads its baseline and keeps nothing,
 * to see what reading takes; `… cost` keeps it, to see what a change then takes.
 */
const rows = Number(process.argv[2]);
/** Of one poll: as many as a minute's budget may give it. */
const pagesPerPoll = 100;
const changed = 20;
const rounds = 24;
const warmUp = 4;

export type HeapResult = { requests: number; heaps: { rows: number; megabytes: number }[]; cpuMs: number };
export type CostResult = { cpuMs: number; reads: number; writes: number };

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

if (process.argv[3] === "heap") console.log(JSON.stringify(await readBaseline()));
else console.log(JSON.stringify(await measureChanges()));

async function readBaseline(): Promise<HeapResult> {
  const opened = await openOrders({
    count: rows,
    rules: rulesFor(1),
    table: (clock) => forgetful(memoryTable(clock)),
  });
  const heaps: HeapResult["heaps"] = [];
  const marks = [50_000, 150_000, 250_000];
  const start = cpuMs();
  let read = 0;
  for (let isComplete = false; !isComplete; ) {
    const result = await opened.capture(pagesPerPoll);
    isComplete = result.complete;
    read += result.rowsRead;
    opened.wait(1);
    if (read < (marks[0] ?? Number.POSITIVE_INFINITY)) continue;
    marks.shift();
    collect();
    heaps.push({ rows: read, megabytes: process.memoryUsage().heapUsed / 2 ** 20 });
  }
  return { requests: opened.workspace.requests(), heaps, cpuMs: cpuMs() - start };
}

/** Snapshots would fill the heap of whoever keeps them; DynamoDB is elsewhere. */
function forgetful(table: Table): Table {
  return {
    ...table,
    transact: (writes, token) =>
      table.transact(
        writes.filter((write) => !("put" in write && write.put.sk === "SNAPSHOT")),
        token,
      ),
  };
}

async function measureChanges(): Promise<CostResult> {
  let meter: Meter | undefined;
  const opened = await openOrders({
    count: rows,
    rules: rulesFor(1),
    table: (clock) => {
      const metered = meteredTable(memoryTable(clock));
      meter = metered.meter;
      return metered.table;
    },
  });
  // The baseline, and the first sweep, which follows at once.
  for (let read = 1; read > 0; opened.wait(1)) read = (await opened.capture()).rowsRead;
  collect();
  const { writes, reads } = meter as Meter;
  let [counted, first] = [0, { writes, reads }];
  for (let round = 0; round < rounds; round++) {
    if (round === warmUp) first = { writes: meter?.writes ?? 0, reads: meter?.reads ?? 0 };
    const ms = await changeSome(opened, round);
    if (round >= warmUp) counted += ms;
  }
  const changes = changed * (rounds - warmUp);
  return {
    cpuMs: counted / changes,
    reads: ((meter?.reads ?? 0) - first.reads) / changes,
    writes: ((meter?.writes ?? 0) - first.writes) / changes,
  };
}

/** Rows from all over the source, which one poll takes. */
async function changeSome(opened: OpenedOrders, round: number): Promise<number> {
  opened.wait(1);
  const minute = new Date(Math.floor(opened.now().getTime() / 60_000) * 60_000).toISOString();
  const apart = Math.floor(rows / changed);
  opened.workspace.edited = Array.from({ length: changed }, (_, index) =>
    orderOf(index * apart, round + 1, minute),
  );
  const result = await opened.capture();
  if (result.changes !== changed) throw new Error(`${result.changes} changes of ${changed}`);
  return result.ms;
}
