import type { Design } from "../design.ts";
import { watchedValue } from "./watched-value.ts";

/** Takes what is newer than the newest edit time it has seen. */
export const strictCursor: Design = {
  name: "cursor, newer than",
  open({ clock, rows, fire }) {
    let cursor = clock.now().toISOString();
    return async () => {
      const found = (await rows(cursor)).filter((row) => Date.parse(row.lastEditedTime) > Date.parse(cursor));
      for (const row of found) fire(row.id, watchedValue(row));
      cursor = found.at(-1)?.lastEditedTime ?? cursor;
    };
  },
};
