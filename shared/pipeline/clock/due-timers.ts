import type { Timer } from "../../domain/timer.ts";
import type { Reading } from "../judge/reading.ts";

/** How many timers are struck together. */
const batchSize = 100;

/**
 * The timers of a source that have come, oldest first, in batches, each once. Those that stay where they are, for another
 * poll, are passed by: they are the oldest, and would keep all others waiting.
 */
export async function* dueTimers(
  { services, schema, startedAt, hasTime }: Reading,
  isWanted: (timer: Timer) => boolean,
): AsyncGenerator<Timer[]> {
  const seen = new Set<string>();
  let limit = batchSize;
  for (;;) {
    const due = await services.timers.due(schema.id, startedAt, limit);
    const fresh = due.filter((timer) => !seen.has(nameOf(timer)));
    for (const timer of fresh) seen.add(nameOf(timer));
    const wanted = fresh.filter(isWanted);
    for (let first = 0; first < wanted.length; first += batchSize)
      yield wanted.slice(first, first + batchSize);
    if (due.length < limit || !hasTime()) return;
    // Twice what is passed by: the questions stay few, however many those are.
    limit = batchSize + 2 * (due.length - fresh.length);
  }
}

function nameOf({ at, ruleId, rowId }: Timer): string {
  return JSON.stringify([at, ruleId, rowId]);
}
