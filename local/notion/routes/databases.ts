import { type Call, find, hasDataSources, type Route, stampEdit, stampNew } from "../call.ts";
import type { Database, DataSource, Json, Parent } from "../entities.ts";
import { expectBoolean, expectObject } from "../expect.ts";
import { writeCover, writeIcon } from "../files/icon.ts";
import { onlySource } from "../only-source.ts";
import { failed } from "../problem.ts";
import { QUESTION, queryRows } from "../query/query-rows.ts";
import { refuseCircle } from "../refuse-circle.ts";
import { renderDatabase } from "../render/database.ts";
import { writeText } from "../rich-text.ts";
import { changeSchema } from "../schema/change-schema.ts";
import { createDataSource } from "../schema/create-data-source.ts";
import { refuseTrashed, trashIn } from "../trash.ts";
import { attach, detach } from "../tree.ts";

export const databaseRoutes: Route[] = [
  {
    method: "POST",
    path: "/v1/databases",
    answer: createDatabase,
    body: [
      "parent",
      "title",
      "description",
      "is_inline",
      "initial_data_source",
      "properties",
      "icon",
      "cover",
    ],
    needs: "insert_content",
  },
  {
    method: "GET",
    path: "/v1/databases/:database_id",
    answer: (call) => renderDatabase(databaseIn(call), call),
    needs: "read_content",
  },
  {
    method: "PATCH",
    path: "/v1/databases/:database_id",
    answer: updateDatabase,
    body: [
      "parent",
      "title",
      "description",
      "is_inline",
      "is_locked",
      "icon",
      "cover",
      "in_trash",
      "archived",
      "properties",
    ],
    needs: "update_content",
  },
  {
    method: "POST",
    path: "/v1/databases/:database_id/query",
    answer: (call) => queryRows(call, onlySource(call, databaseIn(call))),
    body: QUESTION,
    until: "2022-06-28",
    needs: "read_content",
  },
];

const databaseIn = (call: Call) => find(call, "database", call.params.database_id, "path.database_id");

function createDatabase(call: Call): Json {
  const { body, workspace } = call;
  const given = expectObject(body.parent, "body.parent");
  const [schema, where] = schemaIn(call);
  const title = writeText(body.title ?? [], "body.title");
  const parent = parentOf(call, given);
  const database: Database = {
    kind: "database",
    id: workspace.ids.uuid(),
    parent,
    title,
    description: writeText(body.description ?? [], "body.description"),
    dataSourceIds: [],
    isInline: flagIn(body, "is_inline", false),
    isLocked: false,
    icon: writeIcon(call, body.icon, "body.icon"),
    cover: writeCover(call, body.cover, "body.cover"),
    inTrash: false,
    stamp: stampNew(call),
  };
  workspace.store.put(database);
  attach(call, parent, database.id);
  createDataSource(call, database, { title, icon: database.icon, schema }, where);
  return renderDatabase(find(call, "database", database.id, "body"), call);
}

/** The schema of the table: of the database itself in the oldest version, of its first data source since. */
function schemaIn({ body, version }: Call): [schema: unknown, where: string] {
  if (!hasDataSources({ version }))
    return [expectObject(body.properties, "body.properties"), "body.properties"];
  if (body.properties !== undefined) throw failed("body.properties", "not present", body.properties);
  const where = "body.initial_data_source";
  if (body.initial_data_source === undefined) return [undefined, where];
  return [expectObject(body.initial_data_source, where).properties, `${where}.properties`];
}

function parentOf(call: Call, parent: Json): Parent {
  if (parent.workspace === true) return { type: "workspace", workspace: true };
  const page = find(call, "page", parent.page_id, "body.parent.page_id");
  refuseTrashed(call, page);
  return { type: "page_id", page_id: page.id };
}

function updateDatabase(call: Call): Json {
  const { body } = call;
  const properties = columnsIn(call);
  const inTrash = trashIn(call);
  const database = databaseIn(call);
  const source = properties && onlySource(call, database);
  const changed: Database = {
    ...database,
    title: body.title === undefined ? database.title : writeText(body.title, "body.title"),
    description:
      body.description === undefined ? database.description : writeText(body.description, "body.description"),
    isInline: flagIn(body, "is_inline", database.isInline),
    isLocked: flagIn(body, "is_locked", database.isLocked),
    icon: body.icon === undefined ? database.icon : writeIcon(call, body.icon, "body.icon"),
    cover: body.cover === undefined ? database.cover : writeCover(call, body.cover, "body.cover"),
    inTrash: inTrash ?? database.inTrash,
    stamp: stampEdit(call, database.stamp),
  };
  refuseTrashed(call, database, changed.inTrash);
  const moved = body.parent === undefined ? changed : move(call, changed);
  call.workspace.store.put(moved);
  if (source) changeColumns(call, source, properties);
  return renderDatabase(databaseIn(call), call);
}

/** Only the oldest version changes the schema here; newer ones have data sources for that. */
function columnsIn({ body, version }: Call): Json | undefined {
  if (body.properties === undefined) return undefined;
  if (hasDataSources({ version })) throw failed("body.properties", "not present", body.properties);
  return expectObject(body.properties, "body.properties");
}

function changeColumns(call: Call, source: DataSource, properties: Json): void {
  const edited = { ...source, stamp: stampEdit(call, source.stamp) };
  call.workspace.store.put(edited);
  changeSchema(call, edited, properties, "body.properties");
}

function move(call: Call, database: Database): Database {
  const parent = parentOf(call, expectObject(call.body.parent, "body.parent"));
  refuseCircle(
    call,
    database,
    parent.type === "page_id" ? call.workspace.store.get(parent.page_id) : undefined,
  );
  detach(call, database.parent, database.id);
  attach(call, parent, database.id);
  return { ...database, parent };
}

function flagIn(body: Json, key: string, before: boolean): boolean {
  return body[key] === undefined ? before : expectBoolean(body[key], `body.${key}`);
}
