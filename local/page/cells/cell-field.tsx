import { useSignal } from "@preact/signals";
import type { FunctionComponent } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Cell, Column } from "../api/notion.ts";
import { editCell, newRowId, type RowState } from "../state/rows.ts";
import { isRules, sources } from "../state/sources.ts";
import { openRowId } from "../state/view.ts";
import { EditDate } from "./edit-date.tsx";
import { EditOptions } from "./edit-options.tsx";
import { EditPeople, EditRelation } from "./edit-references.tsx";
import { EditText } from "./edit-text.tsx";
import { EditWatch } from "./edit-watch.tsx";
import type { EditorProps } from "./editor.ts";
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
};

type Props = { row: RowState; column: Column; isInPage?: boolean };

/** A cell: what it says, and on a click or a key its editor. */
export function CellField({ row, column, isInPage = false }: Props) {
  const cell = row.row.value.properties[column.name];
  if (!cell) return null;
  const write = (shown: unknown, written = shown) =>
    editCell(row, column.name, { ...cell, [cell.type]: shown } as Cell, { [cell.type]: written });
  if (cell.type === "checkbox") return <Tick name={column.name} isOn={cell.checkbox} onWrite={write} />;
  const Editor = editorOf(cell, column, row);
  if (Editor) {
    const isNew = cell.type === "title" && newRowId.value === row.id;
    const isHere = isInPage === (openRowId.value === row.id);
    return <Editable Editor={Editor} cell={cell} column={column} isNew={isNew && isHere} onWrite={write} />;
  }
  return (
    <div class={`cell ${cell.type}`}>
      <Show cell={cell} column={column} />
    </div>
  );
}

type EditableProps = Pick<EditorProps, "cell" | "column" | "onWrite"> & {
  Editor: FunctionComponent<EditorProps>;
  /** Begins with its editor open. */
  isNew: boolean;
};

function Editable({ Editor, cell, column, isNew, onWrite }: EditableProps) {
  const isEditing = useSignal(false);
  const anchor = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isNew) return;
    newRowId.value = undefined;
    anchor.current?.scrollIntoView({ block: "nearest" });
    isEditing.value = true;
  }, [isNew, isEditing]);
  const open = () => {
    isEditing.value = true;
  };
  const close = () => {
    isEditing.value = false;
    if (holdsFocus(anchor.current)) anchor.current?.focus();
  };
  return (
    <>
      <button
        ref={anchor}
        type="button"
        class={`cell ${cell.type}`}
        aria-haspopup="true"
        aria-expanded={isEditing.value}
        title={column.description ?? ""}
        onClick={open}
      >
        <span class="unseen">{column.name} </span>
        {isEmpty(cell) ? <span class="blank">Empty</span> : <Show cell={cell} column={column} />}
      </button>
      {isEditing.value && (
        <Editor cell={cell} column={column} anchor={anchor} onWrite={onWrite} onClose={close} />
      )}
    </>
  );
}

function isEmpty(cell: Cell): boolean {
  const value = (cell as unknown as Record<string, unknown>)[cell.type];
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

/** Whether the focus is in the cell's editor, or was and has gone nowhere. */
function holdsFocus(anchor: HTMLElement | null): boolean {
  const { activeElement } = document;
  return activeElement === document.body || anchor?.parentElement?.contains(activeElement) === true;
}

function editorOf(cell: Cell, column: Column, row: RowState): FunctionComponent<EditorProps> | undefined {
  // The rest of a relation that was cut would be lost with the first edit.
  if (cell.type === "relation" && "has_more" in cell && cell.has_more) return undefined;
  if (column.name === "Watch" && isRules(sources.value.find(({ id }) => id === row.sourceId)))
    return EditWatch;
  return editors[cell.type];
}

function Tick({ name, isOn, onWrite }: { name: string; isOn: boolean; onWrite(shown: boolean): void }) {
  return (
    <label class="cell tick">
      <input type="checkbox" checked={isOn} onInput={(event) => onWrite(event.currentTarget.checked)} />
      <span class="unseen">{name}</span>
    </label>
  );
}
