import { parseArgs } from "node:util";
import { rowbell } from "./designs/rowbell.ts";
import { type Measured, measure, totals } from "./measure.ts";
import { patterns, pollsEach, quickPatterns } from "./patterns.ts";
import type { Tally } from "./tally.ts";

const { values } = parseArgs({
  options: {
    all: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    seed: { type: "string", default: "1" },
  },
});

const measured = await measure(values.quick ? quickPatterns : patterns, Number(values.seed));
if (values.all) {
  for (const pattern of new Set(measured.map((each) => each.pattern))) {
    for (const pollMs of pollsEach) {
      const own = measured.filter((each) => each.pattern === pattern && each.pollMs === pollMs);
      print(`${pattern}, a poll each ${pollMs / 60_000} min`, own);
    }
  }
}
print("Everything together", measured);
const failed = measured.filter(
  ({ design, tally }) => design === rowbell.name && tally.lost + tally.doubled > 0,
);
for (const { pattern, pollMs, seed, tally } of failed) {
  console.error(
    `Rowbell lost ${tally.lost} and doubled ${tally.doubled}: ${pattern}, a poll each ${pollMs / 60_000} min, seed ${seed}`,
  );
  process.exitCode = 1;
}

function print(title: string, some: readonly Measured[]): void {
  console.log(`${title}\n`);
  console.table(Object.fromEntries([...totals(some)].map(([design, tally]) => [design, lineOf(tally)])));
}

function lineOf({ settled, lost, doubled, false: falsely, ownWrites, polls, requests }: Tally) {
  return {
    "settled changes": settled,
    lost: `${lost} (${((100 * lost) / Math.max(settled, 1)).toFixed(2)} %)`,
    doubled,
    "fired for nothing": falsely,
    "for its own writes": ownWrites,
    "requests a poll": (requests / Math.max(polls, 1)).toFixed(2),
  };
}
