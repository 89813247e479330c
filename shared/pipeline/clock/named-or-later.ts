import type { Snapshot } from "../../domain/change.ts";
import { TransientError } from "../../domain/errors.ts";
import type { Reading } from "../judge/reading.ts";
import { withRelated } from "../rows/with-related.ts";

/**
 * A row as a moment finds it, with what its related pages are called.
 * @param at the moment, ISO.
 * @returns undefined where that can't be asked now: the moment is for the next poll.
 */
export async function namedOrLater(
  reading: Reading,
  snapshot: Snapshot,
  at: string,
): Promise<Snapshot | undefined> {
  try {
    return { ...snapshot, row: await withRelated(reading, snapshot.row, at) };
  } catch (error) {
    if (error instanceof TransientError) return undefined;
    throw error;
  }
}
