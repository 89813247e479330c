import { defineTrigger } from "../define.ts";

/** Fires when the condition was not met before the change and is after it; a new row was not met before. */
export default defineTrigger<Record<string, never>>({
  type: "row-starts-to-match",
  label: "Row starts to match",
  help: "The condition in If becomes true for a row: it wasn't before the change and is now. It fires again only after it was false in between.",
  which: "Leave it empty; If is what counts.",

  read({ which, hasCondition }) {
    if (which !== "") {
      return {
        problems: [
          {
            column: "Which",
            message: `"Row starts to match" needs nothing in Which; empty it. What to match goes into If.`,
          },
        ],
      };
    }
    if (!hasCondition) {
      return {
        problems: [
          { column: "If", message: `"Row starts to match" needs a condition in If, like: Priority is High` },
        ],
      };
    }
    return { value: {} };
  },

  judge(change, _config, condition) {
    if (!condition(change.after)) return { fires: false, why: "the condition in If was not met" };
    if (change.before && condition(change.before))
      return { fires: false, why: "the condition in If was met before the change as well" };
    return { fires: true };
  },

  describe: (_config, source) => `a row of ${source.name} starts to match`,
});
