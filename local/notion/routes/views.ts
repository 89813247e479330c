import { type Call, find, type Route, stampEdit, stampNew } from "../call.ts";
import type { DataSource, Json, View } from "../entities.ts";
import { expectArray, expectObject, expectOneOf, expectString, isObject } from "../expect.ts";
import { listOf, slice } from "../list.ts";
import { failed, fixOne } from "../problem.ts";
import { checkQuestion } from "../query/find-rows.ts";
import { byPropertyId } from "../views/by-property-id.ts";
import { addWidget, dashboardAsked, removeWidget, viewsOn } from "../views/dashboard.ts";
import { viewIn } from "../views/find-view.ts";
import { orderedViews, placeAsked } from "../views/ordered-views.ts";
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

const KEPT = "`configuration` is kept as it came, unchecked";

// A view shows a data source, and those came with this version.
const since = "2025-09-03";

export const viewRoutes: Route[] = [
  { method: "GET", path: "/v1/views", answer: listViews, since, needs: "read_content" },
  {
    method: "POST",
    path: "/v1/views",
    answer: createView,
    body: [
      "data_source_id",
      "name",
      "type",
      "database_id",
      "view_id",
      "filter",
      "sorts",
      "quick_filters",
      "create_database",
      "configuration",
      "position",
      "placement",
    ],
    since,
    needs: "insert_content",
    support: "partial",
    note: `no \`create_database\` (a linked database on a page); ${KEPT}`,
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
  const { query } = call;
  const sourceId = query.get("data_source_id");
  const source = sourceId === null ? undefined : find(call, "data_source", sourceId, "query.data_source_id");
  const databaseId =
    source?.databaseId ??
    find(call, "database", query.get("database_id") ?? undefined, "query.database_id").id;
  const views = orderedViews(call, databaseId).filter(
    (view) => source === undefined || view.dataSourceId === source.id,
  );
  const { items, next } = slice(call, "query", views, (view) => view.id);
  return listOf("view", { items: items.map(({ id }) => ({ object: "view", id })), next });
}

function createView(call: Call): Json {
  const { body, workspace } = call;
  const source = find(call, "data_source", body.data_source_id, "body.data_source_id");
  const dashboard = expectOnePlace(call) === "view_id" ? dashboardAsked(call) : undefined;
  const databaseId = dashboard?.parentKey ?? find(call, "database", body.database_id, "body.database_id").id;
  const type = expectOneOf(body.type, TYPES, "body.type");
  const view: View = {
    kind: "view",
    id: workspace.ids.uuid(),
    parentKey: databaseId,
    dataSourceId: source.id,
    place: placeAsked(call, databaseId),
    ...(dashboard && { dashboardId: dashboard.id }),
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
  if (dashboard) addWidget(call, dashboard, view.id);
  return renderView(view);
}

const PLACES = ["database_id", "view_id", "create_database"];

/** A view is made in one place: on a database, as a widget of a dashboard, or on a page, which is not done here. */
function expectOnePlace({ body }: Call): string | undefined {
  const [place, second] = PLACES.filter((key) => body[key] !== undefined);
  if (place === undefined) throw fixOne(PLACES.map((key) => `body.${key}`));
  const extra = place === "create_database" ? place : second;
  if (extra !== undefined) throw failed(`body.${extra}`, "not present", body[extra]);
  if (place !== "view_id" && body.placement !== undefined) {
    throw failed("body.placement", "not present", body.placement);
  }
  return place;
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
  const { store } = call.workspace;
  for (const id of [view.id, ...viewsOn(view)]) {
    const one = store.get(id);
    if (one?.kind === "view") store.put({ ...one, deleted: true, stamp: stampEdit(call, one.stamp) });
  }
  removeWidget(call, view);
  const { object, id, parent, type } = renderView(view);
  return { object, id, parent, type };
}
