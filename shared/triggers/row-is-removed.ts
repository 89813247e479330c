import { defineTrigger } from "../define.ts";
import { withoutWhich } from "../domain/without-which.ts";

/** Fires once for a row that left its database: put into the trash, or moved elsewhere. */
export default defineTrigger<Record<string, never>>({
  type: "row-is-removed",
  label: "Row is removed",
  help: "A row leaves the database: somebody deletes it, or moves it elsewhere. If is asked of what the row last was.",
  which: "Leave it empty.",

  read: ({ which }) => withoutWhich("Row is removed", which),

  looksAt: () => [],
  isAboutGone: true,

  judge(change, _config, condition) {
    if (change.op !== "delete") return { fires: false, why: "the row is still there" };
    return condition(change.after, change.at)
      ? { fires: true }
      : { fires: false, why: "the condition in If was not met by what the row last was" };
  },

  describe: (_config, source) => `when a row is removed from ${source.name}`,
});
