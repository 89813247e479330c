import { signal } from "@preact/signals";
import { titleOf } from "../api/notion.ts";
import { createRow, setTrashed } from "../api/workspace.ts";
import { dropRow, putRow } from "./listing.ts";
import { type RowState, stateOf, writing } from "./row-states.ts";
import { attempt, toast } from "./toasts.ts";
import { remember } from "./undo.ts";
import { openRowId } from "./view.ts";

export type { RowState };

/** A row added here, whose title waits to be written. */
export const newRowId = signal<string>();

/** @param isOpened the new row is shown as a page at once */
export async function addRow(sourceId: string, properties: object, isOpened: boolean): Promise<void> {
  await attempt("No row was added", async () => {
    const state = stateOf(await createRow(sourceId, properties));
    newRowId.value = state.id;
    putRow(sourceId, state);
    if (isOpened) openRowId.value = state.id;
    remember({
      what: "a new row",
      undo: () => setInTrash(state, true),
      redo: () => setInTrash(state, false),
    });
  });
}

/** Several at once, undone as one. @throws Refusal */
export async function addRows(sourceId: string, rows: readonly object[]): Promise<void> {
  const added: RowState[] = [];
  for (const properties of rows) {
    const state = stateOf(await createRow(sourceId, properties));
    putRow(sourceId, state);
    added.push(state);
  }
  const put = (isTrashed: boolean) => async () => {
    for (const state of added) await setInTrash(state, isTrashed);
  };
  remember({
    what: added.length === 1 ? "a new row" : `${added.length} new rows`,
    undo: put(true),
    redo: put(false),
  });
}

/** @throws Refusal */
async function setInTrash(state: RowState, isTrashed: boolean): Promise<void> {
  await writing(state, () => setTrashed(state.id, isTrashed));
  const { parent } = state.row.peek();
  if (isTrashed && openRowId.value === state.id) openRowId.value = undefined;
  if (parent.type !== "data_source_id") return;
  if (isTrashed) dropRow(parent.data_source_id, state.id);
  else putRow(parent.data_source_id, state);
}

export async function trashRow(state: RowState): Promise<void> {
  const isTrashed = await attempt("The row was not trashed", () => setInTrash(state, true));
  if (!isTrashed) return;
  const what = `“${nameOf(state)}” to the trash`;
  const takeBack = remember({
    what,
    undo: () => setInTrash(state, false),
    redo: () => setInTrash(state, true),
  });
  toast(`“${nameOf(state)}” is in the trash`, { action: { label: "Undo", run: takeBack } });
}

export async function restoreRow(state: RowState): Promise<boolean> {
  const isRestored = await attempt("The row was not restored", () => setInTrash(state, false));
  if (isRestored) toast(`“${nameOf(state)}” is back`);
  return isRestored;
}

const nameOf = ({ row }: RowState) => titleOf(row.peek()) || "Untitled";
