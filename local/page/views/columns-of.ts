import type { Column, Source } from "../api/notion.ts";
import { isRules } from "../state/sources.ts";
import type { TableView, ViewColumn } from "./table-view.ts";

/** In Rules, what Rowbell answers comes right after what switches a rule on. */
const firstOfRules = ["State", "Health", "Note"];

/** All columns in the order of the view: the title first, and last what the view does not know yet. */
export function columnsOf(source: Source, view: TableView | undefined): Column[] {
  const places = new Map(view?.columns.map(({ id }, index) => [id, index]));
  const isArranged = places.size > 0;
  const place = ({ id, type, name }: Column) => {
    if (type === "title") return -1;
    if (isArranged) return places.get(id) ?? places.size;
    const index = isRules(source) ? firstOfRules.indexOf(name) : -1;
    return index === -1 ? firstOfRules.length : index;
  };
  return Object.values(source.properties).toSorted((a, b) => place(a) - place(b));
}

/** Those that the table shows; its title always. */
export function shownColumnsOf(source: Source, view: TableView): Column[] {
  const hidden = new Set(view.columns.filter(({ isHidden }) => isHidden).map(({ id }) => id));
  return columnsOf(source, view).filter(({ id, type }) => type === "title" || !hidden.has(id));
}

/** Each column that there is, with what the view says of it: what a change begins with. */
export function arrangedOf(source: Source, view: TableView): ViewColumn[] {
  const known = new Map(view.columns.map((column) => [column.id, column]));
  return columnsOf(source, view).map(({ id }) => known.get(id) ?? { id, isHidden: false });
}
