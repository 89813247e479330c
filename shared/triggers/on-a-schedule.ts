import { defineTrigger } from "../define.ts";
import { readSchedule } from "../domain/time/read-schedule.ts";
import { nextOf, type Schedule, scheduleText } from "../domain/time/schedule.ts";

/** Fires at times that recur, for every row that meets the condition then. */
export default defineTrigger<Schedule>({
  type: "on-a-schedule",
  label: "On a schedule",
  help: "The time has come again: for each row that meets If then, or once where the message names no column.",
  which:
    "When: `every Monday at 9:00`, `every weekday at 17:30`, `every day at 8`, `on the 1st of each month at 8:00`, `every 2 hours`.",

  read({ which }) {
    const read = readSchedule(which);
    return "problem" in read
      ? { problems: [{ column: "Which", message: read.problem }] }
      : { value: read.schedule };
  },

  looksAt: () => [],

  judge: () => ({ fires: false, why: "this rule is fired by the clock, not by an edit" }),

  clock: {
    per: "source",
    next: (schedule, timeZone, after) =>
      new Date(nextOf(schedule, timeZone, Date.parse(after))).toISOString(),
  },

  describe: (schedule, source, scope) =>
    scope === "once" ? scheduleText(schedule) : `for each row of ${source.name} ${scheduleText(schedule)}`,
});
