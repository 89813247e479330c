import { NotFoundError, PermanentError } from "../../domain/errors.ts";
import type { Row, SourceSchema } from "../../domain/row.ts";
import { bindRuleColumns, hasRuleColumns, type RuleColumnIds } from "../../domain/rules-database.ts";
import type { Connection, Lease, PollServices, RulesBinding, Workspace } from "../../ports.ts";

/** Every row of the Rules database, by row id, and where its columns are. @throws PermanentError when it can't be read. */
export async function readRules(services: PollServices, connection: Connection, lease: Lease) {
  const { rulesReference, workspace } = connection;
  const bindAnew = async () => {
    const binding = await bind(rulesReference, workspace);
    await services.rules.saveBinding(lease, binding);
    return binding;
  };
  const known = await services.rules.binding(connection.id);
  const binding = known?.reference === rulesReference ? known : await bindAnew();
  const rows = await readAllRows(workspace, binding.sourceId);
  const intact = [...rows.values()].every((row) => hasRuleColumns(row, binding.columns as RuleColumnIds));
  return { binding: intact || binding !== known ? binding : await bindAnew(), rows };
}

async function readAllRows(workspace: Workspace, sourceId: string): Promise<Map<string, Row>> {
  const rows = new Map<string, Row>();
  let cursor: string | undefined;
  do {
    const page = await workspace.rows(sourceId, { by: "created", from: undefined }, cursor);
    for (const row of page.rows) rows.set(row.id, row);
    cursor = page.next;
  } while (cursor);
  return rows;
}

async function bind(reference: string, workspace: Connection["workspace"]): Promise<RulesBinding> {
  let source: SourceSchema;
  try {
    source = await workspace.source(reference);
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    const message = `I can't open the Rules database (${reference}). In Notion open it, then ••• → Connections → add Rowbell; or correct ROWBELL_RULES.`;
    throw new PermanentError(message, { cause: error });
  }
  const bound = bindRuleColumns(source);
  if ("problem" in bound) throw new PermanentError(bound.problem);
  return { reference, sourceId: source.id, columns: bound.ids, self: await workspace.self() };
}
