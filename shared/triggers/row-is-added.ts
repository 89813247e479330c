import { defineTrigger } from "../define.ts";
import { withoutWhich } from "../domain/without-which.ts";

/** Fires once for a row that was not there at the poll before: made new, or moved into the database. */
export default defineTrigger<Record<string, never>>({
  type: "row-is-added",
  label: "Row is added",
  help: "A row appears in the database: somebody adds it, or moves it in.",
  which: "Leave it empty.",

  read: ({ which }) => withoutWhich("Row is added", which),

  looksAt: () => [],

  judge(change, _config, condition) {
    if (change.op === "delete") return { fires: false, why: "the row was removed, not added" };
    if (change.op === "update")
      return { fires: false, why: "the row was there before; it was edited, not added" };
    return condition(change.after, change.at)
      ? { fires: true }
      : { fires: false, why: "the condition in If was not met" };
  },

  describe: (_config, source) => `when a row is added to ${source.name}`,
});
