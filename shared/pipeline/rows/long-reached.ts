import type { Snapshot } from "../../domain/change.ts";
import type { Reading } from "../judge/reading.ts";

const keptMs = 7 * 24 * 60 * 60_000;

/**
 * A snapshot without the moments that can never come again, or it would grow with every rule there ever was. New timers
 * are set for no moment older than a day; one of a moment that was fired for is taken away by the next complete poll, which
 * `lastStart` was, or as soon as it is a day late. So only what a poll that was cut short may have left behind is in doubt:
 * a week before the last complete one is far beyond it, however long an outage lasts. A walk that was begun still asks.
 */
export function withoutLongReached({ lastStart, watching }: Reading, snapshot: Snapshot): Snapshot {
  const { reached, ...rest } = snapshot;
  if (!reached) return snapshot;
  const oldest = Date.parse(lastStart) - keptMs;
  const begun = watching?.clock?.striking ?? {};
  const kept = Object.entries(reached).filter(
    ([ruleId, at]) => Date.parse(at) > oldest || begun[ruleId] !== undefined,
  );
  return kept.length === 0 ? rest : { ...rest, reached: Object.fromEntries(kept) };
}
