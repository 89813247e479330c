import type { Column } from "../api/notion.ts";
import { Choice } from "../frame/choice.tsx";
import type { Item } from "../frame/choosing.ts";
import { changeColumn } from "../state/columns.ts";
import type { EditorProps } from "./editor.ts";
import { type Option, optionsOf } from "./options.ts";
import { Pill } from "./pill.tsx";

/** Status, select and multi-select: a menu of the options in their colours. What is not there can be made. */
export function EditOptions({ cell, column, row, anchor, onWrite, onClose }: EditorProps) {
  const options = optionsOf(column) ?? [];
  const chosen = chosenOf(cell, options);
  const put = (next: Option[]) => {
    if (cell.type === "multi_select") onWrite(next, next.map(byName));
    else onWrite(next[0] ?? null, next[0] ? byName(next[0]) : null);
  };
  const pick = (id: string) => {
    const option = options.find((one) => one.id === id);
    if (!option) return;
    if (cell.type !== "multi_select") put([option]);
    else put(chosen.includes(option) ? chosen.filter((one) => one !== option) : [...chosen, option]);
  };
  const create = async (name: string) => {
    const option = { id: name, name, color: "default" };
    const { parent } = row.row.peek();
    // A row takes a status only from those its column has; of the other two Notion makes one when a row is given it.
    if (column.type === "status" && parent.type === "data_source_id") {
      const all = [...column.status.options.map(({ id, name, color }) => ({ id, name, color })), { name }];
      if (!(await changeColumn(parent.data_source_id, column, { status: { options: all } }))) return;
    }
    put(cell.type === "multi_select" ? [...chosen, option] : [option]);
  };
  return (
    <Choice
      anchor={anchor}
      label={column.name}
      items={options.map((option) => itemOf(option, column))}
      chosen={chosen.map(({ id }) => id)}
      isMultiple={cell.type === "multi_select"}
      onCreate={(name) => void create(name)}
      onPick={pick}
      onClear={() => put([])}
      onClose={onClose}
    />
  );
}

const byName = ({ name }: Option) => ({ name });

function itemOf(option: Option, column: Column): Item {
  const { id, name, color } = option;
  const isStatus = column.type === "status";
  const group = isStatus
    ? column.status.groups.find(({ option_ids }) => option_ids.includes(id))?.name
    : undefined;
  const shown = (
    <Pill color={color} hasDot={isStatus}>
      {name}
    </Pill>
  );
  return { id, text: name, shown, ...(group && { group }) };
}

/** By name: what was just made here has no id of Notion's yet. */
function chosenOf(cell: EditorProps["cell"], options: readonly Option[]): Option[] {
  let shown: ({ name: string } | null)[] = [];
  if (cell.type === "multi_select") shown = cell.multi_select;
  if (cell.type === "status") shown = [cell.status];
  if (cell.type === "select") shown = [cell.select];
  return shown.flatMap((one) => options.find(({ name }) => name === one?.name) ?? []);
}
