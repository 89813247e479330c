import { BudgetError, FencedError, TransientError } from "../../domain/errors.ts";
import { shortTitle } from "../../domain/refusal.ts";
import type { Row } from "../../domain/row.ts";
import type { Reading } from "../judge/reading.ts";
import { leaveToNextPoll } from "./confirm.ts";

/** How long each poll tries anew: the watermark stays behind the row meanwhile. After that each sweep does. */
const longestWaitMs = 60 * 60_000;

/** Is it our own code that failed? What the table or Notion throws is the poll's to repeat. */
export function isOurs(error: unknown): error is Error {
  return error instanceof TypeError || error instanceof RangeError;
}

/** One row that our own code fails for: it is told, tried again, and stops no other. */
export function stumble(reading: Reading, row: Row, error: unknown): void {
  const { services, result, startedAt } = reading;
  services.log.error("row-not-taken", { rowId: row.id, reason: nameOf(error) });
  result.refusals.push({
    rowId: row.id,
    text: `Rowbell stumbled over the row "${shortTitle(row)}"; its changes are not followed. Please report it`,
  });
  if (Date.parse(startedAt) - Date.parse(row.lastEditedTime) < longestWaitMs) leaveToNextPoll(reading, row);
}

/** Runs what asks nobody else, for one row. @returns undefined where it failed. */
export function unlessStumbling<T>(reading: Reading, row: Row, make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    const isPolls =
      error instanceof FencedError || error instanceof BudgetError || error instanceof TransientError;
    if (isPolls) throw error;
    stumble(reading, row, error);
    return undefined;
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
