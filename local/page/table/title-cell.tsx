import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { type Column, titleOf } from "../api/notion.ts";
import { CellField } from "../cells/cell-field.tsx";
import { Choice } from "../frame/choice.tsx";
import { Icon } from "../frame/icon.tsx";
import { WithIcon } from "../frame/with-icon.tsx";
import type { RowState } from "../state/row-states.ts";
import { trashRow } from "../state/rows.ts";
import { openRowId } from "../state/view.ts";

/** Where nothing hovers there is no room for buttons in the title: it opens the row, which is named and trashed there. */
export const opensByTitle = matchMedia("(hover: none)").matches;

/** The title also opens the row as a page (Ctrl-Enter), and holds its menu (the context menu's key, or a right click). */
export function TitleCell({ row, column }: { row: RowState; column: Column }) {
  const isMenuOpen = useSignal(false);
  const open = () => {
    openRowId.value = row.id;
  };
  const title = titleOf(row.row.value) || "Untitled";
  if (opensByTitle) {
    return (
      <div class="title-cell">
        <button type="button" class="cell title" data-cell tabIndex={-1} onClick={open}>
          <span class="unseen">Open </span>
          {title}
        </button>
      </div>
    );
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    open();
  };
  const onContextMenu = (event: Event) => {
    event.preventDefault();
    isMenuOpen.value = true;
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys bubble here from the cell inside
    <div class="title-cell" onKeyDown={onKeyDown} onContextMenu={onContextMenu}>
      <CellField row={row} column={column} />
      <span class="row-actions">
        <RowMenu row={row} isOpen={isMenuOpen} onOpen={open} />
        <button type="button" class="small" tabIndex={-1} aria-label={`Open ${title}`} onClick={open}>
          <Icon name="open" /> Open
        </button>
      </span>
    </div>
  );
}

type MenuProps = { row: RowState; isOpen: { value: boolean }; onOpen(): void };

function RowMenu({ row, isOpen, onOpen }: MenuProps) {
  const anchor = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={anchor}
        type="button"
        class="small row-menu"
        tabIndex={-1}
        aria-label={`More for ${titleOf(row.row.value) || "Untitled"}`}
        aria-haspopup="listbox"
        aria-expanded={isOpen.value}
        onClick={() => {
          isOpen.value = true;
        }}
      >
        <Icon name="more" />
      </button>
      {isOpen.value && (
        <Choice
          anchor={anchor}
          label="What to do with the row"
          items={[
            { id: "open", text: "Open as a page", shown: <WithIcon icon="open" text="Open as a page" /> },
            {
              id: "trash",
              text: "Move to the trash",
              shown: <WithIcon icon="trash" text="Move to the trash" />,
            },
          ]}
          chosen={[]}
          onPick={(id) => (id === "trash" ? void trashRow(row) : onOpen())}
          onClose={() => {
            isOpen.value = false;
            const title = anchor.current?.closest(".title-cell")?.querySelector<HTMLElement>("[data-cell]");
            title?.focus();
          }}
        />
      )}
    </>
  );
}
