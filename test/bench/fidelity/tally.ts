import type { State, WorldRow } from "../../sim/notion-world.ts";
import { type World, watchedCell } from "./world.ts";

/** One firing, as the tool that made it saw the row. */
export type Firing = { at: number; rowId: string; value: number };

/** What became of one day, or of several together. Counts. */
export type Tally = {
  /** Changes that stood long enough for any poll to see them. */
  settled: number;
  lost: number;
  /** Fired again for a state of which nothing was new. */
  doubled: number;
  /** Fired for what nobody had changed, or for what was over. */
  false: number;
  /** Fired because the tool itself had written into the row. */
  ownWrites: number;
  polls: number;
  requests: number;
};

export const nothing: Tally = {
  settled: 0,
  lost: 0,
  doubled: 0,
  false: 0,
  ownWrites: 0,
  polls: 0,
  requests: 0,
};

export function add(a: Tally, b: Tally): Tally {
  return {
    settled: a.settled + b.settled,
    lost: a.lost + b.lost,
    doubled: a.doubled + b.doubled,
    false: a.false + b.false,
    ownWrites: a.ownWrites + b.ownWrites,
    polls: a.polls + b.polls,
    requests: a.requests + b.requests,
  };
}

/** Holds a day's firings against what was so. @param settledMs how long a state must stand in view to count. */
export function judge(
  { rows, notion }: World,
  firings: readonly Firing[],
  settledMs: number,
): Pick<Tally, "settled" | "lost" | "doubled" | "false" | "ownWrites"> {
  const tally = { settled: 0, lost: 0, doubled: 0, false: 0, ownWrites: 0 };
  const byRow = Map.groupBy(firings, ({ rowId }) => rowId);
  for (const row of rows) {
    const own = byRow.get(row.id) ?? [];
    const fired = new Set(own.map(({ value }) => value));
    for (const value of settledValues(row, settledMs)) {
      tally.settled++;
      if (!fired.has(value)) tally.lost++;
    }
    let last: Firing = { at: Number.POSITIVE_INFINITY, rowId: row.id, value: 0 };
    for (const firing of own) {
      if (firing.value === last.value && wroteBetween(row, notion.bot, last.at, firing.at)) tally.ownWrites++;
      else if (firing.value === last.value && last.value > 0) tally.doubled++;
      else if (firing.value <= last.value) tally.false++;
      if (firing.value >= last.value) last = firing;
    }
  }
  return tally;
}

/** The changes of a row that queries showed, and that stood, for so long. */
function settledValues({ states }: WorldRow, settledMs: number): number[] {
  const edits = states.filter((state, index) => index > 0 && seenIn(state) !== seenIn(states[index - 1]));
  return edits.flatMap((state, index) => {
    const until = edits[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    return until - state.indexedAt >= settledMs ? [seenIn(state)] : [];
  });
}

function wroteBetween({ states }: WorldRow, bot: string, from: number, until: number): boolean {
  return states.some(({ at, editedBy }) => editedBy === bot && from <= at && at <= until);
}

function seenIn(state: State | undefined): number {
  const cell = state?.cells[watchedCell];
  return cell?.type === "number" ? (cell.value ?? 0) : 0;
}
