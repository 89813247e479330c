import { type Call, find, type Route, stampEdit, stampNew } from "../call.ts";
import type { DataSource, Json, View } from "../entities.ts";
import { expectArray, expectObject, expectOneOf, expectString, isObject } from "../expect.ts";
import { listOf, slice } from "../list.ts";
import { failed } from "../problem.ts";
import { checkQuestion } from "../query/find-rows.ts";
import { byPropertyId } from "../views/by-property-id.ts";
import { viewIn } from "../views/find-view.ts";
import { renderView } from "../views/render-view.ts";

const TYPES = [
  "table",
  "board",
  "list",
  "calendar",
  "timeline",
  "gallery",
  "form",
  "chart",
  "map",
  "dashboard",
] as const;

const KEPT = "`configuration` is kept as it came, unchecked; `position` is ignored";

// A view shows a data source, and those came with this version.
const since = "2025-09-03";

export const viewRoutes: Route[] = [
  { method: "GET", path: "/v1/views", answer: listViews, since, needs: "read_content" },
  {
    method: "POST",
    path: "/v1/views",
    answer: createView,
    since,
    needs: "insert_content",
    support: "partial",
    note: `in a database only: no \`create_database\`, no widgets of a dashboard (\`view_id\`, \`placement\`); ${KEPT}`,
  },
  {
    method: "GET",
    path: "/v1/views/:view_id",
    answer: (call) => renderView(viewIn(call)),
    since,
    needs: "read_content",
  },
  {
    method: "PATCH",
    path: "/v1/views/:view_id",
    answer: updateView,
    body: ["name", "filter", "sorts", "quick_filters", "configuration"],
    since,
    needs: "update_content",
    support: "partial",
    note: KEPT,
  },
  { method: "DELETE", path: "/v1/views/:view_id", answer: deleteView, since, needs: "update_content" },
];

/** Ids only; of the database, or of the data source alone. */
function listViews(call: Call): Json {
  const { query, workspace } = call;
  const sourceId = query.get("data_source_id");
  const source = sourceId === null ? undefined : find(call, "data_source", sourceId, "query.data_source_id");
  const databaseId =
    source?.databaseId ??
    find(call, "database", query.get("database_id") ?? undefined, "query.database_id").id;
  const views = workspace.store
    .childrenOf(databaseId, "view")
    .filter((view) => !view.deleted && (source === undefined || view.dataSourceId === source.id));
  const { items, next } = slice(call, "query", views, (view) => view.id);
  return listOf("view", { items: items.map(({ id }) => ({ object: "view", id })), next });
}

function createView(call: Call): Json {
  const { body, workspace } = call;
  const source = find(call, "data_source", body.data_source_id, "body.data_source_id");
  for (const key of ["view_id", "create_database", "placement"]) {
    if (body[key] !== undefined) throw failed(`body.${key}`, "not present", body[key]);
  }
  const database = find(call, "database", body.database_id ?? source.databaseId, "body.database_id");
  const type = expectOneOf(body.type, TYPES, "body.type");
  const view: View = {
    kind: "view",
    id: workspace.ids.uuid(),
    parentKey: database.id,
    dataSourceId: source.id,
    name: expectString(body.name, "body.name"),
    type,
    filter: filterIn(call, source),
    sorts: sortsIn(call, source),
    quickFilters: isObject(body.quick_filters) ? body.quick_filters : null,
    configuration: configurationIn(call, type, { type }),
    deleted: false,
    stamp: stampNew(call),
  };
  workspace.store.put(view);
  return renderView(view);
}

/** Tried out before it is saved: a view that cannot run is refused now, in the words of a query. */
function filterIn(call: Call, source: DataSource): Json | null {
  const { filter } = call.body;
  if (filter === undefined || filter === null) return null;
  checkQuestion(call, source, { filter });
  return byPropertyId(source, expectObject(filter, "body.filter"));
}

function sortsIn(call: Call, source: DataSource): Json[] | null {
  const { sorts } = call.body;
  if (sorts === undefined || sorts === null) return null;
  checkQuestion(call, source, { sorts });
  return expectArray(sorts, "body.sorts").map((sort) => byPropertyId(source, sort as Json));
}

function configurationIn({ body }: Call, type: string, before: Json): Json {
  if (body.configuration === undefined) return before;
  const given = expectObject(body.configuration, "body.configuration");
  return { ...given, type: expectOneOf(given.type ?? type, [type], "body.configuration.type") };
}

function updateView(call: Call): Json {
  const { body, workspace } = call;
  const view = viewIn(call);
  const source = workspace.store.get(view.dataSourceId) as DataSource;
  const changed: View = {
    ...view,
    name: body.name === undefined ? view.name : expectString(body.name, "body.name"),
    filter: body.filter === undefined ? view.filter : filterIn(call, source),
    sorts: body.sorts === undefined ? view.sorts : sortsIn(call, source),
    quickFilters: quickFiltersIn(body.quick_filters, view.quickFilters),
    configuration: configurationIn(call, view.type, view.configuration),
    stamp: stampEdit(call, view.stamp),
  };
  workspace.store.put(changed);
  return renderView(changed);
}

/** One that is null goes; null instead of them all takes all away. */
function quickFiltersIn(input: unknown, before: Json | null): Json | null {
  if (input === undefined) return before;
  if (input === null) return null;
  const merged = { ...before, ...expectObject(input, "body.quick_filters") };
  const kept = Object.entries(merged).filter(([, condition]) => condition !== null);
  return kept.length === 0 ? null : Object.fromEntries(kept);
}

/** Answers less than the whole view (recorded). */
function deleteView(call: Call): Json {
  const view = viewIn(call);
  call.workspace.store.put({ ...view, deleted: true, stamp: stampEdit(call, view.stamp) });
  const { object, id, parent, type } = renderView(view);
  return { object, id, parent, type };
}
