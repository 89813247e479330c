import type { NotionTraits } from "./notion-api.ts";
import type { Rng } from "./rng.ts";

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

export function drawTraits(rng: Rng): Traits {
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
