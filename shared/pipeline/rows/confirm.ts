import { overlapMs } from "../../domain/checkpoint.ts";
import { hashRow } from "../../domain/content.ts";
import { BudgetError, PermanentError, TransientError } from "../../domain/errors.ts";
import type { Row } from "../../domain/row.ts";
import { type Change, changeOf, isSilent } from "../judge/change-of.ts";
import type { Reading } from "../judge/reading.ts";
import { isStillIn } from "../still-in.ts";
import { completeRow } from "./complete-row.ts";

const minuteMs = 60_000;

/** Who looks a second time: the row's page, asked now; the next poll; or it was the page that was read in the first place. */
export type SecondLook = "page" | "next poll" | "taken";

/**
 * A query index may answer stale, so a change is believed when a second look agrees: the row's own page while they are few,
 * or else what the next poll reads.
 * @returns the change as it was confirmed, or undefined for one that has to wait or was none.
 */
export async function confirm(
  reading: Reading,
  change: Change,
  look: SecondLook,
): Promise<Change | undefined> {
  const { row, content } = change;
  if (look === "taken") return change;
  // Out of the one source and into another: two events, of which an index that is behind would make as many again.
  if (isMove(change)) return reading.hasTime() ? readPage(reading, change) : wait(reading, change);
  // A row in the trash that old answers show once more would be removed a second time: only its page tells.
  const isBack = change.snapshot?.removed !== undefined;
  if ((isSilent(change.event) && !isBack) || reading.rules.all.length === 0)
    return confirmSilent(reading, change);
  const seen = reading.before.get(row.id);
  const isAgreed = seen === content.hash && !isBack;
  // No page is needed for what two polls saw of a later edit: while requests are short, it may be out of reach in every poll.
  if (isAgreed && isNewer(change)) return change;
  if (look === "page" && reading.polling.confirmsLeft > 0 && reading.hasTime()) {
    reading.polling.confirmsLeft--;
    return readPage(reading, change);
  }
  if (seen === undefined) return wait(reading, change);
  if (isAgreed && isLater(reading, change)) return change;
  // The next poll is here and does not settle it: the row differs at every read, or which state is the later one is open.
  if (reading.polling.doubtsLeft <= 0 || !reading.hasTime()) return wait(reading, change);
  reading.polling.doubtsLeft--;
  return readPage(reading, change);
}

function isMove({ snapshot, row }: Change): boolean {
  return snapshot !== undefined && !snapshot.removed && snapshot.row.sourceId !== row.sourceId;
}

/**
 * It fires nothing and is not worth a request: if it is not certainly later it waits until it is. Of the same edit minute
 * an index that is behind may show an older state even then, from which the way back would look like a change.
 */
function confirmSilent(reading: Reading, change: Change): Change | undefined {
  const { row, content, snapshot } = change;
  if (isNewer(change)) return change;
  if (!isLater(reading, change)) return wait(reading, change);
  const isOtherwise = Object.entries(content.hashes).some(
    ([id, hash]) => snapshot?.hashes[id] !== undefined && snapshot.hashes[id] !== hash,
  );
  return isOtherwise && reading.before.get(row.id) !== content.hash ? wait(reading, change) : change;
}

/** The page decides: an index that shows something else is behind, or the page is, and then the next poll looks again. */
async function readPage(reading: Reading, change: Change): Promise<Change | undefined> {
  const { row, content, snapshot } = change;
  let page: Row | undefined;
  try {
    page = await reading.connection.within("confirm").row(row.id);
  } catch (error) {
    if (error instanceof BudgetError || isOfRow(error)) return wait(reading, change);
    throw error;
  }
  // Out of sight, in the trash or elsewhere by now: the sweep tells which.
  if (!page || !isStillIn(reading.schema, page)) return undefined;
  const isBehind = Date.parse(page.lastEditedTime) < Date.parse(row.lastEditedTime);
  if (isBehind) return wait(reading, change);
  const fresh = { ...page, sourceId: row.sourceId };
  // The same beginning of the same edit: what is beyond it was read a moment ago.
  if (hashRow(fresh, reading.volatile).hash === change.shown?.hash) return change;
  const seen = await completeRow(reading, fresh);
  if (seen.content.hash === content.hash) return change;
  if (seen.content.hash === snapshot?.hash) return undefined;
  return changeOf(reading, snapshot, seen);
}

/**
 * Is it certainly later than what was committed? Within one edit minute an index that is behind can show an older state
 * twice, and two polls agree on it: then only the page ends the doubt. Once the minute is long over, an index has caught up.
 */
function isLater({ startedAt }: Reading, change: Change): boolean {
  return (
    isNewer(change) || Date.parse(startedAt) >= Date.parse(change.row.lastEditedTime) + minuteMs + overlapMs
  );
}

function isNewer({ row, snapshot }: Change): boolean {
  return !snapshot || Date.parse(row.lastEditedTime) > Date.parse(snapshot.row.lastEditedTime);
}

/** What Notion refuses or fails to answer for one page must not hold up the others. */
export function isOfRow(error: unknown): boolean {
  return error instanceof TransientError || error instanceof PermanentError;
}

/** Leaves a change to the next poll, and keeps the watermark behind it. */
function wait(reading: Reading, { row, content }: Change): undefined {
  reading.candidates.set(row.id, content.hash);
  keepWatermark(reading, row);
}

/** Leaves a row to the next poll of which nothing is known now. */
export function leaveToNextPoll(reading: Reading, row: Row): void {
  reading.candidates.set(row.id, "");
  keepWatermark(reading, row);
}

function keepWatermark(reading: Reading, row: Row): void {
  if (reading.unconfirmed === undefined || row.lastEditedTime < reading.unconfirmed)
    reading.unconfirmed = row.lastEditedTime;
}
