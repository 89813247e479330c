import type { Design } from "../design.ts";
import { watchedValue } from "./watched-value.ts";

/** Reads every row each time and compares the watched cell with what it remembers, in memory: as Pipedream's "by property" does. */
export const wholeTable: Design = {
  name: "whole table in memory",
  open({ rows, fire }) {
    let known: Map<string, number> | undefined;
    return async () => {
      const answer = await rows();
      const next = new Map(answer.map((row) => [row.id, watchedValue(row)]));
      if (known) {
        for (const [id, value] of next) if (known.get(id) !== value) fire(id, value);
      }
      known = next;
    };
  },
};
