import { useEffect } from "preact/hooks";
import { titleOf } from "../api/notion.ts";
import { Choice } from "../frame/choice.tsx";
import { loadRows, rowsOf } from "../state/rows.ts";
import { people } from "../state/sources.ts";
import { attempt } from "../state/toasts.ts";
import type { EditorProps } from "./editor.ts";
import { PersonName } from "./show.tsx";

/** A menu of the people of the workspace. */
export function EditPeople({ cell, column, anchor, onWrite, onClose }: EditorProps) {
  const chosen = cell.type === "people" ? cell.people.map(({ id }) => id) : [];
  const put = (ids: string[]) =>
    onWrite(
      people.value.filter(({ id }) => ids.includes(id)),
      references(ids),
    );
  return (
    <Choice
      anchor={anchor}
      label={column.name}
      items={people.value.map(({ id, name }) => ({
        id,
        text: name ?? "",
        shown: <PersonName name={name} />,
      }))}
      chosen={chosen}
      isMultiple
      onPick={(id) => put(toggled(chosen, id))}
      onClear={() => put([])}
      onClose={onClose}
    />
  );
}

/** A menu of the rows of the related source, by title. */
export function EditRelation({ cell, column, anchor, onWrite, onClose }: EditorProps) {
  const target = column.type === "relation" ? column.relation.data_source_id : undefined;
  useEffect(() => {
    if (target) void attempt("The rows to choose from could not be read", () => loadRows(target));
  }, [target]);
  const chosen = cell.type === "relation" ? cell.relation.map(({ id }) => id) : [];
  const put = (ids: string[]) => onWrite(references(ids));
  const rows = (target && rowsOf(target).value) || [];
  return (
    <Choice
      anchor={anchor}
      label={column.name}
      items={rows.map(({ id, row }) => ({ id, text: titleOf(row.value) || "Untitled" }))}
      chosen={chosen}
      isMultiple
      onPick={(id) => put(toggled(chosen, id))}
      onClear={() => put([])}
      onClose={onClose}
    />
  );
}

const references = (ids: string[]) => ids.map((id) => ({ id }));

function toggled(ids: string[], id: string): string[] {
  return ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id];
}
