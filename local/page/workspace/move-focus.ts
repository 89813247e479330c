const steps: Record<string, [across: number, down: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const control = "button, input";

/** The arrow keys go from cell to cell of a table; cells that are only read are passed over. */
export function moveFocus(event: KeyboardEvent): void {
  const step = steps[event.key];
  const cell = (event.target as Element).closest<HTMLTableCellElement>("td, th");
  if (!step || !cell) return;
  let next = neighbour(cell, step);
  while (next && !next.querySelector(control)) next = neighbour(next, step);
  next?.querySelector<HTMLElement>(control)?.focus();
  if (next) event.preventDefault();
}

function neighbour(
  cell: HTMLTableCellElement,
  [across, down]: [number, number],
): HTMLTableCellElement | undefined {
  const row = cell.parentElement as HTMLTableRowElement;
  const rows = [...(row.parentElement?.children ?? [])] as HTMLTableRowElement[];
  return rows[rows.indexOf(row) + down]?.cells[cell.cellIndex + across];
}
