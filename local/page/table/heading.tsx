import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Column, Source } from "../api/notion.ts";
import { Icon } from "../frame/icon.tsx";
import { setWidth } from "../views/arrange.ts";
import { viewNow, viewOf } from "../views/views.ts";
import { ColumnMenu } from "./column-menu.tsx";
import { typeOf } from "./column-types.ts";
import { dragHeading } from "./drag-heading.ts";
import { widthOf, widthWithin } from "./widths.ts";

/** The head of a column: opens its menu, and its edge makes it wider. */
export function Heading({ source, column }: { source: Source; column: Column }) {
  const isOpen = useSignal(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const sort = viewOf(source.id).value?.sorts.find(({ columnId }) => columnId === column.id);
  return (
    <th
      scope="col"
      class={column.type}
      data-column={column.name}
      data-id={column.id}
      {...(sort && { "aria-sort": sort.direction })}
    >
      <button
        ref={anchor}
        type="button"
        class="heading"
        data-cell
        tabIndex={-1}
        title={column.description ?? ""}
        aria-haspopup="dialog"
        aria-expanded={isOpen.value}
        onPointerDown={(event) => dragHeading(event, source, column)}
        onClick={() => {
          isOpen.value = true;
        }}
      >
        <Icon name={typeOf(column.type).icon} />
        <span class="words">{column.name}</span>
        {sort && <Icon name={sort.direction === "ascending" ? "up" : "descend"} />}
      </button>
      <Edge source={source} column={column} />
      {isOpen.value && (
        <ColumnMenu
          source={source}
          column={column}
          anchor={anchor}
          onClose={() => {
            isOpen.value = false;
            anchor.current?.focus();
          }}
        />
      )}
    </th>
  );
}

/** Dragged by a pointer; the width is kept where it is let go. */
function Edge({ source, column }: { source: Source; column: Column }) {
  const begin = (event: PointerEvent) => {
    const edge = event.currentTarget as HTMLElement;
    const place = (edge.parentElement as HTMLTableCellElement).cellIndex;
    const col = edge.closest("table")?.querySelectorAll("col")[place];
    const table = edge.closest("table");
    const before = widthOf(column, viewNow(source.id));
    const room = (table?.offsetWidth ?? 0) - before;
    const from = event.clientX - before;
    let width = before;
    edge.setPointerCapture(event.pointerId);
    edge.onpointermove = ({ clientX }) => {
      width = widthWithin(clientX - from);
      if (col) col.style.width = `${width}px`;
      if (table) table.style.width = `${room + width}px`;
    };
    edge.onpointerup = () => {
      edge.onpointermove = null;
      edge.onpointerup = null;
      setWidth(source, column, width);
    };
  };
  return <span class="edge" aria-hidden="true" onPointerDown={begin} />;
}
