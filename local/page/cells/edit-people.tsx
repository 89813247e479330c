import { Choice } from "../frame/choice.tsx";
import { people } from "../state/sources.ts";
import type { EditorProps } from "./editor.ts";
import { PersonName } from "./show-people.tsx";
import { toggled } from "./toggled.ts";

/** A menu of the people of the workspace. */
export function EditPeople({ cell, column, anchor, onWrite, onClose }: EditorProps) {
  const chosen = cell.type === "people" ? cell.people.map(({ id }) => id) : [];
  const put = (ids: string[]) =>
    onWrite(
      people.value.filter(({ id }) => ids.includes(id)),
      ids.map((id) => ({ id })),
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
