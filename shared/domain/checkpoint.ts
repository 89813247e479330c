/**
 * How far a source was read. Times are ISO, of Notion's clock.
 *
 * baseline: the first complete read, by creation time, which fires nothing.
 * watching: every row edited before `watermark` was read by two complete polls; `lastStart` is when the last one began.
 * Either may have been cut short: `cutAt` is where the next poll goes on.
 */
export type Checkpoint =
  | { phase: "baseline"; startedAt: string; cutAt?: Place }
  | { phase: "watching"; watermark: string; lastStart: string; cutAt?: Place & { startedAt: string } };

/** A place in a window: its lower bound, the minute of the last row read, and the cursor of the next page. */
export type Place = { from?: string; reached?: string; cursor?: string };

/**
 * How far behind the watermark each poll reads again. Notion answers edits late (reports of seconds to two minutes) and
 * floors edit times to the minute; five minutes cover both with room.
 */
export const overlapMs = 5 * 60_000;

/** The window's lower bound: an ISO minute. */
export function windowStart(watermark: string): string {
  const time = Date.parse(watermark) - overlapMs;
  return new Date(time - (time % 60_000)).toISOString();
}

/**
 * After a complete poll the watermark moves to the start of the poll before it, never to its own: so each minute is read
 * by two separate polls before it is left behind. It never moves back.
 */
export function advance(checkpoint: Checkpoint, pollStart: string): Checkpoint {
  if (checkpoint.phase === "baseline") {
    return { phase: "watching", watermark: checkpoint.startedAt, lastStart: checkpoint.startedAt };
  }
  const watermark = later(checkpoint.watermark, checkpoint.lastStart);
  return { phase: "watching", watermark, lastStart: later(checkpoint.lastStart, pollStart) };
}

function later(a: string, b: string): string {
  return Date.parse(a) >= Date.parse(b) ? a : b;
}
