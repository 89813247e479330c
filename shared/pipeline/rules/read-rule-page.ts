import type { Block } from "../../domain/block.ts";
import type { Row } from "../../domain/row.ts";
import type { RuleHead } from "../../domain/rule.ts";
import type { Workspace } from "../../ports.ts";

/** A rule's page. `readAt` is of Notion's clock; `isRead` false: it is still as it was kept. */
export type RulePage = { blocks: Block[]; readAt: string; isRead: boolean };

/** Edit times are floored to the minute: until it is over, a page may be edited again without its time telling. */
const minuteMs = 60_000;

/**
 * Notion lists a page's blocks apart from its row, so they are read only when the row says that they may differ.
 * @param self our own user id; `now` of Notion's clock.
 */
export async function readRulePage(
  workspace: Workspace,
  row: Row,
  head: RuleHead | undefined,
  { self, now }: { self: string; now: string },
): Promise<RulePage> {
  if (head && !mayDiffer(row, head, self, now))
    return { blocks: head.body, readAt: head.bodyReadAt, isRead: false };
  return { blocks: await workspace.body(row.id), readAt: now, isRead: true };
}

/** Our own write also moves the edit time; one more read after it, and one after its minute, find what it may have covered. */
function mayDiffer(row: Row, head: RuleHead, self: string, now: string): boolean {
  const minuteEnds = Date.parse(row.lastEditedTime) + minuteMs;
  if (Date.parse(head.bodyReadAt) >= minuteEnds) return false;
  if (head.wroteSinceRead) return true;
  return row.lastEditedBy !== self || Date.parse(now) >= minuteEnds;
}
