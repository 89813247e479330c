import { memo } from "preact/compat";
import type { Column } from "../api/notion.ts";
import { CellField } from "../cells/cell-field.tsx";
import type { RowState } from "../state/row-states.ts";
import { openRowId } from "../state/view.ts";
import { TitleCell } from "./title-cell.tsx";

type Props = {
  row: RowState;
  index: number;
  /** The columns whose cell is marked with others. */
  marked: ReadonlySet<Column>;
  columns: readonly Column[];
  measure(element: HTMLElement | null): void;
};

/** Drawn again only when its own data changes: scrolling draws the table at every step. */
export const TableRow = memo(function TableRow({ row, index, columns, marked, measure }: Props) {
  return (
    <tr
      ref={measure}
      data-row={row.id}
      data-index={index}
      aria-rowindex={index + 2}
      class={openRowId.value === row.id ? "open" : ""}
      onClick={clickCell}
    >
      {columns.map((column) =>
        column.type === "title" ? (
          <th
            key={column.id}
            scope="row"
            class="title"
            data-id={column.id}
            {...(marked.has(column) && { "aria-selected": true })}
          >
            <TitleCell row={row} column={column} />
          </th>
        ) : (
          <td
            key={column.id}
            class={column.type}
            data-column={column.name}
            data-id={column.id}
            {...(marked.has(column) && { "aria-selected": true })}
          >
            <CellField row={row} column={column} />
          </td>
        ),
      )}
      <td class="rest" />
    </tr>
  );
});

/** A row is as tall as its longest text: the room below a shorter one belongs to its cell. */
function clickCell({ target }: MouseEvent): void {
  const room = target as HTMLElement;
  if (room.matches("td[data-id], th.title, .title-cell"))
    room.querySelector<HTMLElement>("[data-cell]")?.click();
}
