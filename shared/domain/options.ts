import { type BrakeLimits, defaultLimits } from "./brake.ts";

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
export function describeOptions({ limits, delivery, timeZone }: RuleOptions, keepsTime: boolean): string {
  const { rowsPerPoll, rowsPerHour } = limits;
  const said: string[] = [];
  if (rowsPerPoll !== defaultLimits.rowsPerPoll)
    said.push(rowsPerPoll === null ? "never held" : `held above ${counted(rowsPerPoll, "row")} at once`);
  if (rowsPerHour !== defaultLimits.rowsPerHour)
    said.push(rowsPerHour === null ? "without an hourly limit" : `at most ${counted(rowsPerHour)} an hour`);
  if (delivery !== defaultOptions.delivery) said.push("rather twice than not at all");
  if (keepsTime && timeZone !== defaultOptions.timeZone) said.push(`by the clocks of ${timeZone}`);
  return said.join(", ");
}

function counted(count: number, noun = ""): string {
  const number = count.toLocaleString("en");
  return noun === "" ? number : `${number} ${noun}${count === 1 ? "" : "s"}`;
}
