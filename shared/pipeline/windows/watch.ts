import { advance, type Place, type Watching, windowStart } from "../../domain/checkpoint.ts";
import type { RowPage } from "../../ports.ts";
import type { Reading } from "../judge/reading.ts";
import { takeRows } from "../rows/take-rows.ts";
import { noticeSchema } from "./notice-schema.ts";
import { readWindow } from "./read-window.ts";
import { tellUnreadable, unseenBy } from "./tell-unread.ts";

/** A window is read again while passes still find something; a source edited faster than that waits for the next poll. */
const mostPasses = 5;

/**
 * Reads the rows edited since the watermark less the overlap. Cursors are positions: a row edited between two pages moves
 * and others are skipped. So a window of several pages is read again until a pass finds nothing new, as long as there is
 * time; whatever is left to find is in the next poll's window, since the watermark stays behind it.
 */
export async function watch(reading: Reading, checkpoint: Watching): Promise<Watching> {
  const { connection, schema, hasTime, result } = reading;
  const { cutAt, ...rest } = checkpoint;
  const startedAt = cutAt?.startedAt ?? reading.startedAt;
  const window = { from: windowStart(checkpoint.watermark) };
  const onPage = async (page: RowPage) => {
    if (await noticeSchema(reading, page.rows)) return false;
    tellUnreadable(reading, page);
    return takeRows(reading, page.rows);
  };
  const reader = { workspace: connection.workspace, schema, hasTime, onPage, onUnseen: unseenBy(reading) };
  const found = () => result.changes + reading.candidates.size;
  for (let pass = 1; pass <= mostPasses; pass++) {
    const foundBefore = found();
    const read = await readWindow(reader, "edited", pass === 1 ? placeOf(cutAt ?? window) : window);
    if (read.cutAt && pass === 1) return { ...rest, cutAt: cutPlace(reading, read.cutAt, startedAt, cutAt) };
    if (read.cutAt || cutAt || read.pages <= 1 || found() === foundBefore) break;
  }
  result.complete = true;
  return advance(checkpoint, startedAt, oldest(reading.unconfirmed, cutAt?.unconfirmed));
}

type Cut = NonNullable<Watching["cutAt"]>;

function placeOf({ from, reached, cursor, part }: Place): Place {
  const place: Place = {};
  if (from !== undefined) place.from = from;
  if (reached !== undefined) place.reached = reached;
  if (cursor !== undefined) place.cursor = cursor;
  if (part !== undefined) place.part = part;
  return place;
}

function cutPlace(reading: Reading, place: Place, startedAt: string, before: Cut | undefined): Cut {
  const unconfirmed = oldest(reading.unconfirmed, before?.unconfirmed);
  return { ...place, startedAt, ...(unconfirmed === undefined ? {} : { unconfirmed }) };
}

function oldest(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}
