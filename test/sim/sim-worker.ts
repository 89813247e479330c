import { parentPort } from "node:worker_threads";
import { runSeed } from "./run-seed.ts";

parentPort?.on("message", async (seeds: number[]) => {
  const results = [];
  for (const seed of seeds) {
    try {
      const { injections: _long, ...result } = await runSeed(seed);
      results.push(result);
    } catch (error) {
      throw new Error(`seed ${seed} could not be lived through`, { cause: error });
    }
  }
  parentPort?.postMessage(results);
});
