import { plainText, type Row } from "../../../shared/domain/row.ts";
import type { RowPage, RowWindow } from "../../../shared/ports.ts";
import { indexedState, type State, type WorldRow, type WorldSource } from "../notion-world.ts";
import { isInPart } from "../title-question.ts";
import { answerRow, columnsOf } from "./answer-row.ts";
import { refusedCursor } from "./failures.ts";
import type { NotionHost, Watched } from "./host.ts";

type Found = { row: WorldRow; state: State; time: number };

/** A page of a query, as an index shows it that may be behind. @throws NotionFailure for a cursor that is refused. */
export function query(
  host: NotionHost,
  watched: Watched,
  source: WorldSource,
  window: RowWindow,
  cursor: string | undefined,
): RowPage {
  const { faults, traits } = host;
  watched.onQuery(source.id, window);
  const start = startOf(host, watched, cursor);
  const found = find(host, watched, source, window);
  // Nobody writes 10,000 rules: their database is read without regard to the cap.
  const capped = source.name === "Rules" ? found : found.slice(0, traits.cap);
  let size = traits.pageSize;
  if (faults.strike("page is short")) size = faults.rng("page is short").int(1, size);
  if (faults.strike("page is empty and has more")) size = 0;
  const page = capped.slice(start, start + size);
  const end = start + size;
  const hasMore = end < capped.length || (size === 0 && start < capped.length);
  const columns = columnsOf(source);
  const rows = page.map(({ row, state }) => answerRow(host, row, state, columns));
  disturb(host, rows);
  const incomplete = !hasMore && found.length > capped.length;
  if (incomplete) faults.happened("query stops at the cap");
  return { rows, next: hasMore ? `c${end}` : undefined, incomplete };
}

function startOf({ faults, time }: NotionHost, watched: Watched, cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (faults.strike("cursor is refused")) throw refusedCursor(time.now());
  let start = Number(cursor.slice(1));
  if (faults.strike("rows move on between pages")) start = Math.max(0, start - 1);
  if (faults.strike("rows move back between pages")) {
    watched.onAnomaly();
    start += 1;
  }
  return start;
}

function find(
  host: NotionHost,
  watched: Watched,
  source: WorldSource,
  { by, from, minute, part }: RowWindow,
): Found[] {
  const { faults, world, time } = host;
  const replica = "query is answered by an old replica";
  const isOld = faults.strike(replica);
  if (isOld) watched.onAnomaly();
  const at = time.now() - (isOld ? 1000 * faults.rng(replica).int(5, 180) : 0);
  const least = from === undefined ? 0 : Math.floor(Date.parse(from) / 60_000);
  const found: Found[] = [];
  if (world.has(source, "source is in the trash for a while")) return found;
  for (const row of source.rows) {
    const state = indexed(host, watched, row, at);
    if (!state || state.inTrash || state.sourceId !== source.id) continue;
    const time = Math.floor((by === "edited" ? state.editedAt : row.createdAt) / 60_000);
    if (time < least || (minute && time !== least)) continue;
    if (part && !isInPart(titleOf(state), part)) continue;
    if (faults.strike("row is missing once")) watched.onAnomaly();
    else found.push({ row, state, time });
  }
  return found.sort((a, b) => a.time - b.time || a.row.number - b.row.number);
}

function indexed({ faults }: NotionHost, watched: Watched, row: WorldRow, at: number): State | undefined {
  const state = indexedState(row, at);
  if (!state || row.states.length < 2 || !faults.strike("query shows an old state")) return state;
  watched.onAnomaly();
  return indexedState(row, state.indexedAt - 1) ?? state;
}

function disturb({ faults }: NotionHost, rows: Row[]): void {
  if (rows.length > 1 && faults.strike("rows come in another order")) rows.reverse();
  if (rows.length > 0 && faults.strike("row is listed twice"))
    rows.push(faults.rng("row is listed twice").pick(rows));
}

function titleOf({ cells }: State): string {
  for (const cell of Object.values(cells)) if (cell.type === "title") return plainText(cell.value);
  return "";
}
