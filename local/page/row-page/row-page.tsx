import { useLayoutEffect, useRef } from "preact/hooks";
import { type Column, type Source, titleOf } from "../api/notion.ts";
import { CellField } from "../cells/cell-field.tsx";
import { type RowState, trashRow } from "../state/rows.ts";
import { isRules } from "../state/sources.ts";
import { rules } from "../state/story.ts";
import { openRowId } from "../state/view.ts";
import { columnsOf } from "../workspace/column-order.ts";
import { Held } from "../workspace/held.tsx";
import { Body } from "./body.tsx";

/** A row open as a page: its title, its properties and its blocks. Escape closes it. */
export function RowPage({ source, state }: { source: Source; state: RowState }) {
  const panel = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const opener = document.activeElement;
    panel.current?.focus();
    return () => opener instanceof HTMLElement && opener.isConnected && opener.focus();
  }, []);
  const close = () => {
    openRowId.value = undefined;
  };
  const columns = columnsOf(source);
  const title = columns.find(({ type }) => type === "title");
  const isRule = isRules(source);
  const rule = isRule ? rules.value.find(({ id }) => id === state.id) : undefined;
  return (
    <aside
      ref={panel}
      class="row-page"
      tabIndex={-1}
      aria-label={titleOf(state.row.value) || "Untitled"}
      onKeyDown={(event) => event.key === "Escape" && !event.defaultPrevented && close()}
    >
      <header>
        <button type="button" class="small" onClick={close}>
          Close
        </button>
        <button type="button" class="small" onClick={() => trashRow(state)}>
          Move to the trash
        </button>
      </header>
      <div class="sheet">
        <h2>{title && <CellField row={state} column={title} isInPage />}</h2>
        {rule && <Held rule={rule} />}
        <div class="properties">
          {columns.map((column) =>
            column.type === "title" ? null : (
              <Property key={column.id} state={state} column={column} hasHelp={isRule} />
            ),
          )}
        </div>
        <Body pageId={state.id} isMessage={isRule} />
      </div>
    </aside>
  );
}

type PropertyProps = { state: RowState; column: Column /** Says what belongs there. */; hasHelp: boolean };

function Property({ state, column, hasHelp }: PropertyProps) {
  return (
    <div class="property" data-column={column.name}>
      <div class="name">{column.name}</div>
      <div class="value">
        <CellField row={state} column={column} isInPage />
        {hasHelp && column.description && <p class="help">{column.description}</p>}
      </div>
    </div>
  );
}
