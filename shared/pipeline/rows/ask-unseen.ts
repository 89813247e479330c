import { BudgetError, TransientError } from "../../domain/errors.ts";
import type { Reading } from "../judge/reading.ts";
import { isStillIn } from "../still-in.ts";
import { isOfRow } from "./confirm.ts";
import { takeRows } from "./take-rows.ts";

/**
 * Asks the pages of rows that waited for this poll and that no answer showed: an index may leave a row out, and the next
 * window may begin after its edit. As many as a poll may doubt; what can't be asked now goes on waiting.
 */
export async function askUnseen(reading: Reading): Promise<void> {
  const { schema, polling, before, looked } = reading;
  for (const rowId of before.keys()) {
    if (looked.has(rowId)) continue;
    if (polling.doubtsLeft <= 0 || !reading.hasTime()) return;
    polling.doubtsLeft--;
    try {
      const page = await reading.connection.within("confirm").row(rowId);
      looked.add(rowId);
      // In the trash, elsewhere or out of sight: the sweep tells which.
      if (page && isStillIn(schema, page))
        await takeRows(reading, [{ ...page, sourceId: schema.id }], "page");
    } catch (error) {
      if (error instanceof BudgetError) return;
      if (!isOfRow(error)) throw error;
      if (!(error instanceof TransientError)) looked.add(rowId);
    }
  }
}
