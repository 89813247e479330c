import { type Call, find, type Route, stampEdit } from "../call.ts";
import type { DataSource, Json } from "../entities.ts";
import { expectObject } from "../expect.ts";
import { queryRows } from "../query/query-rows.ts";
import { renderDataSource } from "../render/data-source.ts";
import { writeText } from "../rich-text.ts";
import { changeSchema, createDataSource } from "../schema.ts";
import { trashIn } from "../trash.ts";

export const dataSourceRoutes: Route[] = [
  { method: "POST", path: "/v1/data_sources", answer: addDataSource },
  {
    method: "GET",
    path: "/v1/data_sources/:data_source_id",
    answer: (call) => renderDataSource(sourceIn(call), call),
  },
  { method: "PATCH", path: "/v1/data_sources/:data_source_id", answer: updateDataSource },
  {
    method: "POST",
    path: "/v1/data_sources/:data_source_id/query",
    answer: (call) => queryRows(call, sourceIn(call)),
  },
];

function sourceIn(call: Call): DataSource {
  return find(call, "data_source", call.params.data_source_id, "path.data_source_id");
}

function addDataSource(call: Call): Json {
  const { database_id } = expectObject(call.body.parent, "body.parent");
  const database = find(call, "database", database_id, "body.parent.database_id");
  return renderDataSource(createDataSource(call, database, call.body.properties, "body.properties"), call);
}

function updateDataSource(call: Call): Json {
  const { body } = call;
  const source = sourceIn(call);
  const changed: DataSource = {
    ...source,
    title: body.title === undefined ? source.title : writeText(body.title, "body.title"),
    icon: body.icon === undefined ? source.icon : body.icon,
    inTrash: trashIn(call, source.inTrash),
    stamp: stampEdit(call, source.stamp),
  };
  call.workspace.store.put(changed);
  if (body.properties === undefined) return renderDataSource(changed, call);
  const changes = expectObject(body.properties, "body.properties");
  return renderDataSource(changeSchema(call, changed, changes, "body.properties"), call);
}
