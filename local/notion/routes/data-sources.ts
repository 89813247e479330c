import { type Call, find, type Route, stampEdit } from "../call.ts";
import type { Database, DataSource, Json } from "../entities.ts";
import { expectObject } from "../expect.ts";
import { writeIcon } from "../files/icon.ts";
import { QUESTION, queryRows } from "../query/query-rows.ts";
import { refuseCircle } from "../refuse-circle.ts";
import { renderDataSource } from "../render/data-source.ts";
import { writeText } from "../rich-text.ts";
import { changeSchema } from "../schema/change-schema.ts";
import { createDataSource } from "../schema/create-data-source.ts";
import { refuseTrashed, trashIn } from "../trash.ts";

const since = "2025-09-03";

export const dataSourceRoutes: Route[] = [
  {
    method: "POST",
    path: "/v1/data_sources",
    answer: addDataSource,
    body: ["parent", "properties", "title", "icon"],
    since,
    needs: "insert_content",
  },
  {
    method: "GET",
    path: "/v1/data_sources/:data_source_id",
    answer: (call) => renderDataSource(sourceIn(call), call),
    since,
    needs: "read_content",
  },
  {
    method: "PATCH",
    path: "/v1/data_sources/:data_source_id",
    answer: updateDataSource,
    body: ["title", "icon", "properties", "in_trash", "archived", "parent"],
    since,
    needs: "update_content",
  },
  {
    method: "POST",
    path: "/v1/data_sources/:data_source_id/query",
    answer: (call) => queryRows(call, sourceIn(call)),
    body: QUESTION,
    since,
    needs: "read_content",
  },
];

function sourceIn(call: Call): DataSource {
  return find(call, "data_source", call.params.data_source_id, "path.data_source_id");
}

function addDataSource(call: Call): Json {
  const { body } = call;
  const { database_id } = expectObject(body.parent, "body.parent");
  const schema = expectObject(body.properties, "body.properties");
  const title = writeText(body.title ?? [], "body.title");
  const database = find(call, "database", database_id, "body.parent.database_id");
  refuseTrashed(call, database);
  const icon = writeIcon(call, body.icon, "body.icon");
  return renderDataSource(createDataSource(call, database, { title, icon, schema }, "body.properties"), call);
}

function updateDataSource(call: Call): Json {
  const { body } = call;
  const columns = body.properties === undefined ? {} : expectObject(body.properties, "body.properties");
  const title = body.title === undefined ? undefined : writeText(body.title, "body.title");
  const inTrash = trashIn(call);
  const source = sourceIn(call);
  const changed: DataSource = {
    ...source,
    title: title ?? source.title,
    icon: body.icon === undefined ? source.icon : writeIcon(call, body.icon, "body.icon"),
    inTrash: inTrash ?? source.inTrash,
    stamp: stampEdit(call, source.stamp),
  };
  refuseTrashed(call, source, changed.inTrash);
  const placed = body.parent === undefined ? changed : move(call, changed);
  call.workspace.store.put(placed);
  return renderDataSource(changeSchema(call, placed, columns, "body.properties"), call);
}

/** Into another database; its rows come along. */
function move(call: Call, source: DataSource): DataSource {
  const { database_id } = expectObject(call.body.parent, "body.parent");
  const { store } = call.workspace;
  const target = find(call, "database", database_id, "body.parent.database_id");
  const from = store.get(source.databaseId) as Database;
  if (target.id === from.id) return source;
  refuseCircle(call, source, target);
  store.put({ ...from, dataSourceIds: from.dataSourceIds.filter((id) => id !== source.id) });
  store.put({ ...target, dataSourceIds: [...target.dataSourceIds, source.id] });
  for (const row of store.rows(source.id)) {
    store.put({
      ...row,
      parent: { type: "data_source_id", data_source_id: source.id, database_id: target.id },
    });
  }
  return { ...source, databaseId: target.id };
}
