import type { Column } from "../api/notion.ts";
import { Choice } from "../frame/choice.tsx";
import type { Item } from "../frame/choosing.ts";
import { loadSources } from "../state/sources.ts";
import type { EditorProps } from "./editor.ts";
import { Pill } from "./pill.tsx";

type Option = { id: string; name: string; color: string };

/** Status, select and multi-select: a menu of the options in their colours. */
export function EditOptions({ cell, column, anchor, onWrite, onClose }: EditorProps) {
  const options = optionsOf(column);
  const chosen = chosenOf(cell, options);
  const put = (next: Option[]) => {
    if (cell.type === "multi_select")
      onWrite(
        next,
        next.map(({ name }) => ({ name })),
      );
    else onWrite(next[0] ?? null, next[0] ? { name: next[0].name } : null);
  };
  const pick = (id: string) => {
    const option = options.find((one) => one.id === id);
    if (!option) return;
    if (cell.type !== "multi_select") put([option]);
    else put(chosen.includes(option) ? chosen.filter((one) => one !== option) : [...chosen, option]);
  };
  // A status takes only the options it has. Notion makes others when a row is given them.
  const create = (name: string) => {
    const option = { id: name, name, color: "default" };
    put(cell.type === "multi_select" ? [...chosen, option] : [option]);
    setTimeout(loadSources, schemaMs);
  };
  return (
    <Choice
      anchor={anchor}
      label={column.name}
      items={options.map((option) => itemOf(option, column))}
      chosen={chosen.map(({ id }) => id)}
      isMultiple={cell.type === "multi_select"}
      {...(cell.type !== "status" && { onCreate: create })}
      onPick={pick}
      onClear={() => put([])}
      onClose={onClose}
    />
  );
}

/** The new option is in the source's schema soon after. */
const schemaMs = 400;

function optionsOf(column: Column): Option[] {
  if (column.type === "select") return column.select.options;
  if (column.type === "multi_select") return column.multi_select.options;
  return column.type === "status" ? column.status.options : [];
}

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

function chosenOf(cell: EditorProps["cell"], options: readonly Option[]): Option[] {
  let shown: ({ id: string } | null)[] = [];
  if (cell.type === "multi_select") shown = cell.multi_select;
  if (cell.type === "status") shown = [cell.status];
  if (cell.type === "select") shown = [cell.select];
  return shown.flatMap((one) => options.find(({ id }) => id === one?.id) ?? []);
}
