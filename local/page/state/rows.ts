import { type Signal, signal } from "@preact/signals";
import { type Cell, type Row, titleOf } from "../api/notion.ts";
import { createRow, readRows, setTrashed, writeCell } from "../api/workspace.ts";
import { attempt, toast } from "./toasts.ts";
import { openRowId } from "./view.ts";

/** A row on the page. Each has its own signal, so that an edit draws one row and not the table. */
export type RowState = { id: string; sourceId: string; row: Signal<Row>; writing: Promise<unknown> };

/** The rows of each source that was read. */
const tables = new Map<string, Signal<RowState[] | undefined>>();
/** Counts what begins and ends to be written, so that a read that began before tells: it may show the time before. */
let turns = 0;
let writesUnderWay = 0;
/** Rows added here, whose title waits to be written. */
export const newRowId = signal<string>();

export function rowsOf(sourceId: string): Signal<RowState[] | undefined> {
  let rows = tables.get(sourceId);
  if (!rows) {
    rows = signal(undefined);
    tables.set(sourceId, rows);
  }
  return rows;
}

/** Reads the rows again. What is the same stays the same object; an answer that an edit overtook is dropped. */
export async function loadRows(sourceId: string): Promise<void> {
  const rows = rowsOf(sourceId);
  const turn = turns;
  const read = await readRows(sourceId);
  if (turns !== turn || writesUnderWay > 0) return;
  const known = new Map(rows.value?.map((state) => [state.id, state]));
  const next = read.map((row) => known.get(row.id) ?? stateOf(sourceId, row));
  for (const [index, row] of read.entries()) update(next[index] as RowState, row);
  const isSame =
    rows.value?.length === next.length && next.every((state, index) => state === rows.value?.[index]);
  if (!isSame) rows.value = next;
}

function stateOf(sourceId: string, row: Row): RowState {
  return { id: row.id, sourceId, row: signal(row), writing: Promise.resolve() };
}

function update(state: RowState, row: Row): void {
  if (JSON.stringify(state.row.peek()) !== JSON.stringify(row)) state.row.value = row;
}

async function writing<T>(write: () => Promise<T>): Promise<T> {
  turns += 1;
  writesUnderWay += 1;
  try {
    return await write();
  } finally {
    turns += 1;
    writesUnderWay -= 1;
  }
}

/**
 * Shows the cell as it will be at once, and as it was when the workspace refuses it.
 * @param written the value as Notion takes it, under its type
 */
export async function editCell(state: RowState, column: string, shown: Cell, written: object): Promise<void> {
  const before = state.row.peek().properties[column] as Cell;
  const put = (cell: Cell) => {
    const row = state.row.peek();
    state.row.value = { ...row, properties: { ...row.properties, [column]: cell } };
  };
  put(shown);
  // One after the other, so that the last edit is also the last one that is written.
  const mine = state.writing.then(() =>
    attempt(`${column} was not changed`, async () => {
      const row = await writing(() => writeCell(state.id, column, written));
      if (state.writing === mine) update(state, row);
    }),
  );
  state.writing = mine;
  if (!(await mine)) put(before);
}

/** @param isOpened the new row is shown as a page at once */
export async function addRow(sourceId: string, properties: object, isOpened: boolean): Promise<void> {
  await attempt("No row was added", async () => {
    const row = await writing(() => createRow(sourceId, properties));
    const rows = rowsOf(sourceId);
    newRowId.value = row.id;
    if (isOpened) openRowId.value = row.id;
    rows.value = [...(rows.value ?? []), stateOf(sourceId, row)];
  });
}

export async function trashRow({ id, sourceId, row }: RowState): Promise<void> {
  await attempt("The row was not trashed", async () => {
    await writing(() => setTrashed(id, true));
    if (openRowId.value === id) openRowId.value = undefined;
    await loadRows(sourceId);
    const restore = () =>
      attempt("The row was not restored", async () => {
        await writing(() => setTrashed(id, false));
        await loadRows(sourceId);
      });
    toast(`“${titleOf(row.peek()) || "Untitled"}” is in the trash`, {
      action: { label: "Undo", run: restore },
    });
  });
}
