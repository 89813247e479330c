const minute = 60_000;
const hour = 60 * minute;

/** How people work in one source. Times are milliseconds. */
export type Pattern = {
  name: string;
  rows: number;
  /** How many days like this, each with a seed of its own. */
  worlds: number;
  lasts: number;
  /** So many rows are pasted over now and then, within seconds; else each row is edited by itself. */
  pasted?: number;
  /** A firing makes the tool write into the row that it fired for. */
  writesBack?: true;
  /** Notion is down for one poll, just after some rows were edited. */
  failsOnce?: true;
  /** How far the tool's own clock is ahead of Notion's. */
  clockAhead?: number;
};

/** Between two edits of one row. */
export const editsApart = { least: 20 * minute, most: 10 * hour };
export const secondEdit = { chance: 0.3, least: 3_000, most: 40_000 };
export const pastesApart = { least: 45 * minute, most: 120 * minute };

export const pollsEach = [1 * minute, 5 * minute, 15 * minute];

export const patterns: readonly Pattern[] = [
  { name: "1 row", rows: 1, worlds: 10, lasts: 24 * hour },
  { name: "20 rows", rows: 20, worlds: 3, lasts: 24 * hour },
  { name: "200 rows", rows: 200, worlds: 1, lasts: 16 * hour },
  { name: "2,000 rows", rows: 2_000, worlds: 1, lasts: 5 * hour },
  { name: "pastes of 250 rows", rows: 500, worlds: 1, lasts: 10 * hour, pasted: 250 },
  { name: "20 rows, written back to", rows: 20, worlds: 2, lasts: 12 * hour, writesBack: true },
  { name: "20 rows, one poll fails", rows: 20, worlds: 8, lasts: 3 * hour, failsOnce: true },
  { name: "20 rows, a clock 90 s ahead", rows: 20, worlds: 3, lasts: 24 * hour, clockAhead: 90_000 },
];

/** Minutes of each kind of day: enough for every baseline to lose what it is known to lose. */
export const quickPatterns: readonly Pattern[] = [
  { name: "20 rows", rows: 20, worlds: 1, lasts: 12 * hour },
  { name: "pastes of 250 rows", rows: 250, worlds: 1, lasts: 3 * hour, pasted: 250 },
  { name: "20 rows, written back to", rows: 20, worlds: 1, lasts: 2 * hour, writesBack: true },
  { name: "20 rows, one poll fails", rows: 20, worlds: 2, lasts: 2 * hour, failsOnce: true },
];
