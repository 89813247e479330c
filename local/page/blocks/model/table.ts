import { type Block, type Blocks, makeBlock } from "./block.ts";
import type { Edit } from "./edit.ts";
import type { Runs } from "./runs.ts";
import { find, put } from "./tree.ts";

/** The text of one cell. */
export function writeCell(blocks: Blocks, rowKey: string, column: number, runs: Runs): Edit | undefined {
  const row = find(blocks, rowKey)?.block;
  if (!row?.cells) return undefined;
  return { blocks: put(blocks, rowKey, { ...row, cells: row.cells.with(column, runs) }) };
}

export function addTableRow(blocks: Blocks, tableKey: string): Edit | undefined {
  const table = find(blocks, tableKey)?.block;
  if (!table) return undefined;
  const cells = Array.from({ length: widthOf(table) }, () => []);
  const children = [...table.children, makeBlock("table_row", { cells })];
  return { blocks: put(blocks, tableKey, { ...table, children }) };
}

/** The last row stays: a table without rows cannot be made again. */
export function removeTableRow(blocks: Blocks, rowKey: string): Edit | undefined {
  const place = find(blocks, rowKey);
  return place && place.siblings.length > 1 ? { blocks: put(blocks, rowKey) } : undefined;
}

/** One column more at the end, or (`-1`) one less. */
export function widenTable(blocks: Blocks, tableKey: string, step: 1 | -1): Edit | undefined {
  const table = find(blocks, tableKey)?.block;
  const width = table ? widthOf(table) + step : 0;
  if (!table || width < 1) return undefined;
  const rows = table.children.map((row) => ({
    ...row,
    cells: step === 1 ? [...(row.cells ?? []), []] : (row.cells ?? []).slice(0, width),
  }));
  const data = { ...table.data, table_width: width };
  return { blocks: put(blocks, tableKey, { ...table, data, children: rows }) };
}

export function widthOf(table: Block): number {
  return Number(table.data.table_width ?? table.children[0]?.cells?.length ?? 1);
}
