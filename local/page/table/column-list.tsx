import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Source } from "../api/notion.ts";
import { Icon } from "../frame/icon.tsx";
import { Popover } from "../frame/popover.tsx";
import { setHidden } from "../views/arrange.ts";
import { columnsOf, shownColumnsOf } from "../views/columns-of.ts";
import type { TableView } from "../views/table-view.ts";
import { typeOf } from "./column-types.ts";

/** Opens the list of all columns, in which they are shown and hidden. */
export function ColumnList({ source, view }: { source: Source; view: TableView }) {
  const isOpen = useSignal(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const columns = columnsOf(source, view);
  const shown = new Set(shownColumnsOf(source, view));
  const hidden = columns.length - shown.size;
  const close = () => {
    isOpen.value = false;
    anchor.current?.focus();
  };
  return (
    <>
      <button
        ref={anchor}
        type="button"
        class={hidden > 0 ? "small tool on" : "small tool"}
        aria-label={hidden > 0 ? `Properties, ${hidden} hidden` : "Properties"}
        aria-haspopup="dialog"
        aria-expanded={isOpen.value}
        onClick={() => {
          isOpen.value = true;
        }}
      >
        <Icon name="columns" />
        <span class="wide">Properties</span>
      </button>
      {isOpen.value && (
        <Popover anchor={anchor} where="below" class="menu" onLeave={close} onCancel={close}>
          <ul class="picks" aria-label="Shown in the table">
            {columns.map((column) => (
              <li key={column.id}>
                <button
                  type="button"
                  class="line"
                  aria-pressed={shown.has(column)}
                  disabled={column.type === "title"}
                  onClick={() => setHidden(source, column, shown.has(column))}
                >
                  <Icon name={typeOf(column.type).icon} />
                  <span class="words">{column.name}</span>
                  <span class="tick">
                    <Icon name={shown.has(column) ? "see" : "hide"} />
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </Popover>
      )}
    </>
  );
}
