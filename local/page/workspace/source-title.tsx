import { plainText, type Source } from "../api/notion.ts";
import { renameSource } from "../api/structure.ts";
import { databaseOf } from "../state/sources.ts";
import { attempt } from "../state/toasts.ts";
import { EditableTitle } from "./editable-title.tsx";

export function SourceTitle({ source }: { source: Source }) {
  return (
    <EditableTitle
      label="Name of the database"
      title={plainText(source.title)}
      emoji={source.icon?.type === "emoji" ? source.icon.emoji : undefined}
      onWrite={(title) =>
        void attempt("The database was not renamed", () => renameSource(source.id, databaseOf(source), title))
      }
    />
  );
}
