import { memoryTable } from "../../sim/memory-table.ts";
import type { Line } from "../table.ts";
import { type Meter, meteredTable } from "./metered-table.ts";
import { openPasteWorld, type PasteWorld } from "./paste-world.ts";

/** How often the world is polled for one batch of changes: until its mails are settled and told in the rule's row. */
const polls = 3;

/** What one change costs in the table that owes one mail, from its commit to its settling, less what idle polls cost. */
export async function benchWriteUnits(): Promise<Line[]> {
  const lines: Line[] = [];
  for (const changes of [20, 1]) {
    let meter: Meter | undefined;
    const world = await openPasteWorld(100, (clock) => {
      const metered = meteredTable(memoryTable(clock));
      meter = metered.meter;
      return metered.table;
    });
    for (let poll = 0; poll < 4; poll++) await world.poll();
    const idle = await spent(world, meter as Meter);
    world.paste(changes);
    const all = await spent(world, meter as Meter);
    if (world.mails() !== changes) throw new Error(`${world.mails()} mails for ${changes} changes`);
    const total = [...all.values()].reduce((sum, units) => sum + units, 0);
    const idleTotal = [...idle.values()].reduce((sum, units) => sum + units, 0);
    const parts = [...all].flatMap(([kind, units]) => {
      const own = (units - (idle.get(kind) ?? 0)) / changes;
      return own > 0.05 ? [`${own.toFixed(1)} ${kind.toLowerCase()}`] : [];
    });
    lines.push({
      what: `write units of a change with its mail, ${changes} in a poll`,
      value: ((total - idleTotal) / changes).toFixed(1),
      floor: parts.join(", "),
      aim: changes > 1 ? "≤ 10" : "",
    });
    if (changes === 1)
      lines.push({ what: "write units of an idle poll", value: (idleTotal / polls).toFixed(1), aim: "" });
  }
  return lines;
}

async function spent(world: PasteWorld, meter: Meter): Promise<Map<string, number>> {
  const before = new Map(meter.byKind);
  for (let poll = 0; poll < polls; poll++) await world.poll();
  return new Map([...meter.byKind].map(([kind, units]) => [kind, units - (before.get(kind) ?? 0)]));
}
