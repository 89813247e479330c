import { type ClockRule, defineTrigger } from "../define.ts";
import { nextBoundary } from "../domain/condition/boundaries.ts";
import { toPredicate } from "../domain/condition/predicate.ts";
import type { Row } from "../domain/row.ts";
import { withoutWhich } from "../domain/without-which.ts";

/**
 * Fires when the condition was not met before the change and is after it; a new row was not met before. Where it looks at
 * the clock, it fires as well when it becomes true without an edit.
 */
export default defineTrigger<Record<string, never>>({
  type: "row-starts-to-match",
  label: "Row starts to match",
  help: "The condition in If becomes true for a row: it wasn't before the change and is now. Time alone may bring it about, as with `Due is today`. It fires again only after it was false in between.",
  which: "Leave it empty; If is what counts.",

  read({ which, hasCondition }) {
    const read = withoutWhich("Row starts to match", which, "What to match goes into If.");
    if (read.problems) return read;
    if (!hasCondition) {
      return {
        problems: [
          { column: "If", message: `"Row starts to match" needs a condition in If, like: Priority is High` },
        ],
      };
    }
    return read;
  },

  looksAt: (_config, condition) => condition,

  judge(change, _config, condition) {
    if (change.op === "delete") return { fires: false, why: "the row was removed" };
    if (!condition(change.after, change.at)) return { fires: false, why: "the condition in If was not met" };
    if (change.before && condition(change.before, change.at))
      return { fires: false, why: "the condition in If was met before the change as well" };
    return { fires: true };
  },

  clock: {
    per: "row",
    isAlone: false,

    /** A row's date passes each time that is meant only once: of boundaries there are a few, then none. */
    next(row, _config, rule, after) {
      let at = nextBoundary(rule.condition, rule.timeZone, row, after);
      while (at !== undefined && !becomesTrue(row, at, rule))
        at = nextBoundary(rule.condition, rule.timeZone, row, at);
      return at;
    },

    judge(row, at, _config, rule) {
      if (becomesTrue(row, at, rule)) return { fires: true };
      return { fires: false, why: `the condition in If does not become true for this row at ${at}` };
    },
  },

  describe: (_config, source) => `when a row of ${source.name} starts to match`,
});

function becomesTrue(row: Row, at: string, { condition, timeZone }: ClockRule): boolean {
  const holds = toPredicate(condition, timeZone);
  return holds(row, at) && !holds(row, new Date(Date.parse(at) - 1).toISOString());
}
