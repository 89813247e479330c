import { type Call, stampEdit } from "../call.ts";
import type { View } from "../entities.ts";
import { expectNumber, expectObject, expectOneOf } from "../expect.ts";
import { failed } from "../problem.ts";
import { findView } from "./find-view.ts";

/** `configuration.rows` of a dashboard: rows of widgets, each of which shows a view. */
type Widget = { id: string; view_id: string; row_index: number };
type Row = { id: string; widgets: Widget[] };

/** The dashboard that the `view_id` of a body names. */
export function dashboardAsked(call: Call): View {
  const view = findView(call, call.body.view_id, "body.view_id");
  if (view.type !== "dashboard") throw failed("body.view_id", "the id of a dashboard view", view.id);
  return view;
}

/** Where a widget is to stand: in a row of its own, the last one when nothing is said, or beside those of a row. */
export function addWidget(call: Call, dashboard: View, viewId: string): void {
  const { ids } = call.workspace;
  const widget: Widget = { id: ids.uuid(), view_id: viewId, row_index: 0 };
  const rows = rowsOf(dashboard);
  const { isNew, index } = placementAsked(call, rows.length);
  const placed = isNew
    ? rows.toSpliced(index, 0, { id: ids.uuid(), widgets: [widget] })
    : rows.with(index, { ...(rows[index] as Row), widgets: [...(rows[index] as Row).widgets, widget] });
  putRows(call, dashboard, placed);
}

function placementAsked({ body }: Call, count: number): { isNew: boolean; index: number } {
  if (body.placement === undefined) return { isNew: true, index: count };
  const placement = expectObject(body.placement, "body.placement");
  const type = expectOneOf(placement.type, ["new_row", "existing_row"], "body.placement.type");
  const isNew = type === "new_row";
  if (isNew && placement.row_index === undefined) return { isNew, index: count };
  const index = expectNumber(placement.row_index, "body.placement.row_index");
  const last = isNew ? count : count - 1;
  if (!Number.isInteger(index) || index < 0 || index > last) {
    throw failed("body.placement.row_index", `the index of a row, from \`0\` to \`${last}\``, index);
  }
  return { isNew, index };
}

/** A widget whose view goes leaves its dashboard, and so does a row without any. */
export function removeWidget(call: Call, { id, dashboardId }: View): void {
  const dashboard = dashboardId === undefined ? undefined : call.workspace.store.get(dashboardId);
  if (dashboard?.kind !== "view") return;
  const rows = rowsOf(dashboard)
    .map((row) => ({ ...row, widgets: row.widgets.filter((widget) => widget.view_id !== id) }))
    .filter(({ widgets }) => widgets.length > 0);
  putRows(call, dashboard, rows);
}

/** The views of its widgets. */
export function viewsOn(dashboard: View): string[] {
  return rowsOf(dashboard).flatMap(({ widgets }) => widgets.map((widget) => widget.view_id));
}

function rowsOf({ configuration }: View): Row[] {
  return Array.isArray(configuration.rows) ? configuration.rows : [];
}

function putRows(call: Call, dashboard: View, rows: Row[]): void {
  const numbered = rows.map((row, row_index) => ({
    ...row,
    widgets: row.widgets.map((widget) => ({ ...widget, row_index })),
  }));
  const configuration = { ...dashboard.configuration, rows: numbered };
  call.workspace.store.put({ ...dashboard, configuration, stamp: stampEdit(call, dashboard.stamp) });
}
