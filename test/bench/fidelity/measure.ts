import type { Design } from "./design.ts";
import { cursorAndIds } from "./designs/cursor-and-ids.ts";
import { cursorIdsAndTimes } from "./designs/cursor-ids-and-times.ts";
import { rowbell } from "./designs/rowbell.ts";
import { strictCursor } from "./designs/strict-cursor.ts";
import { wholeTable } from "./designs/whole-table.ts";
import { type Pattern, pollsEach } from "./patterns.ts";
import { runDay } from "./run-day.ts";
import { add, nothing, type Tally } from "./tally.ts";

const designs: readonly Design[] = [strictCursor, cursorAndIds, cursorIdsAndTimes, wholeTable, rowbell];

/** One day, watched by one design. */
export type Measured = { design: string; pattern: string; pollMs: number; seed: number; tally: Tally };

/** Every design on every pattern at every pace. @param seed of the first day; the next ones follow it. */
export async function measure(patterns: readonly Pattern[], seed: number): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const pattern of patterns) {
    for (const pollMs of pollsEach) {
      for (let day = seed; day < seed + pattern.worlds; day++) {
        for (const design of designs) {
          const tally = await runDay(design, pattern, pollMs, day);
          measured.push({ design: design.name, pattern: pattern.name, pollMs, seed: day, tally });
        }
      }
    }
  }
  return measured;
}

/** Of some of what was measured, for each design. */
export function totals(measured: readonly Measured[]): Map<string, Tally> {
  return new Map(
    designs.map(({ name }) => [
      name,
      measured.filter(({ design }) => design === name).reduce((sum, { tally }) => add(sum, tally), nothing),
    ]),
  );
}
