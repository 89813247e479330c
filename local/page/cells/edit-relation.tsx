import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { titleOf } from "../api/notion.ts";
import { findRows } from "../api/query.ts";
import { readRelated } from "../api/workspace.ts";
import { Choice } from "../frame/choice.tsx";
import type { Item } from "../frame/choosing.ts";
import { learnTitle, titleSignal } from "../state/titles.ts";
import { attempt } from "../state/toasts.ts";
import type { EditorProps } from "./editor.ts";
import { toggled } from "./toggled.ts";

/** As many as one looks through; a word of the title finds the others. */
const mostFound = 20;
const typingMs = 150;

/** A menu of rows of the related source: those that are chosen, and those whose title has the words. */
export function EditRelation({ cell, column, row, anchor, onWrite, onClose }: EditorProps) {
  const target = column.type === "relation" ? column.relation.data_source_id : undefined;
  const found = useFound(target);
  const cut = cell.type === "relation" && "has_more" in cell && cell.has_more === true;
  const whole = useSignal<string[] | undefined>(undefined);
  useEffect(() => {
    if (!cut) return;
    // Notion shows 25; the rest would be lost with the first edit.
    void attempt("The relation could not be read", async () => {
      whole.value = await readRelated(row.id, column.id);
    }).then((isRead) => isRead || onClose());
  }, [cut]);
  const shown = cell.type === "relation" ? cell.relation.map(({ id }) => id) : [];
  const chosen = cut ? whole.value : shown;
  if (!chosen) return null;
  const put = (ids: string[]) => {
    if (whole.value) whole.value = ids;
    onWrite(ids.map((id) => ({ id })));
  };
  const others = found.items.filter(({ id }) => !chosen.includes(id));
  const own =
    found.words === "" ? chosen.map((id) => ({ id, text: titleSignal(id, target).value ?? "…" })) : [];
  return (
    <Choice
      anchor={anchor}
      label={column.name}
      items={[...own, ...(found.words === "" ? others : found.items)]}
      chosen={chosen}
      isMultiple
      onSearch={found.search}
      onPick={(id) => put(toggled(chosen, id))}
      onClear={() => put([])}
      onClose={onClose}
    />
  );
}

function useFound(target: string | undefined): { words: string; items: Item[]; search(words: string): void } {
  const words = useSignal("");
  const items = useSignal<Item[]>([]);
  useEffect(() => {
    if (!target) return;
    const asked = words.value;
    const find = async () => {
      const rows = await findRows(target, asked, mostFound);
      for (const row of rows) learnTitle(row);
      if (words.peek() === asked)
        items.value = rows.map((row) => ({ id: row.id, text: titleOf(row) || "Untitled" }));
    };
    const timer = setTimeout(
      () => void attempt("The rows could not be read", find),
      asked === "" ? 0 : typingMs,
    );
    return () => clearTimeout(timer);
  }, [target, words.value]);
  return {
    words: words.value,
    items: items.value,
    search: (text) => {
      words.value = text.trim();
    },
  };
}
