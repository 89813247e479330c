import { parseArgs } from "node:util";
import { checkChaos } from "./chaos/check-chaos.ts";
import { runChaos } from "./chaos/run-chaos.ts";

/**
 * `npm run test:chaos -- --seed S --rounds N --kills K [--verbose]`: `npm start` as a process of its own, people who work in
 * it, faults and kills; in the end everything is compared with what truly happened. Ends with 1 on a violation.
 */
const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    rounds: { type: "string", default: "100" },
    kills: { type: "string", default: "20" },
    verbose: { type: "boolean", default: false },
  },
});

const [seed, rounds, kills] = [Number(values.seed), Number(values.rounds), Number(values.kills)];
const outcome = await runChaos({ seed, rounds, kills, ...(values.verbose ? { log: console.log } : {}) });
const found = checkChaos(outcome);
const { counts, rows } = outcome.truth;
console.log(`seed ${seed}, ${rounds} rounds, ${rows.size} rows`);
for (const [what, count] of Object.entries(counts).sort())
  console.log(`${String(count).padStart(8)}  ${what}`);
console.log(`${String(found.length).padStart(8)}  violations`);
for (const violation of found.slice(0, 50)) console.log(`  ${violation}`);
process.exitCode = found.length > 0 ? 1 : 0;
