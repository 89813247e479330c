import { signal } from "@preact/signals";
import { type Cell, titleOf } from "../api/notion.ts";
import { createRow, setTrashed, writeCell } from "../api/workspace.ts";
import { writtenOf } from "../cells/written.ts";
import { dropRow, putRow } from "./listing.ts";
import { type RowState, stateOf, writing } from "./row-states.ts";
import { attempt, toast } from "./toasts.ts";
import { forget, remember } from "./undo.ts";
import { openRowId } from "./view.ts";

export type { RowState };

/** A row added here, whose title waits to be written. */
export const newRowId = signal<string>();

/** Shows the cell as it will be at once, and as it was when the workspace refuses it. @throws Refusal */
async function put(state: RowState, column: string, shown: Cell, written: object): Promise<void> {
  const show = (cell: Cell) => {
    const row = state.row.peek();
    state.row.value = { ...row, properties: { ...row.properties, [column]: cell } };
  };
  const before = state.row.peek().properties[column] as Cell;
  show(shown);
  try {
    await writing(state, () => writeCell(state.id, column, written));
  } catch (error) {
    show(before);
    throw error;
  }
}

/**
 * Writes a cell, in a way that can be undone.
 * @param written the value as Notion takes it, under its type
 * @returns whether it was written
 */
export async function editCell(
  state: RowState,
  column: string,
  shown: Cell,
  written: object,
): Promise<boolean> {
  const before = state.row.peek().properties[column] as Cell;
  const deed = {
    what: `${column} of “${nameOf(state)}”`,
    undo: () => put(state, column, before, writtenOf(before)),
    redo: () => put(state, column, shown, written),
  };
  // At once: who takes it back before it was written means this edit, and not the one before.
  remember(deed);
  const isWritten = await attempt(`${column} was not changed`, () => put(state, column, shown, written));
  if (!isWritten) forget(deed);
  return isWritten;
}

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
