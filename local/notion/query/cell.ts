/**
 * What filters and sorts compare: texts in lower case, option names, numbers, times in milliseconds, 1 and 0 for
 * checkboxes, lists of ids or names, or of cells. Empty are "", NaN and [].
 */
export type Cell = string | number | readonly Cell[];

export const NO_NUMBER = Number.NaN;
export const NOTHING: readonly string[] = [];

export function isEmptyCell(cell: Cell): boolean {
  if (typeof cell === "number") return Number.isNaN(cell);
  return cell.length === 0;
}
