import type { Call } from "../call.ts";
import type { DataSource, View } from "../entities.ts";
import { findRows } from "../query/find-rows.ts";

/**
 * The ids of the rows a view shows, in its order; no more than a query gives. Quick filters do not count: whether they do
 * at Notion is not documented.
 */
export function runView(call: Call, view: View): { rowIds: string[]; isCapped: boolean } {
  const source = call.workspace.store.get(view.dataSourceId) as DataSource;
  const { rows, isCapped } = findRows(call, source, view);
  return { rowIds: rows.map(({ id }) => id), isCapped };
}
