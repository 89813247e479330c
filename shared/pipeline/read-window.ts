import type { Place } from "../domain/checkpoint.ts";
import { NotFoundError, PermanentError } from "../domain/errors.ts";
import type { SourceSchema } from "../domain/row.ts";
import type { RowPage, RowWindow, Workspace } from "../ports.ts";

/** What reading a window needs, and how it counts. */
export type WindowReader = {
  workspace: Workspace;
  schema: SourceSchema;
  hasTime(): boolean;
  onPage(page: RowPage): Promise<void>;
};

/**
 * Reads a window page by page, from a place that an earlier run may have come to.
 * @returns how many pages there were and, when time ran out before the end, where to go on.
 */
export async function readWindow(
  { workspace, schema, hasTime, onPage }: WindowReader,
  by: RowWindow["by"],
  start: Place,
): Promise<{ pages: number; cutAt?: Place }> {
  let place = start;
  for (let pages = 0; ; pages++) {
    if (!hasTime()) return { pages, cutAt: place };
    const page = await rowsAt(workspace, schema.id, by, place);
    await onPage(page);
    const last = page.rows.at(-1);
    const reached = (by === "edited" ? last?.lastEditedTime : last?.createdTime) ?? place.reached;
    if (page.next !== undefined) {
      place = { ...at(place.from, reached), cursor: page.next };
      continue;
    }
    if (!page.incomplete) return { pages: pages + 1 };
    // Notion ends a query at 10,000 rows. Its last row's minute is where the rest begins.
    if (reached === undefined || reached === place.from) {
      throw new PermanentError(
        `more than 10,000 rows of ${schema.name} share the minute ${place.from}; Notion does not show the rest`,
      );
    }
    place = { from: reached };
  }
}

/** A cursor that was kept from an earlier run may have expired: then from the minute that run had come to. */
async function rowsAt(
  workspace: Workspace,
  sourceId: string,
  by: RowWindow["by"],
  place: Place,
): Promise<RowPage> {
  try {
    return await workspace.rows(sourceId, { by, from: place.from }, place.cursor);
  } catch (error) {
    const isRefused = error instanceof PermanentError && !(error instanceof NotFoundError);
    if (!isRefused || place.cursor === undefined) throw error;
    return workspace.rows(sourceId, { by, from: place.reached ?? place.from }, undefined);
  }
}

function at(from: string | undefined, reached: string | undefined): Place {
  return { ...(from === undefined ? {} : { from }), ...(reached === undefined ? {} : { reached }) };
}
