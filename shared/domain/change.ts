import type { Row } from "./row.ts";

/**
 * What a row was when we last acted on it. `revision` counts the events of this row and only a conditional write
 * raises it, so it names a state for ever. `hashes` holds a content hash per property id.
 */
export type Snapshot = {
  row: Row;
  revision: number;
  hash: string;
  hashes: Record<string, string>;
  /** The row holds more than can be stored: only that it is there is remembered. */
  isStub?: true;
  /** How this state came about; absent for a baseline. Keeps "why did this row not fire?" answerable. */
  lastChange?: LastChange;
  /** It left its source. Its content is forgotten, its revision never: a row that comes back goes on counting. */
  removed?: "trashed" | "moved";
  /** The moment each rule last fired for by the clock alone, by rule id: the same moment never fires it twice. */
  reached?: Record<string, string>;
  /** How many of Rowbell's own writes led from a person's edit to this state, each answering the one before; absent for none. */
  generation?: number;
  /** The revision that the newest write this row showed of each rule answered, by rule id: a write is known once. */
  answered?: Record<string, number>;
  /** When rules that write fired for this row of late, by rule id: ISO minutes. */
  firings?: Record<string, string[]>;
  /** For a row of which Notion cuts values that a rule uses: hash of the answer as shown, and when all of them were read. */
  shown?: { hash: string; completedAt: string };
};

/** `before` holds only the changed properties. `seenAt` is an ISO time of Notion's clock. */
export type LastChange = {
  op: ChangeOp;
  changed: string[];
  before: Row["properties"];
  seenAt: string;
};

export type ChangeOp = "create" | "update" | "delete";

/**
 * A difference between a row and its snapshot. `changed` lists property ids; `revision` is the new one; `at` is when it was
 * seen, of Notion's clock. Of a deleted row `after` is what it last was.
 */
export type ChangeEvent = {
  op: ChangeOp;
  before: Row | null;
  after: Row;
  changed: string[];
  revision: number;
  at: string;
};

/** A row as it was before its newest change, null where there was none. What is not in `before` was not there. */
export function rowBefore(row: Row, { op, changed, before }: LastChange): Row | null {
  if (op === "create") return null;
  const kept = Object.entries(row.properties).filter(([id]) => !changed.includes(id));
  return { ...row, properties: { ...Object.fromEntries(kept), ...before } };
}
