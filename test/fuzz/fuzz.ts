import { parseArgs } from "node:util";
import { fc } from "../support/fast-check.ts";
import { fuzz } from "./run-target.ts";
import { targets } from "./targets.ts";

const { values } = parseArgs({
  options: { runs: { type: "string", default: "1000000" }, seed: { type: "string", default: "1" } },
});
const runs = Math.ceil(Number(values.runs) / targets.length);
fc.configureGlobal({ seed: Number(values.seed) });
console.log(`${(runs * targets.length).toLocaleString("en")} texts, seed ${values.seed}\n`);
for (const target of targets) {
  const { slowest, text, refused } = fuzz(target, runs);
  console.log(
    `${target.name.padEnd(14)}${runs.toLocaleString("en")} texts, ${refused.toLocaleString("en")} answered with a problem; slowest ${slowest.toFixed(1)} ms: ${JSON.stringify(text).slice(0, 60)}`,
  );
}
