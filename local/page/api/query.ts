import { call, type List } from "./call.ts";
import type { Row } from "./notion.ts";

/** Which rows of a source, and in which order, in Notion's grammar. */
export type Query = { filter?: object; sorts: object[] };
/** Where a page of the answer begins: at a cursor, or with the rows created since a minute. */
export type Place = { cursor?: string; since?: string };
export type RowsPage = {
  rows: Row[];
  next: Place | undefined /** There are more than Notion answers. */;
  isCut: boolean;
};

type Answer = List<Row> & { request_status?: { type: string } };

const oldestFirst = { timestamp: "created_time", direction: "ascending" };

/** A hundred rows from a place on. Without sorts of its own the oldest come first, and a query is not cut after 10,000 rows. */
export async function readRowsPage(sourceId: string, query: Query, place: Place = {}): Promise<RowsPage> {
  const { filter, sorts } = query;
  const body = {
    sorts: sorts.length > 0 ? sorts : [oldestFirst],
    ...filterOf(filter, place.since),
    ...(place.cursor && { start_cursor: place.cursor }),
  };
  const answer = await call<Answer>("POST", `/data_sources/${sourceId}/query`, body);
  const rows = answer.results;
  if (answer.next_cursor) return { rows, next: { ...place, cursor: answer.next_cursor }, isCut: false };
  const isCut = answer.request_status?.type === "incomplete";
  const since = rows.at(-1)?.created_time;
  // Notion answers 10,000 rows a query; the next one begins in the minute of the last row.
  const canGoOn = isCut && sorts.length === 0 && since !== undefined && since !== place.since;
  return { rows, next: canGoOn ? { since } : undefined, isCut: isCut && !canGoOn };
}

function filterOf(filter: object | undefined, since: string | undefined): { filter?: object } {
  const bound = since && { timestamp: "created_time", created_time: { on_or_after: since } };
  if (filter && bound) return { filter: { and: [bound, filter] } };
  return filter || bound ? { filter: (filter || bound) as object } : {};
}

/** Some rows whose title contains the words. */
export async function findRows(sourceId: string, words: string, most: number): Promise<Row[]> {
  // The title's id is `title` in every source, whatever its name.
  const filter = words === "" ? {} : { filter: { property: "title", title: { contains: words } } };
  const body = { ...filter, page_size: most };
  return (await call<List<Row>>("POST", `/data_sources/${sourceId}/query`, body)).results;
}
