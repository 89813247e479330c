import type { Json, View } from "../entities.ts";
import { urlOf } from "../render/common.ts";
import { millisecond } from "../times.ts";

export function renderView(view: View): Json {
  const { id, parentKey, stamp } = view;
  return {
    object: "view",
    id,
    parent: { type: "database_id", database_id: parentKey },
    data_source_id: view.dataSourceId,
    name: view.name,
    type: view.type,
    created_time: millisecond(stamp.createdAt),
    created_by: { object: "user", id: stamp.createdBy },
    last_edited_time: millisecond(stamp.editedAt),
    last_edited_by: { object: "user", id: stamp.editedBy },
    url: `${urlOf(parentKey)}?v=${id.replaceAll("-", "")}`,
    filter: view.filter,
    sorts: view.sorts,
    quick_filters: view.quickFilters,
    configuration: view.configuration,
    ...(view.dashboardId !== undefined && { dashboard_view_id: view.dashboardId }),
  };
}
