import type { Timer } from "../domain/timer.ts";
import type { Timers } from "../ports.ts";
import { keys, partsOf } from "./keys.ts";
import type { Item, Table, Write } from "./table.ts";
import { writeManyUnderLease } from "./write-under-lease.ts";

export function timersIn(table: Table, newId: () => string): Timers {
  return {
    async due(sourceId, now, limit) {
      const { pk } = keys.timer({ sourceId, at: now, ruleId: "", rowId: null });
      // "$" follows "#": every timer of that very moment as well.
      const { items } = await table.query({ partition: pk, until: `${now}$`, limit, attributes: [] });
      return items.map(timerOf);
    },
    set: (lease, timers) => writeManyUnderLease(table, lease, timerWrites(timers, setTimer), newId),
    remove: (lease, timers) => writeManyUnderLease(table, lease, timerWrites(timers, removeTimer), newId),
  };
}

/** A timer is nothing but its key. */
export function setTimer(timer: Timer): Write {
  return { put: { ...keys.timer(timer) } };
}

export function removeTimer(timer: Timer): Write {
  return { delete: keys.timer(timer) };
}

/** One write for each timer that is not among `except`: a transaction takes each item once. */
export function timerWrites(
  timers: readonly Timer[],
  write: (timer: Timer) => Write,
  except: readonly Timer[] = [],
): Write[] {
  const nameOf = (timer: Timer) => JSON.stringify(keys.timer(timer));
  const unique = new Map(timers.map((timer) => [nameOf(timer), timer]));
  for (const timer of except) unique.delete(nameOf(timer));
  return [...unique.values()].map(write);
}

function timerOf({ pk, sk }: Item): Timer {
  const [sourceId = ""] = partsOf(String(pk));
  const [at = "", ruleId = "", rowId = ""] = String(sk).split("#");
  return { sourceId, at, ruleId, rowId: rowId === "-" ? null : rowId };
}
