import { memoryTable } from "../../sim/memory-table.ts";
import { openTable } from "../../support/embedded-table.ts";
import { cpuMs } from "./cpu-ms.ts";
import { meteredTable } from "./metered-table.ts";
import { openPasteWorld } from "./paste-world.ts";

/** One paste in a process of its own, so that its memory is its own: `node paste-child.ts <rows> memory|metered|embedded`. */
const rows = Number(process.argv[2]);
const kind = process.argv[3];
const mostPolls = 200;

const embedded = kind === "embedded" ? await openTable() : undefined;
let meter: ReturnType<typeof meteredTable>["meter"] | undefined;
const world = await openPasteWorld(rows, (clock) => {
  if (embedded) return embedded;
  const table = memoryTable(clock);
  if (kind !== "metered") return table;
  const metered = meteredTable(table);
  meter = metered.meter;
  return metered.table;
});
for (let poll = 0; poll < 4; poll++) await world.poll();

const before = {
  cpu: cpuMs(),
  wall: performance.now(),
  requests: world.requests(),
  writes: meter?.writes ?? 0,
};
world.paste(rows);
let changes = 0;
let polled = 0;
while (changes < rows && polled++ < mostPolls) changes += await world.poll();
const { stores } = world.rowbell;
const brakes = await stores.sources.brakes(world.sourceId);
const answer: PasteResult = {
  changes,
  polls: polled,
  requests: world.requests() - before.requests,
  cpuSeconds: (cpuMs() - before.cpu) / 1000,
  seconds: (performance.now() - before.wall) / 1000,
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
  writesPerChange: ((meter?.writes ?? 0) - before.writes) / rows,
  mails: world.mails(),
  held: brakes[world.ruleId]?.held ?? 0,
};
console.log(JSON.stringify(answer));
await embedded?.close();

export type PasteResult = {
  changes: number;
  polls: number;
  requests: number;
  cpuSeconds: number;
  seconds: number;
  peakMegabytes: number;
  writesPerChange: number;
  mails: number;
  held: number;
};
