import type { Column } from "../../../shared/domain/row.ts";
import type { Cell } from "../../../shared/ports.ts";

/** Notion refuses a write into a column that is gone or of another type by now ("Amount is expected to be rich_text."). */
export function fitsColumns(cells: Readonly<Record<string, Cell>>, columns: readonly Column[]): boolean {
  return Object.entries(cells).every(([id, cell]) => {
    const type = cell.type === "empty" ? cell.of : cell.type;
    return columns.some((column) => column.id === id && column.type === type);
  });
}
