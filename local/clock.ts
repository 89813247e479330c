import { EventEmitter } from "node:events";

/** The one source of time of everything that runs here. */
export type Clock = {
  now(): Date;
  /** Calls `listener` after the time was moved by hand; a system clock never does. @returns ends the subscription. */
  subscribe(listener: () => void): () => void;
};

/** A clock that stands still until it is set. */
export type ManualClock = Clock & { set(now: Date): void };

/** The machine's own time. */
export function systemClock(): Clock {
  return { now: () => new Date(), subscribe: () => () => {} };
}

/** A clock that stands at `start` until it is set; it may be set back as well. */
export function manualClock(start: Date): ManualClock {
  const moves = new EventEmitter().setMaxListeners(0);
  let time = start.getTime();
  return {
    now: () => new Date(time),
    subscribe: (listener) => {
      moves.on("move", listener);
      return () => moves.off("move", listener);
    },
    set: (now) => {
      if (Number.isNaN(now.getTime())) throw new RangeError("the clock cannot be set to an invalid date");
      time = now.getTime();
      moves.emit("move");
    },
  };
}

// setTimeout takes a longer wait for none at all.
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** For a clock that is moved by hand: runs work once so many milliseconds have passed by it, in the order in which it falls due. */
export function laterOn(clock: Clock): (ms: number, work: () => void) => void {
  let waiting: { at: number; work: () => void }[] = [];
  const runDue = (): void => {
    const now = clock.now().getTime();
    const due = waiting.filter(({ at }) => at <= now);
    waiting = waiting.filter(({ at }) => at > now);
    for (const { work } of due.toSorted((a, b) => a.at - b.at)) work();
  };
  clock.subscribe(runDue);
  return (ms, work) => {
    waiting.push({ at: clock.now().getTime() + ms, work });
    setImmediate(runDue);
  };
}

/**
 * Calls `run` each `seconds` seconds of `clock`, for the first time after that long. A run never overlaps the one before:
 * what falls due meanwhile is made up for by a single run after it. On a manual clock that is one run for each move, or
 * moves together, of at least `seconds`.
 * @param run must not reject: nobody would hear of it.
 * @returns stops the schedule and resolves when the run under way has ended.
 */
export function every(clock: Clock, seconds: number, run: () => Promise<void> | void): () => Promise<void> {
  if (!(seconds > 0)) throw new RangeError(`the interval must be above 0 seconds, it is ${seconds}`);
  const interval = seconds * 1000;
  let last = clock.now().getTime();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let stopped = false;

  // One check for both kinds of clock: a manual one makes the timer find nothing due, a system one never notifies.
  const check = (): void => {
    if (stopped || running) return;
    clearTimeout(timer);
    const now = clock.now().getTime();
    last = Math.min(last, now); // a clock that was set back must not silence the schedule until it catches up
    if (now - last < interval) {
      timer = setTimeout(check, Math.min(interval - (now - last), LONGEST_TIMER_MS));
      return;
    }
    last = now;
    running = Promise.resolve(run()).finally(() => {
      running = undefined;
      check();
    });
  };

  const unsubscribe = clock.subscribe(check);
  check();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    unsubscribe();
    await running;
  };
}
