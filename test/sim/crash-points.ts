import { parseArgs } from "node:util";
import { crashIn, crashPoints } from "./crash.ts";
import { scenarios } from "./scenarios.ts";

/**
 * `npm run sim:crash-points -- [--only TEXT] [--every N]`: ends the process of every scenario before and after each of its
 * calls, and lets each write arrive after that; the checker judges what the runs after it make of it.
 */
const { values } = parseArgs({
  options: { only: { type: "string", default: "" }, every: { type: "string", default: "1" } },
});

let [points, failed] = [0, 0];
const started = performance.now();
for (const [name, script] of Object.entries(scenarios)) {
  if (!name.includes(values.only)) continue;
  const all = (await crashPoints(script)).filter((_, i) => i % Number(values.every) === 0);
  points += all.length;
  const broken: string[] = [];
  for (const point of all) {
    const violations = await crashIn(script, point);
    if (violations.length > 0) broken.push(`${point}: ${violations[0]?.invariant}: ${violations[0]?.what}`);
  }
  failed += broken.length;
  console.log(
    `${name.padEnd(44)}${String(all.length).padStart(6)} points${broken.length > 0 ? `, ${broken.length} break a promise` : ""}`,
  );
  for (const line of broken.slice(0, 5)) console.log(`  ${line}`);
}
console.log(
  `\n${points} crash points in ${((performance.now() - started) / 1000).toFixed(1)} s, ${failed} violations`,
);
process.exit(failed > 0 ? 1 : 0);
