import { type Cell, plainText, type Row, titleOf } from "../api/notion.ts";
import { Refusal } from "../api/request.ts";
import { writeCells } from "../api/workspace.ts";
import { writtenOf } from "../cells/written.ts";
import { nameOfUser } from "./names.ts";
import { loadRow, type RowState, writing } from "./row-states.ts";
import { complain } from "./toasts.ts";
import { forget, remember } from "./undo.ts";

/** What a cell is to say: as it is shown, and as Notion takes it under its type. */
export type CellEdit = { state: RowState; columnId: string; shown: Cell; written: object };

/** An edit that was written: what takes it back, and what it left. */
type Written = { back: CellEdit; left: string };
type Outcome = { written: Written[]; failed: CellEdit[]; error?: Refusal };

/**
 * Writes cells, in a way that is undone as one. @param what names it: `Price of “Drill”`
 * @returns whether all of them were written
 */
export async function editCells(what: string, edits: readonly CellEdit[]): Promise<boolean> {
  let last = write(edits);
  const turn = async () => {
    const { written } = await last;
    await refuseNewer(written);
    last = write(written.map(({ back }) => back));
    const { error } = await last;
    if (error) throw error;
  };
  const deed = { what, undo: turn, redo: turn };
  // At once: who takes it back before it was written means this edit, and not the one before.
  remember(deed);
  const { written, failed, error } = await last;
  if (written.length === 0) forget(deed);
  const typed = failed.map(({ shown }) => typedIn(shown)).join("\n");
  if (error) complain(`${what} was not changed`, error, () => editCells(what, failed), typed);
  return !error;
}

/** What a person cannot pick again with a click. */
function typedIn(cell: Cell): string {
  if (cell.type === "title") return plainText(cell.title);
  if (cell.type === "rich_text") return plainText(cell.rich_text);
  const value = (cell as unknown as Record<string, unknown>)[cell.type];
  return typeof value === "string" ? value : "";
}

async function write(edits: readonly CellEdit[]): Promise<Outcome> {
  const outcome: Outcome = { written: [], failed: [] };
  const rows = Map.groupBy(edits, ({ state }) => state);
  await Promise.all([...rows].map(([state, ofRow]) => writeRow(state, ofRow, outcome)));
  return outcome;
}

/** Shows the cells as they will be at once, and as they were when the workspace refuses them. */
async function writeRow(state: RowState, edits: CellEdit[], outcome: Outcome): Promise<void> {
  let answered: Row;
  const before = edits.map(({ columnId }) => cellOf(state.row.peek(), columnId));
  show(
    state,
    edits.map(({ shown }) => shown),
  );
  try {
    const cells = Object.fromEntries(
      edits.map(({ columnId, written }) => [decodeURIComponent(columnId), written]),
    );
    answered = await writing(state, () => writeCells(state.id, cells));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    show(
      state,
      before.filter((cell) => cell !== undefined),
    );
    outcome.failed.push(...edits);
    outcome.error = error;
    return;
  }
  for (const [index, { columnId }] of edits.entries()) {
    const was = before[index];
    if (!was) continue;
    const back = { state, columnId, shown: was, written: writtenOf(was) };
    outcome.written.push({ back, left: said(answered, columnId) });
  }
}

function show(state: RowState, cells: readonly Cell[]): void {
  const row = state.row.peek();
  const shown = new Map(cells.map((cell) => [cell.id, cell]));
  const properties = Object.entries(row.properties).map(([name, cell]) => [name, shown.get(cell.id) ?? cell]);
  state.row.value = { ...row, properties: Object.fromEntries(properties) };
}

const cellOf = (row: Row, columnId: string): Cell | undefined =>
  Object.values(row.properties).find(({ id }) => id === columnId);

/** Without what Notion signs anew at each reading. */
function said(row: Row, columnId: string): string {
  const cell = cellOf(row, columnId);
  return JSON.stringify(cell && writtenOf(cell)).replace(/\?[^"]*"/g, '"');
}

/** What somebody wrote since is not taken back with what was written before it. @throws Refusal */
async function refuseNewer(written: readonly Written[]): Promise<void> {
  const states = new Set(written.map(({ back }) => back.state));
  await Promise.all([...states].map(({ id }) => loadRow(id)));
  for (const { back, left } of written) {
    const { state, columnId } = back;
    const row = state.row.peek();
    if (said(row, columnId) === left) continue;
    const [name] = Object.entries(row.properties).find(([, cell]) => cell.id === columnId) ?? [
      "the property",
    ];
    const who = nameOfUser(row.last_edited_by.id);
    throw new Refusal(
      `${name} of “${titleOf(row) || "Untitled"}” was changed since${who ? ` by ${who}` : ""}`,
    );
  }
}
