import type { Design } from "../design.ts";
import { watchedValue } from "./watched-value.ts";

/** Takes what is not older than the newest edit time it has seen, each id once with each edit time. */
export const cursorIdsAndTimes: Design = {
  name: "cursor, not older than; by id and edit time",
  open({ clock, rows, fire }) {
    let cursor = clock.now().toISOString();
    const taken = new Set<string>();
    return async () => {
      const answer = await rows(cursor);
      for (const row of answer) {
        const name = `${row.id} ${row.lastEditedTime}`;
        if (taken.has(name)) continue;
        taken.add(name);
        fire(row.id, watchedValue(row));
      }
      cursor = answer.at(-1)?.lastEditedTime ?? cursor;
    };
  },
};
