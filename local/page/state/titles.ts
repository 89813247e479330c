import { type Signal, signal } from "@preact/signals";
import { type Row, titleOf } from "../api/notion.ts";
import { findRows } from "../api/query.ts";
import { Refusal } from "../api/request.ts";
import { readRow } from "../api/workspace.ts";

/** The titles of rows that others point at; undefined until they were read. */
const titles = new Map<string, Signal<string | undefined>>();
/** Sources whose first rows were asked for: most relations point at few rows, and one request brings a hundred. */
const begun = new Map<string, Promise<unknown>>();
const mostAtOnce = 4;
const firstRows = 100;
const waiting: string[] = [];
let underWay = 0;

/** The title of a row of a source, read when it is not known. */
export function titleSignal(rowId: string, sourceId: string | undefined): Signal<string | undefined> {
  const known = titles.get(rowId);
  if (known) return known;
  const title = signal<string | undefined>(undefined);
  titles.set(rowId, title);
  void beginning(sourceId).then(() => {
    if (title.peek() !== undefined) return;
    waiting.push(rowId);
    work();
  });
  return title;
}

export function learnTitle(row: Row): void {
  const title = titleOf(row) || "Untitled";
  const known = titles.get(row.id);
  if (known) known.value = title;
  else titles.set(row.id, signal(title));
}

/** The first rows of these sources are read again: their titles may have changed. */
export async function refreshTitles(sourceIds: readonly string[]): Promise<void> {
  await Promise.all(sourceIds.filter((id) => begun.has(id)).map(readFirst));
}

function beginning(sourceId: string | undefined): Promise<unknown> {
  if (!sourceId) return Promise.resolve();
  const known = begun.get(sourceId) ?? readFirst(sourceId).catch(ignoreRefusal);
  begun.set(sourceId, known);
  return known;
}

async function readFirst(sourceId: string): Promise<void> {
  for (const row of await findRows(sourceId, "", firstRows)) learnTitle(row);
}

function work(): void {
  while (underWay < mostAtOnce) {
    const id = waiting.shift();
    if (id === undefined) return;
    underWay += 1;
    void readRow(id)
      .then(learnTitle)
      .catch(ignoreRefusal)
      .finally(() => {
        underWay -= 1;
        work();
      });
  }
}

/** It stays untold then: the cell shows that something is there. */
function ignoreRefusal(error: unknown): void {
  if (!(error instanceof Refusal)) throw error;
}
