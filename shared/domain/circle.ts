/** How many of Rowbell's own writes may follow from one another: enough for a chain of rules, and an end of every circle. */
export const mostGenerations = 3;

/** How often a rule that writes may fire for one row within ten polls: a person's hand is slower. */
const mostFirings = 5;
const fewPolls = 10;
const minuteMs = 60_000;
/** After an outage two polls lie hours apart, which says nothing of a circle's pace. */
const longestPollMs = 15 * minuteMs;

/** Why a rule that writes may not answer a change of this generation, if it may not. */
export function circleReason(generation: number): string | undefined {
  if (generation < mostGenerations) return undefined;
  return `it answers Rowbell's own writes in a circle (${mostGenerations} times in a row)`;
}

/**
 * Counts one more firing of a rule for a row. It ends what generations can't see: another tool that answers ours.
 * @param before when it fired of late, as ISO minutes. @param pollMs how far polls are apart.
 */
export function countFiring(
  before: readonly string[],
  at: string,
  pollMs: number,
): { firings: string[]; reason?: string } {
  const minutes = Math.max(fewPolls, Math.round((fewPolls * Math.min(pollMs, longestPollMs)) / minuteMs));
  const now = Date.parse(minuteOf(at));
  const since = before.filter((time) => now - Date.parse(time) <= minutes * minuteMs);
  const firings = [...since, minuteOf(at)].slice(-mostFirings);
  if (since.length < mostFirings) return { firings };
  return {
    firings,
    reason: `it fired more than ${mostFirings} times within ${minutes} minutes for the same row`,
  };
}

function minuteOf(at: string): string {
  return `${at.slice(0, "2026-05-04T09:30".length)}Z`;
}
