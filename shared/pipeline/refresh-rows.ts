import { BudgetError } from "../domain/errors.ts";
import { isOfRow } from "./confirm.ts";
import type { Reading } from "./reading.ts";
import { isStillIn } from "./still-in.ts";
import { takeRows } from "./take-rows.ts";

/**
 * Reads rows anew before the clock makes a rule fire for them: a date may have been moved a moment ago. As many as may be
 * read fresh in one poll; the others are as the last poll saw them.
 */
export async function refreshRows(reading: Reading, rowIds: readonly string[], at: string): Promise<void> {
  const { schema } = reading;
  const minute = Math.floor(Date.parse(at) / 60_000) * 60_000;
  for (const rowId of rowIds) {
    if (reading.polling.confirmsLeft <= 0 || !reading.hasTime()) return;
    reading.polling.confirmsLeft--;
    try {
      const fresh = await reading.connection.within("confirm").row(rowId);
      // Edited after the moment: then it was reached before, and the edit is for the window to find.
      if (fresh && isStillIn(schema, fresh) && Date.parse(fresh.lastEditedTime) <= minute)
        await takeRows(reading, [{ ...fresh, sourceId: schema.id }], "page");
    } catch (error) {
      if (error instanceof BudgetError) return;
      if (!isOfRow(error)) throw error;
    }
  }
}
