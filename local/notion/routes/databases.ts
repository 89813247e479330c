import { type Call, find, type Route, stampEdit, stampNew } from "../call.ts";
import type { Database, Json, Parent } from "../entities.ts";
import { expectObject, isObject } from "../expect.ts";
import { failed } from "../problem.ts";
import { renderDatabase } from "../render/database.ts";
import { writeText } from "../rich-text.ts";
import { createDataSource } from "../schema.ts";
import { trashIn } from "../trash.ts";
import { attach } from "../tree.ts";

export const databaseRoutes: Route[] = [
  { method: "POST", path: "/v1/databases", answer: createDatabase },
  {
    method: "GET",
    path: "/v1/databases/:database_id",
    answer: (call) =>
      renderDatabase(find(call, "database", call.params.database_id, "path.database_id"), call),
  },
  { method: "PATCH", path: "/v1/databases/:database_id", answer: updateDatabase },
];

function createDatabase(call: Call): Json {
  const { body, workspace } = call;
  const parent = parentOf(call);
  const database: Database = {
    kind: "database",
    id: workspace.ids.uuid(),
    parent,
    title: writeText(body.title ?? [], "body.title"),
    description: writeText(body.description ?? [], "body.description"),
    dataSourceIds: [],
    isInline: body.is_inline === true,
    isLocked: false,
    icon: body.icon ?? null,
    cover: body.cover ?? null,
    inTrash: false,
    stamp: stampNew(call),
  };
  workspace.store.put(database);
  attach(call, parent, database.id);
  const initial = isObject(body.initial_data_source) ? body.initial_data_source.properties : undefined;
  createDataSource(call, database, initial, "body.initial_data_source.properties");
  return renderDatabase(find(call, "database", database.id, "body"), call);
}

function parentOf(call: Call): Parent {
  const parent = expectObject(call.body.parent, "body.parent");
  if (parent.workspace === true) return { type: "workspace", workspace: true };
  const page = find(call, "page", parent.page_id, "body.parent.page_id");
  return { type: "page_id", page_id: page.id };
}

function updateDatabase(call: Call): Json {
  const { body } = call;
  const database = find(call, "database", call.params.database_id, "path.database_id");
  if (body.properties !== undefined) throw failed("body.properties", "not present", body.properties);
  const changed: Database = {
    ...database,
    title: body.title === undefined ? database.title : writeText(body.title, "body.title"),
    description:
      body.description === undefined ? database.description : writeText(body.description, "body.description"),
    isInline: typeof body.is_inline === "boolean" ? body.is_inline : database.isInline,
    isLocked: typeof body.is_locked === "boolean" ? body.is_locked : database.isLocked,
    icon: body.icon === undefined ? database.icon : body.icon,
    cover: body.cover === undefined ? database.cover : body.cover,
    inTrash: trashIn(call, database.inTrash),
    stamp: stampEdit(call, database.stamp),
  };
  call.workspace.store.put(changed);
  return renderDatabase(changed, call);
}
