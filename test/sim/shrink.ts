import type { Violation } from "./checker/evidence.ts";
import type { Allowed, Injection } from "./faults.ts";
import { liveThrough, runSeed } from "./run-seed.ts";
import { printStory } from "./story.ts";

/** Runs one seed, leaves out what its failure does not need, and tells the story of what is left. */
export async function shrink(seed: number): Promise<void> {
  const { violations, injections } = await runSeed(seed);
  console.log(`seed ${seed}: ${injections.length} faults, ${violations.length} violations`);
  for (const { invariant, what } of violations.slice(0, 10)) console.log(`  ${invariant}: ${what}`);
  const first = violations[0];
  if (!first) return;
  const needed = await fewest(seed, injections, first.invariant);
  const { result, universe, evidence } = await liveThrough(seed, new Set(needed.map(({ id }) => id)));
  const left = result.violations.filter(({ invariant }) => invariant === first.invariant);
  console.log(`\nstill fails with ${needed.length} of them:`);
  for (const { id, at } of needed) console.log(`  ${new Date(at).toISOString()} ${id}`);
  for (const { invariant, what } of left) console.log(`  ${invariant}: ${what}`);
  printStory(universe, evidence, left[0]);
}

/** Delta debugging over the list of faults: halves, then smaller and smaller parts are left out while it still fails. */
async function fewest(
  seed: number,
  all: readonly Injection[],
  invariant: Violation["invariant"],
): Promise<Injection[]> {
  let needed = [...all];
  for (let parts = 2; needed.length > 0; ) {
    const size = Math.ceil(needed.length / parts);
    let smaller: Injection[] | undefined;
    for (let from = 0; from < needed.length && !smaller; from += size) {
      const rest = [...needed.slice(0, from), ...needed.slice(from + size)];
      if (await stillFails(seed, new Set(rest.map(({ id }) => id)), invariant)) smaller = rest;
    }
    if (smaller) {
      needed = smaller;
      parts = Math.max(parts - 1, 2);
    } else if (size === 1) {
      break;
    } else {
      parts = Math.min(parts * 2, needed.length);
    }
  }
  return needed;
}

async function stillFails(seed: number, allowed: Allowed, invariant: string): Promise<boolean> {
  const { violations } = await runSeed(seed, allowed);
  return violations.some((violation) => violation.invariant === invariant);
}
