import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import { addResult, emptySummary, type Summary } from "./summary.ts";

/** How many seeds a worker is handed at a time. */
const chunk = 8;

/** A world is much short-lived garbage: with room for it little of it is ever moved. */
const youngGenerationMb = 64;

/** Lives through seeds on so many cores. */
export async function runMany(seeds: readonly number[], workers: number): Promise<Summary> {
  // Each core has its worker: a collector that takes others along takes them from each other.
  setFlagsFromString("--single-threaded-gc");
  const summary = emptySummary();
  const left = [...seeds];
  const take = () => left.splice(0, chunk);
  await Promise.all(Array.from({ length: Math.min(workers, seeds.length) }, () => runWorker(take, summary)));
  return summary;
}

function runWorker(take: () => readonly number[], summary: Summary): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./sim-worker.ts", import.meta.url), {
      resourceLimits: { maxYoungGenerationSizeMb: youngGenerationMb },
    });
    const hand = () => {
      const mine = take();
      if (mine.length > 0) worker.postMessage(mine);
      else void worker.terminate().then(() => resolve());
    };
    worker.on("message", (results: Parameters<typeof addResult>[1][]) => {
      for (const result of results) addResult(summary, result);
      hand();
    });
    worker.on("error", reject);
    hand();
  });
}
