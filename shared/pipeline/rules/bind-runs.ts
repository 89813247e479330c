import { FencedError, NotFoundError, TransientError } from "../../domain/errors.ts";
import type { SourceSchema } from "../../domain/row.ts";
import type { RunsBinding } from "../../domain/rules-binding.ts";
import { type RuleColumnIds, runsReference } from "../../domain/rules-database.ts";
import { bindRunColumns } from "../../domain/runs-database.ts";
import type { Connection, PollServices } from "../../ports.ts";
import { notionNow } from "../notion-now.ts";

/** What could not be bound may be mended by people without a trace in the Rules database. */
const lookAgainMs = 10 * 60_000;

/** Is it time to look whether the Runs database can be written by now? @param now of Notion's clock. */
export function isToBeLookedAt(runs: RunsBinding | undefined, now: string): boolean {
  if (!runs || !("problem" in runs)) return false;
  return runs.lookedAt === "" || Date.parse(now) - Date.parse(runs.lookedAt) >= lookAgainMs;
}

/**
 * Finds the Runs database, which the Rules database leads to.
 * @param known as it was bound before: it stays where Notion can't say now.
 * @returns undefined when there is none.
 */
export async function bindRuns(
  services: PollServices,
  connection: Connection,
  rules: SourceSchema,
  columns: RuleColumnIds,
  known: RunsBinding | undefined,
): Promise<RunsBinding | undefined> {
  const reference = runsReference(rules, columns);
  if (reference === undefined) return undefined;
  try {
    const bound = bindRunColumns(await connection.workspace.source(reference), known?.columns);
    if ("ids" in bound) return { sourceId: reference, columns: bound.ids };
    return refused(services, connection, bound.problem, known);
  } catch (error) {
    if (error instanceof FencedError) throw error;
    if (error instanceof TransientError) return known ?? { problem: error.message, lookedAt: "" };
    const reason = error instanceof Error ? error.message : String(error);
    const problem =
      error instanceof NotFoundError
        ? "I can't open the Runs database. In Notion open it, then ••• → Connections → add Rowbell"
        : `I can't write into the Runs database: ${reason}`;
    return refused(services, connection, problem, known);
  }
}

/** The columns are remembered: once it can be written again, those that were renamed are still known. */
function refused(
  services: PollServices,
  connection: Connection,
  problem: string,
  known: RunsBinding | undefined,
): RunsBinding {
  services.log.error("runs-not-bound", { reason: problem });
  const columns = known?.columns ? { columns: known.columns } : {};
  return { problem, lookedAt: notionNow(services, connection), ...columns };
}
