import { Icon } from "../../frame/icon.tsx";
import type { Block } from "../model/block.ts";
import { type Runs, toggled } from "../model/runs.ts";
import { addTableRow, removeTableRow, widenTable, widthOf, writeCell } from "../model/table.ts";
import { put } from "../model/tree.ts";
import { Editable } from "./editable.tsx";
import type { Editor } from "./editor.ts";
import type { Selected } from "./selection.ts";
import { goFrom } from "./text-keys.ts";

/** A simple table; Tab leads from cell to cell and past the last one adds a row. */
export function Grid({ editor, table }: { editor: Editor; table: Block }) {
  const { key, data, children: rows } = table;
  const hasHeader = data.has_column_header === true;
  return (
    <div class="grid-block">
      <table>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.key} class={hasHeader && index === 0 ? "header" : ""}>
              {(row.cells ?? []).map((runs, column) => (
                <td key={column} class={data.has_row_header && column === 0 ? "header" : ""}>
                  <GridCell editor={editor} table={table} row={index} column={column} runs={runs} />
                </td>
              ))}
              {rows.length > 1 && (
                <td class="row-end">
                  <button
                    type="button"
                    tabIndex={-1}
                    aria-label={`Delete row ${index + 1}`}
                    onClick={() => editor.edit((blocks) => removeTableRow(blocks, row.key))}
                  >
                    <Icon name="close" />
                  </button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="grid-tools">
        <button type="button" class="small" onClick={() => editor.edit((blocks) => addTableRow(blocks, key))}>
          + Row
        </button>
        <button
          type="button"
          class="small"
          onClick={() => editor.edit((blocks) => widenTable(blocks, key, 1))}
        >
          + Column
        </button>
        {widthOf(table) > 1 && (
          <button
            type="button"
            class="small"
            onClick={() => editor.edit((blocks) => widenTable(blocks, key, -1))}
          >
            − Column
          </button>
        )}
        <label>
          <input
            type="checkbox"
            checked={hasHeader}
            onInput={() =>
              editor.edit((blocks) => ({
                blocks: put(blocks, key, { ...table, data: { ...data, has_column_header: !hasHeader } }),
              }))
            }
          />{" "}
          Header row
        </label>
      </p>
    </div>
  );
}

type CellProps = { editor: Editor; table: Block; row: number; column: number; runs: Runs };

function GridCell({ editor, table, row, column, runs }: CellProps) {
  const rowKey = table.children[row]?.key ?? "";
  const name = `${rowKey}:${column}`;
  const write = (next: Runs, goTo?: number) => {
    editor.edit((blocks) => writeCell(blocks, rowKey, column, next), `type ${name}`);
    if (goTo !== undefined) editor.caret.value = { key: name, start: goTo, end: goTo };
  };
  const onKey = (event: KeyboardEvent, selected: Selected, element: HTMLElement) => {
    const letter = event.key.toLowerCase();
    if (event.ctrlKey || event.metaKey) {
      if (letter === "z" || letter === "y") editor.undo(letter === "y" || event.shiftKey ? "redo" : "undo");
      else if ((letter === "b" || letter === "i") && selected.start < selected.end)
        write(toggled(runs, letter === "b" ? "bold" : "italic", selected.start, selected.end));
      else return false;
      return true;
    }
    if (event.key === "Escape") editor.chosen.value = table.key;
    else if (event.key === "Tab") return tab(editor, table, row, column, event.shiftKey ? -1 : 1);
    else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      const step = event.key === "ArrowUp" ? -1 : 1;
      return table.children[row + step]
        ? goTo(editor, table, row + step, column)
        : leave(editor, element, step);
    } else return false;
    return true;
  };
  return (
    <Editable
      name={name}
      runs={runs}
      label={`Row ${row + 1}, column ${column + 1}`}
      caret={editor.caret}
      onWrite={write}
      onKey={onKey}
      onEnter={() => tab(editor, table, row, widthOf(table) - 1, 1) && goTo(editor, table, row + 1, column)}
    />
  );
}

/** To the next cell. @returns whether it was one of the table's; past the ends the browser goes on. */
function tab(editor: Editor, table: Block, row: number, column: number, step: 1 | -1): boolean {
  const width = widthOf(table);
  const next = row * width + column + step;
  if (next < 0) return false;
  if (next >= table.children.length * width) editor.edit((blocks) => addTableRow(blocks, table.key));
  return goTo(editor, table, Math.floor(next / width), next % width);
}

/** Out of the table, above its first row or below its last. */
function leave(editor: Editor, element: HTMLElement, step: 1 | -1): boolean {
  const cells = [...(element.closest("table")?.querySelectorAll<HTMLElement>("[data-text]") ?? [])];
  const edge = step === 1 ? cells.at(-1) : cells[0];
  return edge !== undefined && goFrom(editor, edge, step);
}

function goTo(editor: Editor, table: Block, row: number, column: number): boolean {
  const rows = editor.seen().find(({ key }) => key === table.key)?.children;
  const key = rows?.[row]?.key;
  if (key) editor.caret.value = { key: `${key}:${column}`, start: 0, end: 0 };
  return true;
}
