import { defineTrigger } from "../define.ts";
import { toPredicate } from "../domain/condition/predicate.ts";
import { isoOf } from "../domain/time/calendar.ts";
import { type Moment, momentsOf, momentText } from "../domain/time/moment.ts";
import { readMoment } from "../domain/time/read-moment.ts";

/** Fires once when a moment comes that a row's date names, if the condition is met then. */
export default defineTrigger<Moment>({
  type: "date-is-reached",
  label: "Date is reached",
  help: "A date in the row has come, or will in a while, or came a while ago; If is asked at that moment. A moment that is over when the date is entered fires nothing.",
  which:
    "A column with a date and how far from it: `Due`, `3 days before Due at 9:00`, `1 hour after Start`, `end of Trip at 18:00`.",

  read({ which }, source) {
    const read = readMoment(which, source);
    return "problem" in read
      ? { problems: [{ column: "Which", message: read.problem }] }
      : { value: read.moment };
  },

  looksAt: ({ property }) => [property],

  state: ({ property, column }) => ({
    kind: "test",
    property,
    column,
    text: `${column} is not empty`,
    operator: "is not empty",
  }),

  judge: () => ({ fires: false, why: "this rule is fired by the clock, not by an edit" }),

  clock: {
    per: "row",
    isAlone: true,

    next(row, moment, { timeZone }, after) {
      const later = momentsOf(row, moment, timeZone).filter((instant) => instant > Date.parse(after));
      return later.length === 0 ? undefined : isoOf(Math.min(...later));
    },

    judge(row, at, moment, { condition, timeZone }) {
      if (!momentsOf(row, moment, timeZone).includes(Date.parse(at)))
        return { fires: false, why: `${moment.column} is another date by now` };
      return toPredicate(condition, timeZone)(row, at)
        ? { fires: true }
        : { fires: false, why: "the condition in If was not met at that moment" };
    },
  },

  describe: (moment, source) => `when ${momentText(moment)} is reached for a row of ${source.name}`,
});
