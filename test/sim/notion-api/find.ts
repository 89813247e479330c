import { plainText, type Row, type Value } from "../../../shared/domain/row.ts";
import type { Wanted } from "../../../shared/ports.ts";
import { indexedState, type State, type WorldRow, type WorldSource } from "../notion-world.ts";
import { answerRow, columnsOf } from "./answer-row.ts";
import type { NotionHost } from "./host.ts";

const most = 100;

/** The rows that are looked for, as an index shows them that may be behind. */
export function find(host: NotionHost, source: WorldSource, wanted: Wanted): Row[] {
  const { faults, time } = host;
  const replica = "lines are looked for in an old replica";
  const at = time.now() - (faults.strike(replica) ? 1000 * faults.rng(replica).int(5, 180) : 0);
  const found: Row[] = [];
  for (const row of source.rows) {
    const state = indexedState(row, at);
    if (!state || state.inTrash || !isWanted(row, state, wanted)) continue;
    found.push(answerRow(host, row, state, columnsOf(source)));
    if (found.length === most) break;
  }
  return found;
}

function isWanted(row: WorldRow, { cells }: State, wanted: Wanted): boolean {
  if ("createdBefore" in wanted) return row.createdAt < Date.parse(wanted.createdBefore);
  const cell = cells[wanted.property];
  if ("isTicked" in wanted) return cell?.type === "checkbox" && cell.value;
  return wanted.oneOf.includes(textOf(cell));
}

function textOf(cell: Value | undefined): string {
  return cell?.type === "rich_text" ? plainText(cell.value) : "";
}
