import { FencedError } from "../domain/errors.ts";
import type { RuleHead } from "../domain/rule.ts";
import { noteOf } from "../domain/rule-note.ts";
import { readReported } from "../domain/rules-database.ts";
import type { Cell, Connection, Lease, PollServices } from "../ports.ts";
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
  lease: Lease,
  book: RuleBook,
  sourceProblems: ReadonlyMap<string, string>,
  hasTime: () => boolean,
): Promise<void> {
  const stats = await services.rules.stats(id);
  for (const known of book.heads) {
    const head = await withSourceProblem(services, lease, known, sourceProblems);
    const row = book.rows.get(head.ruleId);
    if (!row || !hasTime()) continue;
    const shown = readReported(row, book.columns);
    const own = stats.get(head.ruleId);
    const { health, note } = noteOf(head, own);
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
      await services.rules.save(lease, { ...head, wroteSinceRead: true }, undefined);
    } catch (error) {
      if (error instanceof FencedError) throw error;
      services.log.error("rule-not-reported", { ruleId: head.ruleId, reason: reasonOf(error) });
    }
  }
}

/** The head with what this poll found out about its source, kept for whoever asks between polls. */
async function withSourceProblem(
  services: PollServices,
  lease: Lease,
  head: RuleHead,
  sourceProblems: ReadonlyMap<string, string>,
): Promise<RuleHead> {
  const problem = head.sourceId === null ? undefined : sourceProblems.get(head.sourceId);
  if (problem === head.sourceProblem) return head;
  const { sourceProblem: _before, ...rest } = head;
  const next: RuleHead = problem === undefined ? rest : { ...rest, sourceProblem: problem };
  await services.rules.save(lease, next, undefined);
  return next;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
