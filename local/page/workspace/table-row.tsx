import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { type Column, titleOf } from "../api/notion.ts";
import { CellField } from "../cells/cell-field.tsx";
import { Choice } from "../frame/choice.tsx";
import { type RowState, trashRow } from "../state/rows.ts";
import { openRowId } from "../state/view.ts";

/** Where nothing hovers there is no room for buttons in the title: it opens the row, which is named and trashed there. */
export const opensByTitle = matchMedia("(hover: none)").matches;

export function TableRow({ row, columns }: { row: RowState; columns: readonly Column[] }) {
  return (
    <tr data-row={row.id} class={openRowId.value === row.id ? "open" : ""}>
      {columns.map((column) =>
        column.type === "title" ? (
          <th key={column.id} scope="row" class="title">
            <TitleCell row={row} column={column} />
          </th>
        ) : (
          <td key={column.id} class={column.type} data-column={column.name}>
            <CellField row={row} column={column} />
          </td>
        ),
      )}
    </tr>
  );
}

/** The title also opens the row as a page, and holds its menu. */
function TitleCell({ row, column }: { row: RowState; column: Column }) {
  const open = () => {
    openRowId.value = row.id;
  };
  const title = titleOf(row.row.value) || "Untitled";
  if (opensByTitle) {
    return (
      <div class="title-cell">
        <button type="button" class="cell title" onClick={open}>
          <span class="unseen">Open </span>
          {title}
        </button>
      </div>
    );
  }
  return (
    <div class="title-cell">
      <CellField row={row} column={column} />
      <span class="row-actions">
        <RowMenu row={row} onOpen={open} />
        <button type="button" class="small" aria-label={`Open ${title}`} onClick={open}>
          Open
        </button>
      </span>
    </div>
  );
}

function RowMenu({ row, onOpen }: { row: RowState; onOpen(): void }) {
  const isOpen = useSignal(false);
  const anchor = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={anchor}
        type="button"
        class="small row-menu"
        aria-label={`More for ${titleOf(row.row.value)}`}
        aria-haspopup="listbox"
        aria-expanded={isOpen.value}
        onClick={() => {
          isOpen.value = true;
        }}
      >
        ⋯
      </button>
      {isOpen.value && (
        <Choice
          anchor={anchor}
          label="What to do with the row"
          items={[
            { id: "open", text: "Open as a page" },
            { id: "trash", text: "Move to the trash" },
          ]}
          chosen={[]}
          onPick={(id) => (id === "trash" ? trashRow(row) : onOpen())}
          onClose={() => {
            isOpen.value = false;
            anchor.current?.focus();
          }}
        />
      )}
    </>
  );
}
