import { FencedError } from "../../domain/errors.ts";
import { readReported } from "../../domain/rules-database.ts";
import { cut } from "../../domain/words.ts";
import type { Cell, Connection, Lease, PollServices } from "../../ports.ts";
import { readAllRules } from "../rules/read-rules.ts";
import { writeRuleRow } from "./write-rule-row.ts";

const longest = 1_200;

/**
 * Tells in every rule's row why none of them works: a column of theirs is gone, say. As far as that can be told, which is
 * where the Rules database was read before and is there still.
 * @param because a sentence for the rules' authors.
 */
export async function tellUnreadRules(
  services: PollServices,
  connection: Connection,
  lease: Lease,
  because: string,
): Promise<void> {
  try {
    const known = await services.rules.binding(connection.id);
    if (known?.reference !== connection.rulesReference) return;
    const columns = known.columns as Parameters<typeof readReported>[1];
    const book = { columns, heads: await services.rules.heads(connection.id) };
    for (const row of (await readAllRules(connection.workspace, known.sourceId)).values()) {
      const shown = readReported(row, columns);
      const cells: Record<string, Cell> = {};
      const note = cut(`No rule works until this is mended: ${because}`, longest);
      if (row.properties[columns.Note] && shown.note !== note)
        cells[columns.Note] = { type: "rich_text", text: note };
      if (row.properties[columns.Health] && shown.health !== "Needs attention")
        cells[columns.Health] = { type: "select", name: "Needs attention" };
      if (Object.keys(cells).length > 0) await writeRuleRow(services, connection, lease, book, row, cells);
    }
  } catch (error) {
    if (error instanceof FencedError) throw error;
    services.log.error("rules-not-told", { reason: String(error) });
  }
}
