import type { Call } from "../call.ts";
import type { DataSource, View } from "../entities.ts";
import { findRows } from "../query/find-rows.ts";

/**
 * The ids of the rows a view shows, in its order; no more than a query gives. It runs the view's filter and sorts, says
 * https://developers.notion.com/reference/create-view-query; of quick filters it says nothing, and they do not count here.
 */
export function runView(call: Call, view: View): { rowIds: string[]; isCapped: boolean } {
  const source = call.workspace.store.get(view.dataSourceId) as DataSource;
  const { rows, isCapped } = findRows(call, source, view);
  return { rowIds: rows.map(({ id }) => id), isCapped };
}
