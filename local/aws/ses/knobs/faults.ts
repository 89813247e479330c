import * as v from "valibot";
import type { Clock } from "../../../clock.ts";
import { AwsError } from "../../aws-error.ts";
import type { Knobs } from "./knobs.ts";

const FAULT = v.object({
  times: v.pipe(v.number(), v.integer(), v.minValue(0)),
  code: v.optional(v.pipe(v.string(), v.nonEmpty()), "Throttling"),
  message: v.optional(v.string()),
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
  /** Waits, fails or lets pass, as it was set. @throws AwsError. @returns is the connection to be cut once the mail is kept? */
  next(): Promise<boolean>;
};

const SERVER_FAULTS = ["InternalFailure", "ServiceUnavailable"];
const CODES = { "429": "TooManyRequestsException", "500": "InternalFailure", "503": "ServiceUnavailable" };

/** The faults that a person asks for by number, and those the knobs give a chance. */
export function mailFaults(knobs: Knobs, clock: Clock): Faults {
  let current: v.InferOutput<typeof FAULT> = { times: 0, code: "", after: false };

  const nextAsked = (): boolean => {
    if (current.times === 0) return false;
    const { code, after, message, status = SERVER_FAULTS.includes(code) ? 500 : 400 } = current;
    current = { ...current, times: current.times - 1 };
    if (!after) throw new AwsError(code, message ?? `asked to fail with ${code}`, status);
    return true;
  };
  const nextByChance = async (): Promise<boolean> => {
    if (knobs.happens("slowChance")) await pass(clock, knobs.get("slowMilliseconds"));
    if (knobs.happens("throttleChance")) throw new AwsError("Throttling", "Maximum sending rate exceeded.");
    const status = knobs.get("failStatus");
    if (knobs.happens("failChance")) throw new AwsError(CODES[status], "Try again later.", Number(status));
    return knobs.happens("cutChance");
  };
  return {
    set: (fault) => {
      const parsed = v.safeParse(FAULT, fault);
      if (!parsed.success) throw new AwsError("ValidationError", v.summarize(parsed.issues));
      current = parsed.output;
    },
    next: async () => nextAsked() || (await nextByChance()),
  };
}

/** Resolves when the clock has moved on so far. */
function pass(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const end = clock.now().getTime() + ms;
    let timer: NodeJS.Timeout | undefined;
    const check = () => {
      clearTimeout(timer);
      const left = end - clock.now().getTime();
      if (left > 0) timer = setTimeout(check, left);
      else {
        stop();
        resolve();
      }
    };
    const stop = clock.subscribe(check);
    check();
  });
}
