import type { Place, TitlePart } from "../../domain/checkpoint.ts";
import { BudgetError, NotFoundError, PermanentError } from "../../domain/errors.ts";
import type { Row, SourceSchema } from "../../domain/row.ts";
import type { RowPage, RowWindow, Workspace } from "../../ports.ts";
import { nextPart, splitPart } from "./title-parts.ts";

/**
 * What reading a window needs. `onPage` answers false to stop before the page's place is left; `onUnseen` hears, as a
 * sentence, of rows that Notion shows to no query.
 */
export type WindowReader = {
  workspace: Workspace;
  schema: SourceSchema;
  hasTime(): boolean;
  onPage(page: RowPage, place: Place): Promise<boolean>;
  onUnseen(problem: string): void;
};

const minuteMs = 60_000;

/**
 * Reads a window page by page, from a place that an earlier run may have come to.
 * @returns how many pages there were and, when time or budget ran out before the end, where to go on.
 */
export async function readWindow(
  reader: WindowReader,
  by: RowWindow["by"],
  start: Place,
): Promise<{ pages: number; cutAt?: Place }> {
  const { workspace, schema, hasTime, onPage } = reader;
  let place: Place | undefined = start;
  let shown: readonly Row[] = [];
  for (let pages = 0; ; pages++) {
    if (!hasTime()) return { pages, cutAt: place };
    let page: RowPage;
    try {
      page = await rowsAt(workspace, schema.id, by, place);
    } catch (error) {
      if (error instanceof BudgetError) return { pages, cutAt: place };
      throw error;
    }
    if (!(await onPage(page, place))) return { pages, cutAt: place };
    // A last page may be empty: what is asked next is read from the titles that were shown.
    if (page.rows.length > 0) shown = page.rows;
    place = placeAfter(reader, by, place, page, shown);
    if (!place) return { pages: pages + 1 };
  }
}

/** Where a window goes on after a page; undefined at its end. `shown` are the rows that were shown last. */
function placeAfter(
  reader: WindowReader,
  by: RowWindow["by"],
  place: Place,
  page: RowPage,
  shown: readonly Row[],
): Place | undefined {
  const last = page.rows.at(-1);
  const reached = (by === "edited" ? last?.lastEditedTime : last?.createdTime) ?? place.reached;
  if (page.next !== undefined) {
    return { ...place, cursor: page.next, ...(reached === undefined ? {} : { reached }) };
  }
  if (place.part) return placeAfterPart(reader, place.from, place.part, page, shown);
  if (!page.incomplete) return undefined;
  // Notion ends a query at 10,000 rows. Its last row's minute is where the rest begins, or the minute holds them all.
  if (reached !== undefined && reached !== place.from) return { from: reached };
  return placeAfterPart(reader, reached, [], page, shown);
}

/**
 * The next part of a minute that holds more than one query shows; after the last one, the next minute. What cannot be parted
 * any more is told, and left behind: it must not keep all that comes after it.
 */
function placeAfterPart(
  { schema, onUnseen }: WindowReader,
  from: string | undefined,
  part: TitlePart,
  page: RowPage,
  shown: readonly Row[],
): Place | undefined {
  const half = page.incomplete ? splitPart(part, shown) : undefined;
  if (page.incomplete && !half) onUnseen(unseen(schema.name, from));
  const next = half ?? nextPart(part);
  if (next) return { ...at(from), part: next };
  return from === undefined ? undefined : { from: new Date(Date.parse(from) + minuteMs).toISOString() };
}

function unseen(name: string, from: string | undefined): string {
  const minute =
    from === undefined ? "one minute" : `the minute of ${from.slice(0, 16).replace("T", " ")} (UTC)`;
  return `more than 10,000 rows of ${name} were made or edited in ${minute} and have the same title; Notion shows only 10,000 of them, and the others are not followed`;
}

function at(from: string | undefined): Place {
  return from === undefined ? {} : { from };
}

/** A cursor that was kept from an earlier run may have expired: then from the minute that run had come to. */
async function rowsAt(
  workspace: Workspace,
  sourceId: string,
  by: RowWindow["by"],
  { from, reached, cursor, part }: Place,
): Promise<RowPage> {
  const window: RowWindow = { by, from, ...(part ? { minute: true, part } : {}) };
  try {
    return await workspace.rows(sourceId, window, cursor);
  } catch (error) {
    const isRefused = error instanceof PermanentError && !(error instanceof NotFoundError);
    if (!isRefused || cursor === undefined) throw error;
    return workspace.rows(sourceId, part ? window : { by, from: reached ?? from }, undefined);
  }
}
