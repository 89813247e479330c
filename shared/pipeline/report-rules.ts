import { noteOf } from "../domain/rule-note.ts";
import { readReported } from "../domain/rules-database.ts";
import type { Cell, Connection, PollServices } from "../ports.ts";
import type { RuleBook } from "./sync-rules.ts";

/**
 * Writes each rule's Health, Note, Last fired and Fired into its row where they differ from what it shows.
 * A write that fails is made good by the next poll, which compares again; it must not fail this one.
 *
 * @param sourceProblems what went wrong with a source in this poll, by source id.
 */
export async function reportRules(
  services: PollServices,
  { id, workspace }: Connection,
  book: RuleBook,
  sourceProblems: ReadonlyMap<string, string>,
): Promise<void> {
  const stats = await services.rules.stats(id);
  for (const head of book.heads) {
    const row = book.rows.get(head.ruleId);
    if (!row) continue;
    const shown = readReported(row, book.columns);
    const own = stats.get(head.ruleId);
    const { health, note } = noteOf(
      head,
      own,
      head.sourceId === null ? undefined : sourceProblems.get(head.sourceId),
    );
    const cells: Record<string, Cell> = {};
    if (shown.health !== health) cells[book.columns.Health] = { type: "select", name: health };
    if (shown.note !== note) cells[book.columns.Note] = { type: "rich_text", text: note };
    if (own && own.fired > 0 && shown.fired !== own.fired) {
      cells[book.columns.Fired] = { type: "number", value: own.fired };
      if (own.lastFired) cells[book.columns["Last fired"]] = { type: "date", start: own.lastFired };
    }
    if (Object.keys(cells).length === 0) continue;
    try {
      await workspace.writeCells(head.ruleId, cells);
    } catch (error) {
      services.log.error("rule-not-reported", { ruleId: head.ruleId, reason: reasonOf(error) });
    }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
