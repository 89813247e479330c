import type { Signal } from "@preact/signals";
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { type Column, plainText, type Source } from "../api/notion.ts";
import { Choice } from "../frame/choice.tsx";
import { Icon, type IconName } from "../frame/icon.tsx";
import { WithIcon } from "../frame/with-icon.tsx";
import { isRules } from "../state/sources.ts";
import { columnsOf } from "../views/columns-of.ts";
import { untouched } from "../views/table-view.ts";
import { changeView, viewOf } from "../views/views.ts";
import { SourceTitle } from "../workspace/source-title.tsx";
import { newRow } from "./add-row.tsx";
import { ColumnList } from "./column-list.tsx";
import { typeOf } from "./column-types.ts";
import { FilterBar } from "./filter-bar.tsx";
import { addFilter, pathOfColumn } from "./filters.ts";

type Props = { source: Source; isTrashShown: Signal<boolean> };

/** Over a table: its name, and how it is looked at. */
export function Toolbar({ source, isTrashShown }: Props) {
  const view = viewOf(source.id).value ?? untouched;
  const { filters, sorts, foreign } = view;
  const columns = columnsOf(source, view);
  return (
    <>
      <div class="toolbar">
        <SourceTitle key={source.id} source={source} />
        <Pick
          icon="filter"
          text="Filter"
          isOn={filters.length > 0 || foreign !== undefined}
          columns={columns.filter((column) => pathOfColumn(source.id, column))}
          onPick={(column) => addFilter(source.id, column)}
        />
        <Pick
          icon="sort"
          text="Sort"
          isOn={sorts.length > 0}
          columns={columns.filter(({ id }) => !sorts.some(({ columnId }) => columnId === id))}
          onPick={({ id }) =>
            void changeView(source.id, { sorts: [...sorts, { columnId: id, direction: "ascending" }] })
          }
        />
        <ColumnList source={source} view={view} />
        <button
          type="button"
          class="small tool"
          aria-pressed={isTrashShown.value}
          aria-label={`Rows of ${plainText(source.title)} in the trash`}
          onClick={() => {
            isTrashShown.value = !isTrashShown.value;
          }}
        >
          <Icon name="trash" />
          <span class="wide">Trash</span>
        </button>
        <button type="button" class="new" onClick={() => newRow(source)}>
          New<span class="unseen"> {isRules(source) ? "rule" : "row"}, at the end</span>
        </button>
      </div>
      <FilterBar source={source} />
    </>
  );
}

type PickProps = {
  icon: IconName;
  text: string;
  /** There is one already. */
  isOn: boolean;
  columns: readonly Column[];
  onPick(column: Column): void;
};

/** A button that asks for a column. */
function Pick({ icon, text, isOn, columns, onPick }: PickProps) {
  const isOpen = useSignal(false);
  const anchor = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={anchor}
        type="button"
        class={isOn ? "small tool on" : "small tool"}
        aria-label={text}
        aria-haspopup="listbox"
        aria-expanded={isOpen.value}
        onClick={() => {
          isOpen.value = true;
        }}
      >
        <Icon name={icon} />
        <span class="wide">{text}</span>
      </button>
      {isOpen.value && (
        <Choice
          anchor={anchor}
          label={`${text} by`}
          items={columns.map((column) => ({
            id: column.id,
            text: column.name,
            shown: <WithIcon icon={typeOf(column.type).icon} text={column.name} />,
          }))}
          chosen={[]}
          onPick={(id) => {
            const column = columns.find((one) => one.id === id);
            if (column) onPick(column);
          }}
          onClose={() => {
            isOpen.value = false;
            anchor.current?.focus();
          }}
        />
      )}
    </>
  );
}
