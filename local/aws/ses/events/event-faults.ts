import * as v from "valibot";
import { AwsError } from "../../aws-error.ts";
import type { EventFaults } from "./happenings.ts";

const FAULT = v.object({
  times: v.pipe(v.number(), v.integer(), v.minValue(0)),
  copies: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10)), 1),
  delaySeconds: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(7 * 86_400)), 0),
});

/** How the events of the next `times` mails go wrong: none or several of each, later than usual. 0 times ends it. */
export type EventFault = v.InferInput<typeof FAULT>;

export type EventFaultSwitch = {
  /** @throws AwsError for another shape. */
  set(fault: unknown): void;
  next(): EventFaults;
};

export function eventFaults(): EventFaultSwitch {
  let current = { times: 0, copies: 1, delaySeconds: 0 };
  return {
    set: (fault) => {
      const parsed = v.safeParse(FAULT, fault);
      if (!parsed.success) throw new AwsError("ValidationError", v.summarize(parsed.issues));
      current = parsed.output;
    },
    next: () => {
      if (current.times === 0) return { copies: 1, delaySeconds: 0 };
      current = { ...current, times: current.times - 1 };
      return current;
    },
  };
}
