import type { Call } from "./call.ts";
import type { Json } from "./entities.ts";
import { failed, invalid } from "./problem.ts";

/** A slice of a list, and the cursor of the next one. */
export type Slice<T> = { items: T[]; next: string | null };

/**
 * Cuts the page that `start_cursor` and `page_size` ask for; both come in the query string of a GET, in the body of a POST.
 * A cursor names the first item of the next page, as recorded cursors do, and its place in case that item has gone.
 * So it is positional: when its item moves to the end between two pages, those between are skipped. Notion promises no better.
 */
export function slice<T>(
  call: Call,
  part: "query" | "body",
  items: T[],
  idOf: (item: T) => string,
): Slice<T> {
  const given = part === "body" ? call.body : Object.fromEntries(call.query);
  const size = pageSize(given.page_size, part);
  const start = startOf(given.start_cursor, items, idOf);
  const following = items[start + size];
  return {
    items: items.slice(start, start + size),
    next: following === undefined ? null : encodeCursor(idOf(following), start + size),
  };
}

/**
 * The same of items that are made one after the other and may be very many: no more of them than needed.
 * @param isShown left out are those that are not; asked only of the page, and of what stands before it when the item that
 * the cursor names has gone
 */
export function sliceLazily<T>(
  call: Call,
  items: () => Iterable<T>,
  idOf: (item: T) => string,
  isShown: (item: T) => boolean,
): Slice<T> {
  const size = pageSize(call.body.page_size, "body");
  const cursor = call.body.start_cursor;
  const [id, place] = cursor === undefined || cursor === null ? [undefined, 0] : decodeCursor(cursor);
  const known =
    id === undefined
      ? undefined
      : take(
          from(items(), (item) => idOf(item) === id),
          isShown,
          size + 1,
        );
  const taken = known?.length ? known : take(items(), isShown, place + size + 1).slice(place);
  const following = taken[size];
  return {
    items: taken.slice(0, size),
    next: following === undefined ? null : encodeCursor(idOf(following), place + size),
  };
}

/** From the first that holds on. */
function* from<T>(items: Iterable<T>, holds: (item: T) => boolean): Generator<T> {
  let isThere = false;
  for (const item of items) {
    isThere ||= holds(item);
    if (isThere) yield item;
  }
}

function take<T>(items: Iterable<T>, holds: (item: T) => boolean, most: number): T[] {
  const taken: T[] = [];
  for (const item of items) {
    if (holds(item)) taken.push(item);
    if (taken.length === most) break;
  }
  return taken;
}

/** The envelope of every list: `type` names what it holds, and is a key of its own. */
export function listOf(type: string, { items, next }: Slice<Json>, more: Json = {}): Json {
  return {
    object: "list",
    results: items,
    next_cursor: next,
    has_more: next !== null,
    type,
    [type]: {},
    ...more,
  };
}

/** What `page_size` asks for: 100 when it says nothing, or 0. */
export function pageSize(given: unknown, part: string): number {
  if (given === undefined || given === null) return 100;
  const size = part === "query" ? Number(given) : given;
  const where = `${part}.page_size`;
  if (typeof size !== "number" || !Number.isInteger(size) || size < 0) throw failed(where, "a number", given);
  if (size > 100) throw failed(where, "≤ `100`", size);
  return size === 0 ? 100 : size;
}

function startOf<T>(cursor: unknown, items: T[], idOf: (item: T) => string): number {
  if (cursor === undefined || cursor === null) return 0;
  const [id, place] = decodeCursor(cursor);
  const found = items.findIndex((item) => idOf(item) === id);
  return found === -1 ? place : found;
}

// Opaque and no UUID, as Notion's are since 2026-04-22.
function encodeCursor(id: string, place: number): string {
  return Buffer.from(`${place}/${id}`).toString("base64url");
}

function decodeCursor(cursor: unknown): [id: string, place: number] {
  const parts = /^(\d+)\/(.+)$/.exec(Buffer.from(String(cursor), "base64url").toString());
  if (!parts) throw invalid(`The start_cursor provided is invalid: ${cursor}`);
  return [parts[2] ?? "", Number(parts[1])];
}
