import type { Cell, Connection, Lease, PollServices } from "../../ports.ts";
import type { RuleBook } from "../rules/rule-book.ts";

/**
 * Writes cells of a rule's row, before all other requests where the budget is short, and remembers that we did: an edit of
 * the page just before may hide behind it.
 * @param cells by property id.
 */
export async function writeRuleRow(
  services: PollServices,
  connection: Connection,
  lease: Lease,
  book: RuleBook,
  ruleId: string,
  cells: Record<string, Cell>,
): Promise<void> {
  await connection.within("write").writeCells(ruleId, cells);
  const at = book.heads.findIndex((head) => head.ruleId === ruleId);
  const head = book.heads[at];
  if (!head) return;
  book.heads[at] = { ...head, wroteSinceRead: true };
  await services.rules.save(lease, { ...head, wroteSinceRead: true }, undefined);
}
