import type { Design } from "../design.ts";
import { watchedValue } from "./watched-value.ts";

/**
 * Takes what was edited since the minute of the last poll, by its own clock, and leaves out the ids it took in the newest
 * minute before: as n8n's Notion trigger does (NotionTrigger.node.ts), which moves its clock before it asks.
 */
export const cursorAndIds: Design = {
  name: "cursor, not older than; by id",
  open({ clock, rows, fire }) {
    let cursor = minuteOf(clock.now());
    let taken = new Set<string>();
    return async () => {
      const from = cursor;
      cursor = minuteOf(clock.now());
      const answer = await rows(from);
      if (answer.length === 0) return;
      const found = answer.filter((row) => !taken.has(row.id));
      for (const row of found) fire(row.id, watchedValue(row));
      const newest = found.at(-1)?.lastEditedTime;
      taken = new Set(found.filter((row) => row.lastEditedTime === newest).map((row) => row.id));
    };
  },
};

function minuteOf(time: Date): string {
  return new Date(Math.floor(time.getTime() / 60_000) * 60_000).toISOString();
}
