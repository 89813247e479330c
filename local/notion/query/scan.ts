import { createHash } from "node:crypto";
import type { Call, Workspace } from "../call.ts";
import type { Page } from "../entities.ts";
import { pageSize, type Slice } from "../list.ts";
import { badCursor, type Cursor, readCursor, writeCursor } from "./cursor.ts";
import type { RowTable } from "./rows/table.ts";

/** Sessions are forgotten, oldest first, when there are more. */
const MOST_SESSIONS = 100;

/**
 * The page of a query that `start_cursor` and `page_size` ask for. How a scan goes on when rows are edited meanwhile is
 * the knob `cursors`: Notion promises nothing, and recorded cursors name the row that comes next. So by default a row that
 * moves to the end between two pages takes the scan with it, and those between are skipped.
 * @param rows all that the query gives now
 */
export function nextRows(call: Call, rows: readonly Page[], table: RowTable, isSorted: boolean): Slice<Page> {
  const { workspace, body } = call;
  const cursor = readCursor(body.start_cursor);
  const shuffle = cursor?.shuffle ?? (isSorted ? "" : newShuffle(workspace));
  const session = cursor?.session ?? newSession(workspace, shuffled(rows, shuffle));
  const all = session === "" ? shuffled(rows, shuffle) : inSession(call, session, table);
  const start = cursor ? startOf(workspace, cursor, all) : 0;
  const end = start + shortened(workspace, pageSize(body.page_size, "body"));
  const following = all[end];
  return {
    items: all.slice(start, end).filter((row) => row !== undefined),
    next:
      following === undefined && end >= all.length ? null : writeCursor(cursorAt(end, all, shuffle, session)),
  };
}

function cursorAt(
  place: number,
  all: readonly (Page | undefined)[],
  shuffle: string,
  session: string,
): Cursor {
  return { place, rowId: all[place]?.id ?? GONE, shuffle, session };
}

const GONE = "00000000-0000-0000-0000-000000000000";

function startOf(
  { knobs }: Workspace,
  { rowId, place, session }: Cursor,
  all: readonly (Page | undefined)[],
): number {
  if (session !== "" || knobs.get("cursors") === "position") return place;
  const found = all.findIndex((row) => row?.id === rowId);
  return found === -1 ? place : found;
}

function shortened({ knobs }: Workspace, size: number): number {
  if (knobs.happens("emptyPages")) return 0;
  return knobs.happens("shortPages") ? 1 + Math.floor(knobs.random() * (size - 1)) : size;
}

/** What the pages of one scan are shuffled by. */
function newShuffle({ knobs }: Workspace): string {
  return knobs.get("shuffleUnsorted") ? String(knobs.random()) : "";
}

function shuffled(rows: readonly Page[], by: string): readonly Page[] {
  if (by === "") return rows;
  const keyOf = ({ id }: Page) => createHash("md5").update(by).update(id).digest("hex");
  const keyed = rows.map((row) => ({ row, key: keyOf(row) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ row }) => row);
}

function newSession({ knobs, ids, tables }: Workspace, rows: readonly Page[]): string {
  if (knobs.get("cursors") !== "session") return "";
  const [oldest] = tables.sessions.keys();
  if (oldest !== undefined && tables.sessions.size >= MOST_SESSIONS) tables.sessions.delete(oldest);
  const session = ids.uuid().replaceAll("-", "");
  tables.sessions.set(
    session,
    rows.map(({ id }) => id),
  );
  return session;
}

/** The rows of the first page's moment, in its order, as they are now; `undefined` for those that are gone. */
function inSession(call: Call, session: string, table: RowTable): (Page | undefined)[] {
  const rowIds = call.workspace.tables.sessions.get(session);
  if (!rowIds) throw badCursor(call.body.start_cursor);
  return rowIds.map((id) => table.shownPage(id, call.body.is_archived === true));
}
