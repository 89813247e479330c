import type { Call } from "../call.ts";
import type { DataSource } from "../entities.ts";
import type { CellSource, Column } from "./rows/column.ts";
import type { RowTable } from "./rows/table.ts";

/** One query's view of a data source's rows. */
export type Looking = {
  call: Call;
  source: DataSource;
  table: RowTable;
  /** So few rows are sorted without an order of the whole table. */
  sortAnew: number;
  /** The column of that key, as of now. */
  column(key: string, source: CellSource): Column;
};

export function lookAt(source: DataSource, call: Call): Looking {
  const { tables } = call.workspace;
  const table = tables.of(source.id);
  const moment = tables.moment();
  const { sortAnew } = tables;
  return { call, source, table, sortAnew, column: (key, cells) => table.column(key, cells, moment) };
}
