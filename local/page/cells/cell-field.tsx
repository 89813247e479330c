import { useSignal } from "@preact/signals";
import type { FunctionComponent } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { type Cell, type Column, titleOf } from "../api/notion.ts";
import { editCells } from "../state/edit-cells.ts";
import type { RowState } from "../state/row-states.ts";
import { newRowId } from "../state/rows.ts";
import { isRules, sources } from "../state/sources.ts";
import { openRowId } from "../state/view.ts";
import { EditDate } from "./edit-date.tsx";
import { EditFiles } from "./edit-files.tsx";
import { EditOptions } from "./edit-options.tsx";
import { EditPeople } from "./edit-people.tsx";
import { EditRelation } from "./edit-relation.tsx";
import { EditText } from "./edit-text.tsx";
import { EditWatch } from "./edit-watch.tsx";
import type { EditorProps } from "./editor.ts";
import { emptyOf, isEmpty } from "./empty.ts";
import { Show } from "./show.tsx";

/** How cells are edited, by type; those of other types are only read. */
const editors: Partial<Record<Cell["type"], FunctionComponent<EditorProps>>> = {
  title: EditText,
  rich_text: EditText,
  number: EditText,
  email: EditText,
  url: EditText,
  phone_number: EditText,
  status: EditOptions,
  select: EditOptions,
  multi_select: EditOptions,
  date: EditDate,
  people: EditPeople,
  relation: EditRelation,
  files: EditFiles,
};

type Props = { row: RowState; column: Column; isInPage?: boolean };

/** A cell: what it says, and on a click or a key its editor. In a table the arrow keys lead to it, in a page Tab. */
export function CellField({ row, column, isInPage = false }: Props) {
  const cell = row.row.value.properties[column.name];
  if (!cell) return null;
  const write = (shown: unknown, written = shown) =>
    void editCells(`${column.name} of “${titleOf(row.row.peek()) || "Untitled"}”`, [
      {
        state: row,
        columnId: cell.id,
        shown: { ...cell, [cell.type]: shown } as Cell,
        written: { [cell.type]: written },
      },
    ]);
  const common = { cell, column, row, tabIndex: isInPage ? 0 : -1, onWrite: write };
  if (cell.type === "checkbox") return <Tick {...common} isOn={cell.checkbox} />;
  const Editor = isWatch(column, row) ? EditWatch : editors[cell.type];
  if (Editor) {
    const isNew = cell.type === "title" && newRowId.value === row.id;
    const isHere = isInPage === (openRowId.value === row.id);
    return <Editable {...common} Editor={Editor} isNew={isNew && isHere} />;
  }
  return (
    // The arrow keys stop at every cell, also at those that are only read.
    <div class={`cell ${cell.type}`} data-cell {...(!isInPage && { tabIndex: -1 })}>
      <span class="unseen">{column.name} </span>
      <Show cell={cell} column={column} />
    </div>
  );
}

type FieldProps = Pick<EditorProps, "cell" | "column" | "row" | "onWrite"> & { tabIndex: number };
type EditableProps = FieldProps & {
  Editor: FunctionComponent<EditorProps>;
  /** Begins with its editor open. */
  isNew: boolean;
};

function Editable({ Editor, cell, column, row, tabIndex, isNew, onWrite }: EditableProps) {
  const isEditing = useSignal(false);
  const typed = useRef<string | undefined>(undefined);
  const begin = (key?: string) => {
    typed.current = key;
    isEditing.value = true;
  };
  const anchor = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isNew) return;
    newRowId.value = undefined;
    anchor.current?.scrollIntoView({ block: "nearest" });
    isEditing.value = true;
  }, [isNew, isEditing]);
  const close = () => {
    isEditing.value = false;
    if (holdsFocus(anchor.current)) anchor.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isClearing = event.key === "Delete" || event.key === "Backspace";
    if (!isClearing && !(Editor === EditText && isCharacter(event))) return;
    event.preventDefault();
    if (!isClearing) begin(event.key);
    else if (!isEmpty(cell)) onWrite(emptyOf(cell.type));
  };
  return (
    <>
      <button
        ref={anchor}
        type="button"
        class={`cell ${cell.type}`}
        data-cell
        tabIndex={tabIndex}
        aria-haspopup="true"
        aria-expanded={isEditing.value}
        title={column.description ?? ""}
        onClick={() => begin()}
        onKeyDown={onKeyDown}
      >
        <span class="unseen">{column.name} </span>
        {isEmpty(cell) ? <span class="blank">Empty</span> : <Show cell={cell} column={column} />}
      </button>
      {isEditing.value && (
        <Editor
          cell={cell}
          column={column}
          row={row}
          typed={typed.current}
          anchor={anchor}
          onWrite={onWrite}
          onClose={close}
        />
      )}
    </>
  );
}

function isCharacter({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return key.length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey;
}

/** Whether the focus is in the cell's editor, or was and has gone nowhere. */
function holdsFocus(anchor: HTMLElement | null): boolean {
  const { activeElement } = document;
  return activeElement === document.body || anchor?.parentElement?.contains(activeElement) === true;
}

/** A rule's Watch is a mention of a database. */
function isWatch(column: Column, { row }: RowState): boolean {
  const { parent } = row.peek();
  if (column.name !== "Watch" || column.type !== "rich_text" || parent.type !== "data_source_id")
    return false;
  return isRules(sources.value.find(({ id }) => id === parent.data_source_id));
}

function Tick({ column, isOn, tabIndex, onWrite }: FieldProps & { isOn: boolean }) {
  return (
    <label class="cell tick">
      <input
        type="checkbox"
        data-cell
        tabIndex={tabIndex}
        checked={isOn}
        onInput={(event) => onWrite(event.currentTarget.checked)}
        onKeyDown={(event) => event.key === "Enter" && onWrite(!isOn)}
      />
      <span class="unseen">{column.name}</span>
    </label>
  );
}
