import type { Column, Source } from "../api/notion.ts";
import { Refusal } from "../api/request.ts";
import { remember } from "../state/undo.ts";
import { arrangedOf } from "./columns-of.ts";
import type { ViewColumn } from "./table-view.ts";
import { changeView, viewNow, viewOf } from "./views.ts";

/** Puts a column before another one, or last. */
export function moveColumn(source: Source, column: Column, before: string | undefined): void {
  const columns = arrangedOf(source, viewNow(source.id));
  const moved = columns.find(({ id }) => id === column.id);
  if (!moved || before === column.id) return;
  const others = columns.filter((one) => one !== moved);
  const at = before === undefined ? others.length : others.findIndex(({ id }) => id === before);
  arrange(source, `${column.name} to another place`, others.toSpliced(at, 0, moved));
}

export function setHidden(source: Source, column: Column, isHidden: boolean): void {
  const columns = arrangedOf(source, viewNow(source.id));
  const what = `${column.name} ${isHidden ? "hidden" : "shown"}`;
  arrange(
    source,
    what,
    columns.map((one) => (one.id === column.id ? { ...one, isHidden } : one)),
  );
}

export function setWidth(source: Source, column: Column, width: number): void {
  const columns = arrangedOf(source, viewNow(source.id));
  arrange(
    source,
    `${column.name} ${width} wide`,
    columns.map((one) => (one.id === column.id ? { ...one, width } : one)),
  );
}

function arrange(source: Source, what: string, columns: ViewColumn[]): void {
  const before = arrangedOf(source, viewNow(source.id));
  if (JSON.stringify(before) === JSON.stringify(columns)) return;
  const put = (from: readonly ViewColumn[], to: readonly ViewColumn[]) => async () => {
    if (JSON.stringify(viewOf(source.id).peek()?.columns) !== JSON.stringify(from))
      throw new Refusal("somebody has arranged the columns since");
    await changeView(source.id, { columns: to });
  };
  void changeView(source.id, { columns });
  remember({ what, undo: put(columns, before), redo: put(before, columns) });
}
