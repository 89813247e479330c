import { parseArgs } from "node:util";
import { runSeed } from "./run-seed.ts";

/** Lives through seeds until one shows a violation, and prints it as JSON: what mutants.ts asks a mutated copy. */
const { values } = parseArgs({
  options: { seed: { type: "string", default: "1" }, until: { type: "string", default: "2000" } },
});

let found: { seed: number; invariant: string } | undefined;
for (let seed = Number(values.seed); seed <= Number(values.until) && !found; seed++) {
  const [first] = await violationsOf(seed);
  if (first) found = { seed, invariant: first };
}
console.log(JSON.stringify(found ?? {}));
process.exit(0);

async function violationsOf(seed: number): Promise<string[]> {
  try {
    return (await runSeed(seed)).violations.map(({ invariant }) => invariant);
  } catch (error) {
    return [`the world broke: ${error instanceof Error ? error.message : error}`];
  }
}
