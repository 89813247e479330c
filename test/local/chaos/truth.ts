/** What one column of a row truly held, from one moment of the script's own count on. Times are ISO, of the manual clock. */
export type Held = { value: string; from: number; at: string };

/** One row as the script made it: each column's history, and when it was in the trash. */
export type TrueRow = {
  id: string;
  title: string;
  /** undefined for a row that was there at the baseline. */
  addedAt?: number;
  columns: Record<Watched, Held[]>;
  /** The dates it was due at, as Notion's text; empty for none. */
  dues: Held[];
  trashed: { from: number; at: string; until?: number; untilAt?: string }[];
};

/** The columns that have a rule for every change. */
export type Watched = "Status" | "Amount";
export const watched: readonly Watched[] = ["Status", "Amount"];

/** One complete poll that met no fault; `fetched` is when its deliveries were read. */
export type GoodPoll = { from: number; to: number; at: string };

/** The script's own record of what is so, in the order of its own count; Rowbell has no part in it. */
export class Truth {
  readonly rows = new Map<string, TrueRow>();
  readonly goodPolls: GoodPoll[] = [];
  /** When a delivery was first seen through the API, by key. */
  readonly firstSeen = new Map<string, number>();
  /** When a delivery was first seen held, and when first seen done after that, by key. */
  readonly held = new Map<string, { from: number; sent?: number }>();
  /** When a rule was ticked Release, by rule id. */
  readonly releases = new Map<string, number[]>();
  /** From when until when a rule was switched off, by rule id. */
  readonly off = new Map<string, { from: number; until?: number }[]>();
  readonly counts: Record<string, number> = {};
  #now = 0;

  tick(): number {
    return ++this.#now;
  }

  count(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  }

  set(history: Held[], value: string, at: string): void {
    if (history.at(-1)?.value !== value) history.push({ value, from: this.tick(), at });
  }

  /** Complete polls without a fault that lie wholly in a time. */
  reads(from: number, until: number): GoodPoll[] {
    return this.goodPolls.filter((poll) => poll.from > from && poll.to < until);
  }
}

export function isTrashed(row: TrueRow): boolean {
  return row.trashed.some(({ until }) => until === undefined);
}
