import type { Connection, PollServices } from "../ports.ts";

/** How far Notion's clock may seem ahead of ours before it is doubted: a wrong header must not skip what is edited next. */
const mostAheadMs = 5 * 60_000;

/** Notion's time, an ISO time: what its newest answer said, but not far ahead of our own clock. Earlier is always safe. */
export function notionNow({ clock }: PollServices, { workspace }: Connection): string {
  const own = clock.now().getTime();
  const theirs = workspace.now()?.getTime() ?? own;
  return new Date(Math.min(theirs, own + mostAheadMs)).toISOString();
}
