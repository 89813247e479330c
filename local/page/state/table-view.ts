import { type Signal, signal } from "@preact/signals";

/** One line of a filter: a column by id, what it is held against, and with what. */
export type Condition = { columnId: string; operator: string; value: string };
export type SortLine = { columnId: string; direction: "ascending" | "descending" };

/** How a table is looked at in this browser; nobody else's table changes with it. */
export type TableView = {
  filters: readonly Condition[];
  /** Whether all conditions have to hold, or any. */
  join: "and" | "or";
  sorts: readonly SortLine[];
  /** Of columns by id, in pixels; others have the width of their type. */
  widths: Readonly<Record<string, number>>;
};

const untouched: TableView = { filters: [], join: "and", sorts: [], widths: {} };
const views = new Map<string, Signal<TableView>>();
const keyOf = (sourceId: string) => `rowbell.table.${sourceId}`;

export function viewOf(sourceId: string): Signal<TableView> {
  const known = views.get(sourceId);
  if (known) return known;
  const kept = localStorage.getItem(keyOf(sourceId));
  const made = signal<TableView>({ ...untouched, ...(kept && JSON.parse(kept)) });
  views.set(sourceId, made);
  return made;
}

export function changeView(sourceId: string, part: Partial<TableView>): void {
  const view = viewOf(sourceId);
  view.value = { ...view.value, ...part };
  localStorage.setItem(keyOf(sourceId), JSON.stringify(view.value));
}
