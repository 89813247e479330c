import type { Place } from "../../domain/checkpoint.ts";
import { BudgetError, NotFoundError, PermanentError } from "../../domain/errors.ts";
import type { SourceSchema } from "../../domain/row.ts";
import type { RowPage, RowWindow, Workspace } from "../../ports.ts";
import { nextPart, splitPart } from "./title-parts.ts";

/** What reading a window needs. `onPage` answers false to stop before the page's place is left. */
export type WindowReader = {
  workspace: Workspace;
  schema: SourceSchema;
  hasTime(): boolean;
  onPage(page: RowPage, place: Place): Promise<boolean>;
};

const minuteMs = 60_000;

/**
 * Reads a window page by page, from a place that an earlier run may have come to.
 * @returns how many pages there were and, when time or budget ran out before the end, where to go on.
 */
export async function readWindow(
  { workspace, schema, hasTime, onPage }: WindowReader,
  by: RowWindow["by"],
  start: Place,
): Promise<{ pages: number; cutAt?: Place }> {
  let place: Place | undefined = start;
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
    place = placeAfter(by, place, page, schema.name);
    if (!place) return { pages: pages + 1 };
  }
}

/** Where a window goes on after a page; undefined at its end. */
function placeAfter(by: RowWindow["by"], place: Place, page: RowPage, name: string): Place | undefined {
  const last = page.rows.at(-1);
  const reached = (by === "edited" ? last?.lastEditedTime : last?.createdTime) ?? place.reached;
  if (page.next !== undefined) {
    return { ...place, cursor: page.next, ...(reached === undefined ? {} : { reached }) };
  }
  if (place.part) return placeAfterPart(place, page, name);
  if (!page.incomplete) return undefined;
  // Notion ends a query at 10,000 rows. Its last row's minute is where the rest begins, or the minute holds them all.
  if (reached !== undefined && reached !== place.from) return { from: reached };
  return { ...at(reached), part: splitPart([], page.rows, name) };
}

/** The next part of a minute that holds more than one query shows; after the last one, the next minute. */
function placeAfterPart({ from, part = [] }: Place, page: RowPage, name: string): Place {
  const next = page.incomplete ? splitPart(part, page.rows, name) : nextPart(part);
  if (next) return { ...at(from), part: next };
  return { from: new Date(Date.parse(from ?? "") + minuteMs).toISOString() };
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
