import { PermanentError } from "../../domain/errors.ts";
import { deliveryOfLine, linesKeptDays } from "../../domain/runs-database.ts";
import type { Telling } from "./telling.ts";

/** With a poll a minute, and every tenth of them throwing away, that keeps up with five new lines a minute. */
const mostAtOnce = 50;
const dayMs = 86_400_000;

/** Throws away lines whose time is over. Rows that people put there themselves stay. */
export async function trashOldLines({
  services,
  workspace,
  sourceId,
  columns,
  startedAt,
  hasTime,
}: Telling): Promise<void> {
  const createdBefore = new Date(Date.parse(startedAt) - linesKeptDays * dayMs).toISOString();
  const rows = await workspace.find(sourceId, { createdBefore });
  const lines = rows.filter((row) => deliveryOfLine(row, columns) !== "");
  for (const { id } of lines.slice(0, mostAtOnce)) {
    if (!hasTime()) return;
    try {
      await workspace.trash(id);
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
      services.log.error("line-not-trashed", { lineId: id, reason: error.message });
    }
  }
}
