import { NotFoundError, PermanentError } from "../../domain/errors.ts";
import type { Row, SourceSchema } from "../../domain/row.ts";
import type { RulesBinding } from "../../domain/rules-binding.ts";
import { bindRuleColumns, hasRuleColumns, type RuleColumnIds } from "../../domain/rules-database.ts";
import type { Connection, Lease, PollServices, Workspace } from "../../ports.ts";
import { notionNow } from "../notion-now.ts";
import { bindRuns, isToBeLookedAt } from "./bind-runs.ts";

/** Every row of the Rules database, by row id, and where its columns are. @throws PermanentError when it can't be read. */
export async function readRules(services: PollServices, connection: Connection, lease: Lease) {
  const { rulesReference, workspace } = connection;
  const known = await services.rules.binding(connection.id);
  const bindAnew = async () => {
    const bound = await bind(services, connection, known);
    const binding = known?.theme ? { ...bound, theme: known.theme } : bound;
    await services.rules.saveBinding(lease, binding);
    return binding;
  };
  const binding = known?.reference === rulesReference ? known : await bindAnew();
  const rows = await readAllRules(workspace, binding.sourceId);
  const intact =
    [...rows.values()].every((row) => hasRuleColumns(row, binding.columns as RuleColumnIds)) &&
    !isToBeLookedAt(binding.runs, notionNow(services, connection));
  return { binding: intact || binding !== known ? binding : await bindAnew(), rows };
}

/** By row id. */
export async function readAllRules(workspace: Workspace, sourceId: string): Promise<Map<string, Row>> {
  const rows = new Map<string, Row>();
  let cursor: string | undefined;
  do {
    const page = await workspace.rows(sourceId, { by: "created", from: undefined }, cursor);
    for (const row of page.rows) rows.set(row.id, row);
    cursor = page.next;
  } while (cursor);
  return rows;
}

/** @param known how it was bound before: columns that were renamed since, here or in Runs, are still known by their id. */
async function bind(
  services: PollServices,
  connection: Connection,
  known: RulesBinding | undefined,
): Promise<RulesBinding> {
  const { rulesReference: reference, workspace } = connection;
  let source: SourceSchema;
  try {
    source = await workspace.source(reference);
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    const message = `I can't open the Rules database (${reference}). In Notion open it, then ••• → Connections → add Rowbell; or correct ROWBELL_RULES.`;
    throw new PermanentError(message, { cause: error });
  }
  const bound = bindRuleColumns(source, known?.sourceId === source.id ? known.columns : {});
  if ("problem" in bound) throw new PermanentError(bound.problem);
  const binding = { reference, sourceId: source.id, columns: bound.ids, self: await workspace.self() };
  const runs = await bindRuns(services, connection, source, bound.ids, known?.runs);
  return runs ? { ...binding, runs } : binding;
}
