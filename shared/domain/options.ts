import { type BrakeLimits, defaultLimits } from "./brake.ts";
import { type QuietHours, quietText } from "./time/quiet-hours.ts";
import { type Schedule, scheduleText } from "./time/schedule.ts";

/** Which side the one window takes that nobody can close: the message was given away and its answer lost. */
export type DeliveryPolicy = "never twice" | "never missed";

/** What an author may set in Options, each with its default. */
export type RuleOptions = {
  limits: BrakeLimits;
  delivery: DeliveryPolicy;
  /** IANA name. */
  timeZone: string;
  /** Whose numbers, dates and names of months, BCP 47; absent where nobody said: then ISO dates and plain numbers are sure. */
  locale?: string;
  /** While nobody is to be disturbed, mails wait. */
  quietHours?: QuietHours;
  /** How many mails of the rule one person gets on a day, of its zone; the others wait for the next. */
  perPersonADay?: number;
  /** When what was gathered goes out as one mail to each person; absent where each change has its own. */
  digest?: Schedule;
};

export const defaultOptions: RuleOptions = {
  limits: defaultLimits,
  delivery: "never twice",
  timeZone: "UTC",
};

/**
 * What differs from the defaults, in words, for the sentence that sums a rule up; empty when nothing does. The time zone is
 * told only of a rule that keeps time.
 */
export function describeOptions(options: RuleOptions, keepsTime: boolean): string {
  const { limits, delivery, timeZone, quietHours, perPersonADay, digest } = options;
  const { rowsPerPoll, rowsPerHour } = limits;
  const said: string[] = [];
  if (rowsPerPoll !== defaultLimits.rowsPerPoll)
    said.push(rowsPerPoll === null ? "never held" : `held above ${counted(rowsPerPoll, "row")} at once`);
  if (rowsPerHour !== defaultLimits.rowsPerHour)
    said.push(rowsPerHour === null ? "without an hourly limit" : `at most ${counted(rowsPerHour)} an hour`);
  if (delivery !== defaultOptions.delivery) said.push("rather twice than not at all");
  if (digest) said.push(`gathered, one mail ${scheduleText(digest)}`);
  if (quietHours) said.push(`not from ${quietText(quietHours)}`);
  if (perPersonADay !== undefined)
    said.push(`at most ${counted(perPersonADay, "mail")} a day for each person`);
  if ((keepsTime || digest || quietHours || perPersonADay) && timeZone !== defaultOptions.timeZone)
    said.push(`by the clocks of ${timeZone}`);
  return said.join(", ");
}

function counted(count: number, noun = ""): string {
  const number = count.toLocaleString("en");
  return noun === "" ? number : `${number} ${noun}${count === 1 ? "" : "s"}`;
}
