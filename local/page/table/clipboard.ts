import type { Cell, Source } from "../api/notion.ts";
import { emptyOf, isEmpty } from "../cells/empty.ts";
import { readPasted } from "../cells/read-pasted.ts";
import { textOf } from "../cells/text-of.ts";
import { type CellEdit, editCells } from "../state/edit-cells.ts";
import { listingOf } from "../state/listing.ts";
import type { RowState } from "../state/row-states.ts";
import { addRows } from "../state/rows.ts";
import { attempt, toast } from "../state/toasts.ts";
import { markedIn, type Shown, type Spot, spotOf } from "./cell-range.ts";
import { readTabSeparated, writeTabSeparated } from "./tab-separated.ts";

/** A person has lost the way who pastes more. */
const mostRows = 1_000;

export function copyCells(event: ClipboardEvent, shown: Shown): void {
  const spot = cellSpot(event);
  if (!spot || (getSelection()?.toString() ?? "") !== "") return;
  const { rows, columns } = markedIn(shown, spot);
  const texts = rows.map((row) =>
    columns.map((column) => {
      const cell = cellOf(row, column.name);
      return cell ? textOf(cell, column) : "";
    }),
  );
  event.preventDefault();
  const [only] = texts.length === 1 && texts[0]?.length === 1 ? texts[0] : [];
  event.clipboardData?.setData("text/plain", only ?? writeTabSeparated(texts));
}

/** Empties what is marked, or one cell. */
export function clearCells(shown: Shown, spot: Spot | undefined): void {
  const { rows, columns } = markedIn(shown, spot);
  const edits = rows.flatMap((row) =>
    columns.flatMap((column): CellEdit[] => {
      const cell = cellOf(row, column.name);
      if (!cell || !canBeEmpty.has(cell.type) || isEmpty(cell)) return [];
      const value = cell.type === "checkbox" ? false : emptyOf(cell.type);
      return [editOf(row, cell, value, value)];
    }),
  );
  if (edits.length > 0) void editCells(count(edits.length, "cleared cell"), edits);
}

const canBeEmpty: ReadonlySet<string> = new Set([
  ...["title", "rich_text", "number", "select", "multi_select", "status", "date", "people"],
  ...["files", "checkbox", "url", "email", "phone_number", "relation"],
]);

/** From the marked cell on to the right and down; one value fills all that is marked. Rows that are missing are added. */
export function pasteCells(event: ClipboardEvent, source: Source, shown: Shown): void {
  const spot = cellSpot(event);
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!spot || text === "") return;
  event.preventDefault();
  const marked = markedIn(shown, spot);
  const read = readTabSeparated(text).slice(0, mostRows);
  const isOne = read.length === 1 && read[0]?.length === 1;
  const texts = isOne ? marked.rows.map(() => marked.columns.map(() => read[0]?.[0] ?? "")) : read;
  void attempt("Nothing was pasted", () => paste(source, shown, marked, texts));
}

async function paste(source: Source, shown: Shown, marked: Shown, texts: string[][]): Promise<void> {
  const [firstRow, firstColumn] = [marked.rows[0], marked.columns[0]];
  if (!firstRow || !firstColumn) return;
  const rows = shown.rows.slice(shown.rows.indexOf(firstRow));
  const columns = shown.columns.slice(shown.columns.indexOf(firstColumn));
  const problems: string[] = [];
  const edits: CellEdit[] = [];
  const added: Record<string, object>[] = [];
  for (const [at, line] of texts.entries()) {
    const row = rows[at];
    const model = row ?? firstRow;
    const properties: Record<string, object> = {};
    for (const [place, text] of line.entries()) {
      const column = columns[place];
      const cell = column && cellOf(model, column.name);
      if (!column || !cell || (text === "" && !canBeEmpty.has(cell.type))) continue;
      const { shown: value, written = value, problem } = await readPasted(cell, column, text);
      if (problem !== undefined) problems.push(`${column.name} “${text.slice(0, 40)}”: ${problem}`);
      else if (row) edits.push(editOf(row, cell, value, written));
      else properties[column.name] = { [cell.type]: written };
    }
    if (!row) added.push(properties);
  }
  await put(source, edits, added);
  if (problems.length > 0)
    toast(`${count(problems.length, "cell")} left as before. ${problems[0]}`, { isProblem: true });
}

async function put(source: Source, edits: CellEdit[], added: Record<string, object>[]): Promise<void> {
  if (edits.length > 0 && !(await editCells(count(edits.length, "pasted cell"), edits))) return;
  if (added.length === 0) return;
  if (listingOf(source.id).end.peek() === "whole") await addRows(source.id, added);
  else
    toast(`${count(added.length, "row")} did not fit: scroll to the end of the table first`, {
      isProblem: true,
    });
}

/** Not of what is typed in an editor. */
function cellSpot({ target }: Event) {
  return target instanceof Element && target.matches("[data-cell]") ? spotOf(target) : undefined;
}

const cellOf = (row: RowState, name: string): Cell | undefined => row.row.peek().properties[name];

function editOf(state: RowState, cell: Cell, shown: unknown, written: unknown): CellEdit {
  return {
    state,
    columnId: cell.id,
    shown: { ...cell, [cell.type]: shown } as Cell,
    written: { [cell.type]: written },
  };
}

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? "" : "s"}`;
