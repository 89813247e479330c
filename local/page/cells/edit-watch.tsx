import { type CellOf, plainText } from "../api/notion.ts";
import { Choice } from "../frame/choice.tsx";
import { databaseOf, isRules, sources } from "../state/sources.ts";
import type { EditorProps } from "./editor.ts";

/** A rule's Watch: writes an @mention of the database that is chosen. */
export function EditWatch({ cell, column, anchor, onWrite, onClose }: EditorProps) {
  const choices = sources.value.filter((one) => !isRules(one));
  const pick = (id: string) => {
    const source = choices.find((one) => databaseOf(one) === id);
    if (!source) return;
    const mention = { type: "mention", mention: { type: "database", database: { id } } };
    onWrite([{ ...mention, plain_text: plainText(source.title), href: null, annotations: {} }], [mention]);
  };
  return (
    <Choice
      anchor={anchor}
      label={column.name}
      items={choices.map((one) => ({ id: databaseOf(one), text: plainText(one.title) }))}
      chosen={mentioned(cell as CellOf<"rich_text">)}
      onPick={pick}
      onClear={() => onWrite([])}
      onClose={onClose}
    />
  );
}

function mentioned({ rich_text }: CellOf<"rich_text">): string[] {
  return rich_text.flatMap((span) =>
    span.type === "mention" && span.mention.type === "database" ? span.mention.database.id : [],
  );
}
