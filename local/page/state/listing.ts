import { type Signal, signal } from "@preact/signals";
import { type Place, type Query, readRowsPage } from "../api/query.ts";
import { Refusal } from "../api/request.ts";
import { type RowState, stateOf, turnNow } from "./row-states.ts";

/** A page of an answer, and where the next one begins. What is stale is read again once it is in sight. */
type Chunk = {
  place: Place;
  rows: RowState[];
  /** How many of them are in no page before. */
  fresh: number;
  next: Place | undefined;
  isStale: boolean;
};

/** The rows of a source that were read so far, of one query. */
export type Listing = {
  sourceId: string;
  query: Query;
  chunks: Chunk[];
  /** Added here: they stay in sight until the query shows them itself, even if it would not. */
  added: RowState[];
  /** Changes with every row that comes or goes here, so that an answer from before is not taken. */
  turn: number;
  /** The rows in sight, by their place. */
  sight: { first: number; last: number };
  isReading: boolean;
  rows: Signal<readonly RowState[] | undefined>;
  /** `cut`: there are more than Notion answers for this query. */
  end: Signal<"more" | "whole" | "cut">;
  problem: Signal<string>;
};

/** So many rows before the end of what was read the next page is asked for. */
const ahead = 100;

const listings = new Map<string, Listing>();

export function listingOf(sourceId: string): Listing {
  const known = listings.get(sourceId);
  if (known) return known;
  const listing: Listing = {
    sourceId,
    query: { sorts: [] },
    chunks: [],
    added: [],
    turn: 0,
    sight: { first: 0, last: 0 },
    isReading: false,
    rows: signal(undefined),
    end: signal("more"),
    problem: signal(""),
  };
  listings.set(sourceId, listing);
  return listing;
}

/** Asks anew; the rows before stay until the answer comes. */
export async function ask(listing: Listing, query: Query): Promise<void> {
  const isKnown = listing.chunks.length > 0 || listing.isReading;
  if (JSON.stringify(query) === JSON.stringify(listing.query) && isKnown) return;
  Object.assign(listing, { query, chunks: [], added: [], sight: { first: 0, last: 0 } });
  listing.turn += 1;
  await settle(listing);
}

/** What was read may be old: what is in sight is read again now, the rest when it comes into sight. */
export function refresh(listing: Listing): Promise<void> {
  for (const chunk of listing.chunks) chunk.isStale = true;
  return settle(listing);
}

export function look(listing: Listing, first: number, last: number): void {
  listing.sight = { first, last };
  void settle(listing);
}

export function putRow(sourceId: string, state: RowState): void {
  const listing = listingOf(sourceId);
  listing.added = [...listing.added.filter(({ id }) => id !== state.id), state];
  publish(listing);
}

export function dropRow(sourceId: string, rowId: string): void {
  const listing = listingOf(sourceId);
  const without = (rows: RowState[]) => rows.filter(({ id }) => id !== rowId);
  for (const chunk of listing.chunks) chunk.rows = without(chunk.rows);
  listing.added = without(listing.added);
  listing.turn += 1;
  publish(listing);
}

/** Reads until what is in sight is there and fresh. One request at a time, as each says where the next one begins. */
async function settle(listing: Listing): Promise<void> {
  if (listing.isReading) return;
  listing.isReading = true;
  try {
    for (let chunk = wanted(listing); chunk; chunk = wanted(listing)) await read(listing, chunk);
    listing.problem.value = "";
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // A cursor that is not taken any more: what follows is found from the beginning.
    if (/cursor/i.test(error.message)) listing.chunks.length = Math.min(1, listing.chunks.length);
    listing.problem.value = error.message;
  } finally {
    listing.isReading = false;
  }
}

function wanted({ chunks, sight }: Listing): Chunk | undefined {
  let from = 0;
  for (const chunk of chunks) {
    const isSeen = from <= sight.last && from + chunk.fresh >= sight.first;
    if (chunk.isStale && isSeen) return chunk;
    from += chunk.fresh;
  }
  const last = chunks.at(-1);
  if (!last) return begun({});
  return last.next && from <= sight.last + ahead ? begun(last.next) : undefined;
}

const begun = (place: Place): Chunk => ({ place, rows: [], fresh: 0, next: undefined, isStale: true });

async function read(listing: Listing, chunk: Chunk): Promise<void> {
  const { query, turn } = listing;
  const askedAt = turnNow();
  const { rows, next, isCut } = await readRowsPage(listing.sourceId, query, chunk.place);
  if (listing.query !== query || listing.turn !== turn) return;
  chunk.rows = rows.map((row) => stateOf(row, askedAt));
  chunk.isStale = false;
  chunk.next = next;
  const at = listing.chunks.indexOf(chunk);
  if (at === -1) listing.chunks.push(chunk);
  else follow(listing.chunks, at);
  if (!listing.chunks.at(-1)?.next) listing.end.value = isCut ? "cut" : "whole";
  else listing.end.value = "more";
  const shown = new Set(rows.map(({ id }) => id));
  listing.added = listing.added.filter(({ id }) => !shown.has(id));
  publish(listing);
}

/** Rows came or went in a page: those after it begin elsewhere now. */
function follow(chunks: Chunk[], at: number): void {
  const place = chunks[at]?.next;
  const following = chunks[at + 1];
  if (!following) return;
  if (!place) chunks.length = at + 1;
  else if (JSON.stringify(place) !== JSON.stringify(following.place))
    Object.assign(following, { place, isStale: true });
}

/** While rows move between pages one may be in two of them. */
function publish({ chunks, added, rows }: Listing): void {
  const known = new Map<string, RowState>();
  for (const chunk of chunks) {
    const before = known.size;
    for (const state of chunk.rows) known.set(state.id, state);
    chunk.fresh = known.size - before;
  }
  for (const state of added) known.set(state.id, state);
  const next = [...known.values()];
  const before = rows.peek();
  const isSame = before?.length === next.length && next.every((state, index) => state === before[index]);
  if (!isSame) rows.value = next;
}
