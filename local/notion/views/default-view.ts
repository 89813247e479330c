import { type Call, stampNew } from "../call.ts";
import type { DataSource, View } from "../entities.ts";

/** The table every new data source comes with. Its name at Notion is not documented. */
export function addDefaultView(call: Call, source: DataSource): void {
  const view: View = {
    kind: "view",
    id: call.workspace.ids.uuid(),
    parentKey: source.databaseId,
    dataSourceId: source.id,
    name: "Default view",
    type: "table",
    filter: null,
    sorts: null,
    quickFilters: null,
    configuration: { type: "table" },
    deleted: false,
    stamp: stampNew(call),
  };
  call.workspace.store.put(view);
}
