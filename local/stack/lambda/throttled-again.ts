import { setTimeout as sleep } from "node:timers/promises";
import type { LambdaFunction } from "./function.ts";
import { type Outcome, TooManyRequests } from "./outcome.ts";

const pauseMs = 500;

/** Runs a batch as an event source mapping does: one that is throttled is tried again while its messages are hidden. */
export async function throttledAgain(
  called: LambdaFunction,
  event: unknown,
  seconds: number,
): Promise<Outcome> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    try {
      return await called.invoke(event);
    } catch (error) {
      if (!(error instanceof TooManyRequests) || Date.now() + pauseMs > end) throw error;
      await sleep(pauseMs);
    }
  }
}
