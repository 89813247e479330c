import * as v from "valibot";
import { AwsError } from "../aws-error.ts";

const FAULT = v.object({
  times: v.pipe(v.number(), v.integer(), v.minValue(0)),
  code: v.optional(v.pipe(v.string(), v.nonEmpty()), "Throttling"),
  status: v.optional(v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599))),
  after: v.optional(v.boolean(), false),
});

/**
 * How the next `times` mails fail: with `code`, nothing kept; or, `after`, by a connection that is cut when the mail is
 * kept already. 0 times ends it.
 */
export type Fault = v.InferInput<typeof FAULT>;

export type Faults = {
  /** @throws AwsError for another shape. */
  set(fault: unknown): void;
  /** @throws AwsError when the next mail is to fail. @returns is its connection to be cut once it is kept? */
  next(): boolean;
};

const SERVER_FAULTS = ["InternalFailure", "ServiceUnavailable"];

export function mailFaults(): Faults {
  let current: v.InferOutput<typeof FAULT> = { times: 0, code: "", after: false };
  return {
    set: (fault) => {
      const parsed = v.safeParse(FAULT, fault);
      if (!parsed.success) throw new AwsError("ValidationError", v.summarize(parsed.issues));
      current = parsed.output;
    },
    next: () => {
      if (current.times === 0) return false;
      const { code, after, status = SERVER_FAULTS.includes(code) ? 500 : 400 } = current;
      current = { ...current, times: current.times - 1 };
      if (!after) throw new AwsError(code, `asked to fail with ${code}`, status);
      return true;
    },
  };
}
