import { type Call, stampNew } from "../call.ts";
import type { Database, DataSource, StoredText } from "../entities.ts";
import { expectObject, isObject } from "../expect.ts";
import { addDefaultView } from "../views/default-view.ts";
import { changeSchema } from "./change-schema.ts";

/** Puts a new data source, with its schema and a view, into its database. @param where the place of the schema in the request. */
export function createDataSource(
  call: Call,
  database: Database,
  { title, icon, schema }: { title: StoredText[]; icon: unknown; schema: unknown },
  where: string,
): DataSource {
  const { store, ids } = call.workspace;
  const source: DataSource = {
    kind: "data_source",
    id: ids.uuid(),
    databaseId: database.id,
    title,
    properties: [],
    nextNumber: 1,
    icon,
    inTrash: false,
    stamp: stampNew(call),
  };
  store.put(source);
  store.put({ ...database, dataSourceIds: [...database.dataSourceIds, source.id] });
  addDefaultView(call, source);
  const columns = schema === undefined ? {} : expectObject(schema, where);
  // Every data source has a title; Notion calls it Name when the request has none.
  const hasTitle = Object.values(columns).some((one) => isObject(one) && isObject(one.title));
  return changeSchema(call, source, hasTitle ? columns : { Name: { title: {} }, ...columns }, where);
}
