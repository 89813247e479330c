import type { NotionTraits } from "./notion-api/host.ts";
import type { Rng } from "./rng.ts";

/** The schedule stands still, and nobody works meanwhile. Milliseconds since 1970. */
export type Outage = { from: number; until: number };

/** What kind of day a seed is about. Milliseconds where nothing else is said. */
export type Traits = {
  startsAt: number;
  pollEvery: number;
  /** From the start: when faults end, and when people end their work. */
  healsAfter: number;
  quietAfter: number;
  /** Between two edits, on average. */
  pace: number;
  sources: number;
  /** In each source, at the start. */
  rows: number;
  /** At most in each source. */
  rules: number;
  brakeAbove: number | undefined;
  /** Do rules write into the rows that they fire for? */
  writes: "nothing" | "once" | "circle";
  notion: NotionTraits;
  outage?: Outage;
  /** Rules that all fire for the same edit: more than a transaction takes. */
  crowd: number;
  /** Is there a Runs database? */
  hasRuns: boolean;
};

const minute = 60_000;

/** The hours before the clock is put forward and back in Europe, the end of February in a leap year, and a plain day. */
const days = ["2026-03-29T00:10:00Z", "2026-10-25T00:10:00Z", "2028-02-28T22:30:00Z", "2026-05-04T08:00:00Z"];

/** What a minute that holds more than the cap is divided by is looked for on the last page, so that is not small as well. */
const pages = [
  { pageSize: 100, cap: 10_000 },
  { pageSize: 100, cap: 10_000 },
  { pageSize: 3, cap: 10_000 },
  { pageSize: 7, cap: 10_000 },
  { pageSize: 100, cap: 5 },
  { pageSize: 100, cap: 11 },
];

/** So many promises of one edit cost as much as a hundred other seeds: few have them. */
const crowded = { every: 200, at: 199, rules: 110 };

export function drawTraits(seed: number, rng: Rng): Traits {
  const traits = { ...drawUsual(rng), crowd: 0, hasRuns: withRuns.has(seed % 16) };
  if (seed % crowded.every !== crowded.at) return traits;
  const healsAfter = 12 * minute;
  return {
    ...traits,
    crowd: crowded.rules,
    sources: 1,
    rows: 2,
    pace: 60_000,
    healsAfter,
    quietAfter: healsAfter + 6 * minute,
    notion: { pageSize: 100, cap: 10_000, limit: 600 },
  };
}

/** More calls make another world of a seed: those that once failed (sim.test.ts) go on without. */
const withRuns = new Set([0, 2, 3, 4, 5, 11]);

function drawUsual(rng: Rng): Omit<Traits, "crowd" | "hasRuns"> {
  const healsAfter = rng.int(10, 36) * minute;
  return {
    startsAt: Date.parse(rng.pick(days)) + rng.int(0, minute),
    pollEvery: rng.pick([1, 1, 1, 1, 2, 5]) * minute,
    healsAfter,
    quietAfter: healsAfter + rng.int(6, 12) * minute,
    pace: rng.pick([20, 45, 60, 90, 240]) * 1000,
    sources: rng.pick([1, 1, 1, 2]),
    rows: rng.pick([2, 4, 6, 9, 24]),
    rules: rng.pick([1, 1, 2, 3]),
    brakeAbove: rng.pick([undefined, undefined, 2, 5]),
    writes: rng.pick(["nothing", "nothing", "nothing", "once", "circle"]),
    notion: { ...rng.pick(pages), limit: rng.pick([180, 180, 600, 40]) },
  };
}
