import { parseArgs } from "node:util";
import { checkChaos } from "./chaos/check-chaos.ts";
import { runChaos } from "./chaos/run-chaos.ts";

/**
 * `npm run test:stack -- --orders N --seed S`: orders are shipped on the synthesized stack while its functions are killed,
 * frozen, throttled and started anew, and events come twice. Ends with 1 on a violation.
 */
const { values } = parseArgs({
  options: { orders: { type: "string", default: "30" }, seed: { type: "string", default: "1" } },
});
const outcome = await runChaos({
  orders: Number(values.orders),
  seed: Number(values.seed),
  faults: {
    killChance: 0.25,
    killWithinMs: 800,
    throttleChance: 0.15,
    recycleChance: 0.1,
    freeze: true,
    doubleChance: 0.3,
  },
  patienceSeconds: 120,
});
console.table(outcome.functions);
const states = Object.entries(Object.groupBy(outcome.deliveries, ({ state }) => state));
for (const [state, list = []] of states) console.log(`${String(list.length).padStart(6)}  ${state}`);
console.log(`${String(outcome.mails.length).padStart(6)}  mails`);
const found = checkChaos(outcome);
console.log(`${String(found.length).padStart(6)}  violations`);
for (const violation of found) console.log(`  ${violation}`);
process.exitCode = found.length > 0 ? 1 : 0;
