import { BudgetError } from "../../domain/errors.ts";
import type { Row } from "../../domain/row.ts";
import type { Reading } from "../judge/reading.ts";
import { isStillIn } from "../still-in.ts";
import { isOfRow } from "./confirm.ts";
import { takeRows } from "./take-rows.ts";

/**
 * Reads rows anew before the clock makes a rule fire for them: a date may have been moved a moment ago. As many as may be
 * read fresh in one poll; the others are as the last poll saw them.
 * @param moments the oldest moment that has come for each row, an ISO time, by row id.
 * @returns the pages that were not taken, by row id: in the trash, elsewhere, or edited after that moment; undefined for
 * one out of sight.
 */
export async function refreshRows(
  reading: Reading,
  moments: ReadonlyMap<string, string>,
): Promise<Map<string, Row | undefined>> {
  const { schema, polling } = reading;
  const untaken = new Map<string, Row | undefined>();
  for (const [rowId, at] of moments) {
    if (polling.confirmsLeft <= 0 || !reading.hasTime()) break;
    polling.confirmsLeft--;
    try {
      const fresh = await reading.connection.within("confirm").row(rowId);
      if (fresh && isStillIn(schema, fresh) && !isEditedAfter(fresh, at))
        await takeRows(reading, [{ ...fresh, sourceId: schema.id }], "page");
      else untaken.set(rowId, fresh);
    } catch (error) {
      if (error instanceof BudgetError) break;
      if (!isOfRow(error)) throw error;
    }
  }
  return untaken;
}

/** Then the moment was reached before, and the edit is for the window to find. Notion tells no more than an edit's minute. */
export function isEditedAfter({ lastEditedTime }: Row, at: string): boolean {
  return Date.parse(lastEditedTime) > Math.floor(Date.parse(at) / 60_000) * 60_000;
}
