import type { Asked } from "../../domain/asked.ts";
import type { Row } from "../../domain/row.ts";
import type { RuleHead } from "../../domain/rule.ts";
import { type RuleColumnIds, readReported, readRuleRow } from "../../domain/rules-database.ts";
import type { Cell, Connection, Lease, PollServices } from "../../ports.ts";
import { notionNow } from "../notion-now.ts";
import type { RuleBook } from "../rules/rule-book.ts";

/**
 * Writes cells of a rule's row, before all other requests where the budget is short, and remembers that we did: an edit of
 * the page just before may hide behind it. Notion knows no write on a condition, so the row is looked at once more just
 * before: a cell that shows something else by now is left alone, and the next poll compares again.
 * @param row as this poll read it. @param cells by property id.
 */
export async function writeRuleRow(
  services: PollServices,
  connection: Connection,
  lease: Lease,
  book: Pick<RuleBook, "heads" | "columns">,
  row: Row,
  cells: Record<string, Cell>,
): Promise<void> {
  const workspace = connection.within("write");
  const counters = [book.columns.Fired, book.columns["Last fired"], book.columns.Held];
  const isForPeople = Object.keys(cells).some((id) => !counters.includes(id));
  const page = isForPeople ? await workspace.row(row.id) : row;
  const left = page ? unedited(cells, row, page, book.columns) : {};
  if (Object.keys(left).length === 0) return;
  await workspace.writeCells(row.id, left);
  const at = book.heads.findIndex((head) => head.ruleId === row.id);
  const head = book.heads[at];
  if (!head) return;
  const asked = untick(head.asked, left, book.columns, notionNow(services, connection));
  const next: RuleHead = { ...head, ...(asked ? { asked } : {}), wroteSinceRead: true };
  book.heads[at] = next;
  await services.rules.save(lease, next, undefined);
}

/** What is said of a text that its author has gone on writing meanwhile would be wrong when they read it. */
function unedited(
  cells: Record<string, Cell>,
  row: Row,
  page: Row,
  columns: RuleColumnIds,
): Record<string, Cell> {
  const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const isEditing = !isSame(readRuleRow(row, columns), readRuleRow(page, columns));
  const [was, is] = [readReported(row, columns), readReported(page, columns)];
  return Object.fromEntries(
    Object.entries(cells).filter(([id]) => {
      if (id === columns.Note) return !isEditing && was.note === is.note;
      if (id === columns.Health) return !isEditing && was.health === is.health;
      return isSame(row.properties[id]?.value, page.properties[id]?.value);
    }),
  );
}

/** The boxes that were just written are without their tick from now on. */
function untick(
  asked: Asked | undefined,
  cells: Record<string, Cell>,
  columns: RuleColumnIds,
  now: string,
): Asked | undefined {
  if (!asked) return undefined;
  const { test, run } = asked;
  const isWritten = (id: string | undefined) => id !== undefined && cells[id] !== undefined;
  return {
    ...(test ? { test: isWritten(columns.Test) ? { ...test, over: now } : test } : {}),
    ...(run ? { run: isWritten(columns["Run for matching rows"]) ? { ...run, over: now } : run } : {}),
  };
}
