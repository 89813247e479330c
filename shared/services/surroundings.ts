import { setTimeout as delay } from "node:timers/promises";
import { consoleLog } from "../adapters/console-log.ts";
import type { Pause } from "../adapters/notion/call.ts";
import type { Clock, Log } from "../ports.ts";

/** What a process may bring along: the clock it follows, where its log lines go, how it waits. */
export type Surroundings = { clock?: Clock; log?: Log; pause?: Pause };

export function complete({ clock, log, pause }: Surroundings): Required<Surroundings> {
  const ownClock = clock ?? { now: () => new Date() };
  return {
    clock: ownClock,
    log: log ?? consoleLog(() => ownClock.now()),
    pause: pause ?? ((ms) => delay(ms)),
  };
}

/** Without limits of its own a client waits for an answer that never comes until the function is ended. */
export const awsClientOptions = {
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
};
