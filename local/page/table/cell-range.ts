import { signal } from "@preact/signals";
import type { Column } from "../api/notion.ts";
import type { RowState } from "../state/row-states.ts";

/** A cell by its row and column. */
export type Spot = { rowId: string; columnId: string };

/** Cells that were marked together: the corner that has the focus, and the one across. */
export const range = signal<{ from: Spot; to: Spot } | undefined>();

/** What a table shows: rows and columns in their order. */
export type Shown = { rows: readonly RowState[]; columns: readonly Column[] };

/** The cell an element stands in. */
export function spotOf(element: Element | null): Spot | undefined {
  const rowId = element?.closest<HTMLElement>("[data-row]")?.dataset.row;
  const columnId = element?.closest<HTMLElement>("td, th")?.dataset.id;
  return rowId !== undefined && columnId !== undefined ? { rowId, columnId } : undefined;
}

/** The rows and columns of what is marked, or of one cell. */
export function markedIn({ rows, columns }: Shown, spot: Spot | undefined): Shown {
  const { from, to } = range.value ?? { from: spot, to: spot };
  if (!from || !to) return { rows: [], columns: [] };
  const down = between(
    rows.findIndex(({ id }) => id === from.rowId),
    rows.findIndex(({ id }) => id === to.rowId),
  );
  const across = between(
    columns.findIndex(({ id }) => id === from.columnId),
    columns.findIndex(({ id }) => id === to.columnId),
  );
  return { rows: rows.slice(...down), columns: columns.slice(...across) };
}

const between = (a: number, b: number): [number, number] =>
  a === -1 || b === -1 ? [0, 0] : [Math.min(a, b), Math.max(a, b) + 1];

const steps: Record<string, [across: number, down: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Shift with an arrow marks one cell more, or one less. @returns whether the key was for that */
export function extendByKey(event: KeyboardEvent, { rows, columns }: Shown): boolean {
  const step = steps[event.key];
  const from = spotOf(event.target as Element);
  if (!step || !event.shiftKey || event.altKey || !from) return false;
  const to = range.peek()?.to ?? from;
  const row = within(rows, rows.findIndex(({ id }) => id === to.rowId) + step[1]);
  const column = within(columns, columns.findIndex(({ id }) => id === to.columnId) + step[0]);
  if (row && column) mark(from, { rowId: row.id, columnId: column.id });
  return true;
}

const within = <T>(list: readonly T[], index: number) => list[Math.min(list.length - 1, Math.max(0, index))];

/** One cell alone is no range. */
export function mark(from: Spot, to: Spot): void {
  range.value = isSameSpot(from, to) ? undefined : { from, to };
}

export const isSameSpot = (a: Spot, b: Spot): boolean => a.rowId === b.rowId && a.columnId === b.columnId;
