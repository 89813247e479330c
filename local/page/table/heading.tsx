import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Column, Source } from "../api/notion.ts";
import { Icon } from "../frame/icon.tsx";
import { viewOf } from "../state/table-view.ts";
import { ColumnMenu } from "./column-menu.tsx";
import { typeOf } from "./column-types.ts";
import { narrowest, setWidth, widthOf } from "./widths.ts";

/** The head of a column: opens its menu, and its edge makes it wider. */
export function Heading({ source, column }: { source: Source; column: Column }) {
  const isOpen = useSignal(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const sort = viewOf(source.id).value.sorts.find(({ columnId }) => columnId === column.id);
  return (
    <th
      scope="col"
      class={column.type}
      data-column={column.name}
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

/** Dragged by a pointer. */
function Edge({ source, column }: { source: Source; column: Column }) {
  const begin = (event: PointerEvent) => {
    const edge = event.currentTarget as HTMLElement;
    const from = event.clientX - widthOf(column, viewOf(source.id).peek().widths);
    edge.setPointerCapture(event.pointerId);
    edge.onpointermove = ({ clientX }) => setWidth(source.id, column.id, Math.max(narrowest, clientX - from));
    edge.onpointerup = () => {
      edge.onpointermove = null;
    };
  };
  return <span class="edge" aria-hidden="true" onPointerDown={begin} />;
}
