type Step = [across: number, down: number];

const steps: Record<string, Step> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  PageUp: [0, -10],
  PageDown: [0, 10],
  Home: [-Infinity, 0],
  End: [Infinity, 0],
};

/** What has the focus of a cell: its button, its tick, or its text where it is only read. */
const inCell = "[data-cell]";

/**
 * The keys of a table: arrows, Home, End and Page go from cell to cell, Tab to the next one and on in the next row, Escape
 * leaves the table. Enter is the cell's own.
 */
export function moveFocus(event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  const cell = target.closest<HTMLTableCellElement>("td, th");
  if (!cell || event.defaultPrevented || !target.matches(inCell) || event.altKey) return;
  const next =
    event.key === "Escape"
      ? after(cell)
      : event.key === "Tab"
        ? following(cell, event.shiftKey)
        : at(cell, event);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function at(cell: HTMLTableCellElement, { key, ctrlKey, metaKey }: KeyboardEvent): HTMLElement | undefined {
  const step = steps[key];
  if (!step) return undefined;
  const isAll = (ctrlKey || metaKey) && (key === "Home" || key === "End");
  const [across, down] = isAll ? [step[0], step[0]] : step;
  const row = rowFrom(cell, down);
  const cells = row ? focusable(row) : [];
  const index = Math.min(cells.length - 1, Math.max(0, place(cell) + across));
  return cells[index];
}

function following(cell: HTMLTableCellElement, isBack: boolean): HTMLElement | undefined {
  const step = isBack ? -1 : 1;
  const own = focusable(cell.parentElement as HTMLTableRowElement)[place(cell) + step];
  if (own) return own;
  const row = rowFrom(cell, step);
  return row === cell.parentElement || !row ? undefined : focusable(row).at(isBack ? -1 : 0);
}

/** The row so many further, as far as rows are drawn; the headings come before the first. */
function rowFrom(cell: HTMLTableCellElement, down: number): HTMLTableRowElement | undefined {
  const rows = [...(cell.closest("table")?.rows ?? [])].filter((row) => !row.classList.contains("gap"));
  const index = rows.indexOf(cell.parentElement as HTMLTableRowElement) + down;
  return rows[Math.min(rows.length - 1, Math.max(0, index))];
}

const focusable = (row: HTMLTableRowElement) => [...row.querySelectorAll<HTMLElement>(inCell)];

function place(cell: HTMLTableCellElement): number {
  const own = cell.querySelector<HTMLElement>(inCell);
  return own ? focusable(cell.parentElement as HTMLTableRowElement).indexOf(own) : 0;
}

/** To what follows the table. */
function after(cell: HTMLTableCellElement): HTMLElement | undefined {
  return cell.closest("table")?.parentElement?.querySelector<HTMLElement>(".table-foot button") ?? undefined;
}

/** A table is one stop for Tab: the cell that had the focus last. */
export function holdTabStop(table: HTMLElement, target: Element): void {
  if (!target.matches(inCell)) return;
  for (const one of table.querySelectorAll(`${inCell}[tabindex="0"]`)) one.setAttribute("tabindex", "-1");
  target.setAttribute("tabindex", "0");
}

/** That cell may have been scrolled away: the first one drawn takes its place. */
export function keepTabStop(table: HTMLElement): void {
  if (table.querySelector(`${inCell}[tabindex="0"]`)) return;
  const first = table.querySelector(`tbody ${inCell}`) ?? table.querySelector(inCell);
  first?.setAttribute("tabindex", "0");
}
