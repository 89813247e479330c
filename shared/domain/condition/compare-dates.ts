/**
 * The sign of a cell's date − the one that was written; null for an empty cell. Both are ISO. A day is compared with a
 * time by its day, and a time without an offset by the clock of the cell: both as they read in the cell.
 */
export function compareDates(cell: string | null, wanted: string): number | null {
  if (cell === null) return null;
  if (cell.length <= 10 || wanted.length <= 10) return sign(cell.slice(0, 10), wanted.slice(0, 10));
  const hasOffset = /(Z|[+-]\d\d:\d\d)$/.test(wanted);
  return hasOffset
    ? Math.sign(Date.parse(cell) - Date.parse(wanted))
    : Math.sign(wallTime(cell) - wallTime(wanted));
}

function wallTime(iso: string): number {
  return Date.parse(`${iso.replace(/(Z|[+-]\d\d:\d\d)$/, "")}Z`);
}

function sign(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
