import type { Source } from "../api/notion.ts";
import { addRow, type RowState } from "../state/rows.ts";
import { isRules } from "../state/sources.ts";
import { columnsOf } from "./column-order.ts";
import { moveFocus } from "./move-focus.ts";
import { opensByTitle, TableRow } from "./table-row.tsx";

/** A database as Notion's table view shows it. */
export function Table({ source, rows }: { source: Source; rows: readonly RowState[] }) {
  const columns = columnsOf(source);
  const add = () => {
    const isOpened = isRules(source) || opensByTitle;
    // A new rule must not act before its author has looked at it.
    void addRow(source.id, isRules(source) ? { State: { select: { name: "Dry run" } } } : {}, isOpened);
  };
  return (
    <>
      <table class={isRules(source) ? "rules" : ""} onKeyDown={moveFocus}>
        <thead>
          <tr>
            {columns.map(({ id, name, type, description }) => (
              <th key={id} scope="col" class={type} title={description ?? ""} data-column={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <TableRow key={row.id} row={row} columns={columns} />
          ))}
        </tbody>
      </table>
      <button type="button" class="add" onClick={add}>
        + New {isRules(source) ? "rule" : "row"}
      </button>
    </>
  );
}
