import type { Row } from "./row.ts";

/**
 * What a row was when we last acted on it. `revision` counts the states we saw of this row and only a conditional write
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
};

/** `before` holds only the changed properties. `seenAt` is an ISO time of Notion's clock. */
export type LastChange = {
  op: ChangeOp;
  changed: string[];
  before: Row["properties"];
  seenAt: string;
};

export type ChangeOp = "create" | "update" | "delete";

/** A difference between a row and its snapshot. `changed` lists property ids; `revision` is the new one. */
export type ChangeEvent = {
  op: ChangeOp;
  before: Row | null;
  after: Row;
  changed: string[];
  revision: number;
};

/** A row as it was before its newest change, null where there was none. What is not in `before` was not there. */
export function rowBefore(row: Row, { op, changed, before }: LastChange): Row | null {
  if (op === "create") return null;
  const kept = Object.entries(row.properties).filter(([id]) => !changed.includes(id));
  return { ...row, properties: { ...Object.fromEntries(kept), ...before } };
}
