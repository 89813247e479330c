import { setTimeout as sleep } from "node:timers/promises";
import type { Faults } from "./faults.ts";
import type { LambdaFunction } from "./function.ts";
import { type Outcome, TooManyRequests } from "./outcome.ts";

/** How Lambda deals with events that nobody waits for: AWS::Lambda::EventInvokeConfig, or its defaults. */
export type AsyncSettings = {
  retries: number;
  maxAgeSeconds: number;
  /** Takes the record of an event that was given up; absent: it is dropped. */
  onGivenUp?: ((record: unknown) => Promise<void>) | undefined;
  /** Lambda waits a minute before the first retry and two before the second. */
  firstRetrySeconds: number;
};

export type AsyncInvoker = {
  /** Takes an event. Resolves when its first run has ended, or was put off; what comes after goes on by itself. */
  take(event: unknown): Promise<void>;
  close(): void;
};

const throttledAgainSeconds = 1;

/** Runs events that nobody waits for: again after an error, for as long as they are young enough, then into the destination. */
export function asyncInvoker(called: LambdaFunction, settings: AsyncSettings, faults: Faults): AsyncInvoker {
  const closing = new AbortController();

  const giveUp = (event: unknown, condition: string, tries: number, last?: Outcome) =>
    settings.onGivenUp?.({
      version: "1.0",
      timestamp: new Date().toISOString(),
      requestContext: {
        functionArn: `${called.definition.arn}:$LATEST`,
        condition,
        approximateInvokeCount: tries,
      },
      requestPayload: event,
      responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
      responsePayload: last?.failure,
    });

  const attempt = async (event: unknown): Promise<Outcome | "throttled"> => {
    try {
      return await called.invoke(event);
    } catch (error) {
      if (error instanceof TooManyRequests) return "throttled";
      throw error;
    }
  };

  /** All that follows a run that did not succeed. Throttled ones count as no try. */
  const goOn = async (event: unknown, first: Outcome | "throttled"): Promise<void> => {
    const end = Date.now() + settings.maxAgeSeconds * 1000;
    let [tries, last] = [first === "throttled" ? 0 : 1, first];
    for (;;) {
      if (last !== "throttled" && !last.failure) return;
      if (last !== "throttled" && tries > settings.retries)
        return giveUp(event, "RetriesExhausted", tries, last);
      const wait = last === "throttled" ? throttledAgainSeconds : settings.firstRetrySeconds * tries;
      if (Date.now() + wait * 1000 > end) {
        return giveUp(event, "EventAgeExceeded", tries, last === "throttled" ? undefined : last);
      }
      await sleep(wait * 1000, undefined, { signal: closing.signal });
      last = await attempt(event);
      if (last !== "throttled") tries++;
    }
  };

  const runOnce = async (event: unknown): Promise<void> => {
    const outcome = await attempt(event);
    goOn(event, outcome).catch((error: unknown) => {
      if (!closing.signal.aborted) console.error(`${called.definition.logicalId}: ${String(error)}`);
    });
  };

  return {
    async take(event) {
      if (faults.happens("dropChance")) return;
      await runOnce(event);
      if (faults.happens("doubleChance")) await runOnce(event);
    },
    close: () => closing.abort(),
  };
}
