import { type Line, times } from "../table.ts";
import type { CostResult, HeapResult } from "./rows-child.ts";
import { runChild } from "./run-child.ts";

const many = 250_000;
const few = 100;

/** What a source of a quarter of a million rows takes, to be read for the first time and then to be watched. */
export async function benchManyRows(): Promise<Line[]> {
  const baseline = await runChild<HeapResult>("rows-child.ts", many, "heap");
  const small = await runChild<CostResult>("rows-child.ts", few, "cost");
  const large = await runChild<CostResult>("rows-child.ts", many, "cost");
  const [first, ...later] = baseline.heaps;
  const grown = (later.at(-1)?.megabytes ?? Number.NaN) / (first?.megabytes ?? Number.NaN);
  const versus = (what: string, unit: string, own: number, floor: number): Line => ({
    what: `${what} of a change among ${many.toLocaleString("en")} rows`,
    value: `${own.toFixed(2)} ${unit}`,
    floor: `${floor.toFixed(2)} ${unit} among ${few}`,
    ratio: times(own / floor),
    aim: "flat",
  });
  return [
    {
      what: `baseline of ${many.toLocaleString("en")} rows, requests`,
      value: baseline.requests.toLocaleString("en"),
      floor: `${(many / 100).toLocaleString("en")} pages`,
      ratio: times(baseline.requests / (many / 100)),
      aim: "≤ 1.05 ×",
    },
    {
      what: `its heap after ${baseline.heaps.map(({ rows }) => `${Math.round(rows / 1000)}k`).join(", ")} rows`,
      value: baseline.heaps
        .map(({ megabytes }) => `${megabytes.toFixed(1)}`)
        .join(", ")
        .concat(" MB"),
      ratio: times(grown),
      aim: "flat",
    },
    { what: "its processor time a row", value: `${((1000 * baseline.cpuMs) / many).toFixed(1)} µs`, aim: "" },
    versus("processor time", "ms", large.cpuMs, small.cpuMs),
    versus("read units", "units", large.reads, small.reads),
    versus("write units", "units", large.writes, small.writes),
  ];
}
