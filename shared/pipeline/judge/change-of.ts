import type { ChangeEvent, Snapshot } from "../../domain/change.ts";
import type { ContentHashes } from "../../domain/content.ts";
import { diffRow } from "../../domain/diff.ts";
import type { Row } from "../../domain/row.ts";
import type { Reading } from "./reading.ts";

/** A row as it was read, and what it says. */
export type Seen = {
  row: Row;
  content: ContentHashes;
  shown?: NonNullable<Snapshot["shown"]>;
  /** Properties that a rule uses and of which Notion gave no more than their beginning. */
  refused?: readonly string[];
};

/** What a row says beside what was known of it. */
export type Change = Seen & { snapshot: Snapshot | undefined; event: ChangeEvent };

/** The difference between a row and its snapshot, judged as of when it came about as nearly as that is known. */
export function changeOf(reading: Reading, snapshot: Snapshot | undefined, seen: Seen): Change {
  const { row, content } = seen;
  return { ...seen, snapshot, event: eventOf(reading, snapshot, row, content) };
}

/** Nothing that a rule could ask for: a new column, a row that was there all along, one that is back from the trash. */
export function isSilent({ op, changed }: ChangeEvent): boolean {
  return op === "update" && changed.length === 0;
}

function eventOf(
  reading: Reading,
  snapshot: Snapshot | undefined,
  row: Row,
  content: ContentHashes,
): ChangeEvent {
  const at = clamp(row.lastEditedTime, reading.lastStart, reading.startedAt);
  if (!snapshot)
    return slippedThrough(reading, row) ? silent(row, 1, at) : diffRow(undefined, row, content, at);
  const revision = snapshot.revision + 1;
  // Moved in: as new here as one that was just made, though its revisions go on.
  if (snapshot.row.sourceId !== row.sourceId || snapshot.removed === "moved")
    return { ...diffRow(undefined, row, content, at), revision };
  // Back from the trash, or small enough again to be remembered: nothing is known of before, so it fires nothing.
  if (snapshot.isStub) return silent(row, revision, at);
  return diffRow(snapshot, row, content, at);
}

/**
 * A row of the time before the baseline, which that did not see: an index hid it, or others went to the trash and the cursor,
 * which is a position, passed it by. The first sweep, a poll later, ends the doubt: what appears after it was moved in.
 */
function slippedThrough({ watching }: Reading, row: Row): boolean {
  return watching?.sweep.first === true && isBefore(row.createdTime, watching.since);
}

function isBefore(time: string, other: string): boolean {
  return Date.parse(time) < Date.parse(other);
}

function silent(row: Row, revision: number, at: string): ChangeEvent {
  return { op: "update", before: row, after: row, changed: [], revision, at };
}

function clamp(time: string, from: string, until: string): string {
  const ms = Math.min(Math.max(Date.parse(time), Date.parse(from)), Date.parse(until));
  return new Date(ms).toISOString();
}
