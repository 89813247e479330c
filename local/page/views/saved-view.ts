import type { Source } from "../api/notion.ts";
import type { SavedColumn, SavedView } from "../api/views.ts";
import { queryOf } from "./query-of.ts";
import { readFilter } from "./read-filter.ts";
import type { SortLine, TableView, ViewColumn } from "./table-view.ts";

/** A view as the workspace keeps it, and as the table shows it. */

export function fromSaved({ filter, sorts, configuration }: SavedView): TableView {
  return {
    ...readFilter(filter),
    sorts: (sorts ?? []).flatMap(sortIn),
    columns: (configuration.properties ?? []).map(columnIn),
  };
}

function sortIn(sort: object): SortLine[] {
  const { property, timestamp, direction } = sort as Record<string, string>;
  const columnId = property ?? (timestamp && `timestamp:${timestamp}`);
  return columnId ? [{ columnId, direction: direction === "descending" ? "descending" : "ascending" }] : [];
}

const columnIn = ({ property_id: id, visible, width }: SavedColumn): ViewColumn => ({
  id,
  isHidden: visible === false,
  ...(width !== undefined && { width }),
});

/** What else the view says, of itself or of a column, stays. */
export function toSaved(source: Source, view: TableView, before: SavedView) {
  const { filter = null, sorts } = queryOf(source, view);
  const known = new Map((before.configuration.properties ?? []).map((one) => [one.property_id, one]));
  const properties = view.columns.map(
    ({ id, isHidden, width }): SavedColumn => ({
      ...known.get(id),
      property_id: id,
      visible: !isHidden,
      ...(width !== undefined && { width }),
    }),
  );
  return {
    filter,
    sorts: sorts.length > 0 ? sorts : null,
    configuration: properties.length > 0 ? { ...before.configuration, properties } : before.configuration,
  };
}
