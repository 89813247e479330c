import { useSignal } from "@preact/signals";
import { Fragment, type RefObject } from "preact";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Column, Source } from "../api/notion.ts";
import { listingOf, look as lookAt } from "../state/listing.ts";
import type { RowState } from "../state/row-states.ts";
import { newRowId } from "../state/rows.ts";
import type { TableView } from "../views/table-view.ts";
import { AddColumn } from "./add-column.tsx";
import { extendByKey, isSameSpot, markedIn, range, type Shown, spotOf } from "./cell-range.ts";
import { clearCells, copyCells, pasteCells } from "./clipboard.ts";
import { Heading } from "./heading.tsx";
import { markByPointer } from "./mark-by-pointer.ts";
import { holdTabStop, keepTabStop, moveFocus } from "./move-focus.ts";
import { TableRow } from "./row.tsx";
import { useVirtualRows } from "./use-virtual-rows.ts";
import { widthOf } from "./widths.ts";

type Props = {
  label: string;
  source: Source;
  view: TableView;
  columns: readonly Column[];
  rows: readonly RowState[];
  scroll: RefObject<HTMLDivElement | null>;
  /** Long texts are shown whole. */
  isWrapped: boolean;
};

/** The columns and the rows in sight. */
export function Grid({ label, source, view: look, columns, rows, scroll, isWrapped }: Props) {
  const table = useRef<HTMLTableElement>(null);
  const focusedId = useSignal<string | undefined>(undefined);
  const view = useRows(source, rows, scroll, focusedId.value, isWrapped);
  useLayoutEffect(() => {
    if (table.current) keepTabStop(table.current);
  });
  const shown = { rows, columns };
  const marked = range.value ? markedIn(shown, undefined) : nothing;
  const markedRows = new Set(marked.rows);
  const markedColumns = useMemo(() => new Set(marked.columns), [JSON.stringify(range.value), columns]);
  const total = columns.reduce((sum, column) => sum + widthOf(column, look), 0);
  return (
    <table
      ref={table}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the arrow keys go through its cells
      role="grid"
      aria-label={label}
      aria-rowcount={listingOf(source.id).end.value === "more" ? unknown : rows.length + 1}
      class={isWrapped ? "wrapped" : ""}
      style={{ width: `${total + addWidth}px` }}
      aria-multiselectable="true"
      onKeyDownCapture={(event) => markByKey(event, shown)}
      onKeyDown={moveFocus}
      onPointerDown={markByPointer}
      onCopy={(event) => copyCells(event, shown)}
      onCut={(event) => {
        copyCells(event, shown);
        if (event.defaultPrevented) clearCells(shown, spotOf(event.target as Element));
      }}
      onPaste={(event) => pasteCells(event, source, shown)}
      onFocusIn={(event) => {
        dropOtherMarks(event.target as Element);
        holdTabStop(event.currentTarget, event.target as Element);
        focusedId.value = (event.target as Element).closest<HTMLElement>("[data-row]")?.dataset.row;
      }}
      onFocusOut={() => {
        focusedId.value = undefined;
      }}
    >
      <colgroup>
        {columns.map((column) => (
          <col key={column.id} style={{ width: `${widthOf(column, look)}px` }} />
        ))}
        <col />
      </colgroup>
      <thead>
        <tr aria-rowindex={1}>
          {columns.map((column) => (
            <Heading key={column.id} source={source} column={column} />
          ))}
          <th scope="col" class="add-column">
            <AddColumn source={source} />
          </th>
        </tr>
      </thead>
      <tbody>
        {view.items.map(({ index, start, end }, place) => {
          const row = rows[index];
          const before = view.items[place - 1]?.end ?? 0;
          const isLast = place === view.items.length - 1;
          return (
            row && (
              <Fragment key={row.id}>
                {start > before && <Gap height={start - before} />}
                <TableRow
                  row={row}
                  index={index}
                  columns={columns}
                  marked={markedRows.has(row) ? markedColumns : none}
                  measure={view.measure}
                />
                {isLast && view.height > end && <Gap height={view.height - end} />}
              </Fragment>
            )
          );
        })}
      </tbody>
    </table>
  );
}

const nothing: Shown = { rows: [], columns: [] };
const none: ReadonlySet<Column> = new Set();

/** The keys that are for all that is marked, and not for the cell alone. */
function markByKey(event: KeyboardEvent, shown: Shown): void {
  if (!(event.target as Element).matches("[data-cell]")) return;
  const isMarked = range.peek() !== undefined;
  const isClearing = isMarked && (event.key === "Delete" || event.key === "Backspace");
  const isDropping = isMarked && event.key === "Escape";
  if (!isClearing && !isDropping && !extendByKey(event, shown)) return;
  event.preventDefault();
  event.stopPropagation();
  if (isClearing) clearCells(shown, undefined);
  if (isDropping) range.value = undefined;
}

/** What is marked is so from the cell with the focus on. */
function dropOtherMarks(focused: Element): void {
  const spot = spotOf(focused);
  const marked = range.peek();
  if (marked && !(spot && isSameSpot(marked.from, spot))) range.value = undefined;
}

/** As ARIA has it. */
const unknown = -1;
/** Room for the button that adds a column. */
const addWidth = 44;

/** Stands for rows that are out of sight. */
function Gap({ height }: { height: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it can have the focus
    <tr aria-hidden="true" class="gap">
      <td style={{ height: `${height}px` }} />
    </tr>
  );
}

function useRows(
  source: Source,
  rows: readonly RowState[],
  scroll: RefObject<HTMLDivElement | null>,
  focusedId: string | undefined,
  isWrapped: boolean,
) {
  const focused = focusedId === undefined ? -1 : rows.findIndex(({ id }) => id === focusedId);
  const keyOf = useCallback((index: number) => rows[index]?.id ?? String(index), [rows]);
  const view = useVirtualRows({
    scroll,
    count: rows.length,
    pinned: focused === -1 ? undefined : focused,
    keyOf,
    isEven: !isWrapped,
  });
  const first = view.items[0]?.index ?? 0;
  const last = view.items.at(-1)?.index ?? 0;
  useEffect(() => lookAt(listingOf(source.id), first, last), [source.id, first, last]);
  const { goTo } = view;
  // A row that was just added begins with its title being typed, which it cannot out of sight.
  const newAt = newRowId.value === undefined ? -1 : rows.findIndex(({ id }) => id === newRowId.value);
  useEffect(() => {
    if (newAt !== -1) goTo(newAt);
  }, [newAt, goTo]);
  return view;
}
