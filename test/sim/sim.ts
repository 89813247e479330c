import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { runMany } from "./run-many.ts";
import { shrink } from "./shrink.ts";
import { printSummary } from "./summary.ts";

/**
 * `npm run sim -- --seeds N [--seed S] [--workers W]`: lives through N worlds, from seed S on, and says what went wrong.
 * A single seed is shrunk to the faults that it needs and printed with the story of the row concerned.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    workers: { type: "string", default: String(availableParallelism()) },
  },
});

const [seeds, first, workers] = [Number(values.seeds), Number(values.seed), Number(values.workers)];

/** From so many seeds on a kind of fault that never struck is a hole in the simulation. */
const enoughForAllKinds = 1_000;

if (seeds === 1) {
  await shrink(first);
} else {
  const started = performance.now();
  const summary = await runMany(
    Array.from({ length: seeds }, (_, i) => first + i),
    workers,
  );
  const missing = printSummary(summary, (performance.now() - started) / 1000);
  const isIncomplete = seeds >= enoughForAllKinds && missing.length > 0;
  process.exitCode = summary.failing.size > 0 || isIncomplete ? 1 : 0;
}
