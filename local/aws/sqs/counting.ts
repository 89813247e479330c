import type { DatabaseSync } from "node:sqlite";
import type { Queue } from "./queue-store.ts";

/**
 * Messages by what they wait for, finer than SQS tells: `visible` a receiver, `blocked` likewise but behind one of their
 * group that was given back, `inFlight` the receiver that holds them, `givenBack` and `delayed` a time.
 */
type Tally = {
  visible: number;
  blocked: number;
  inFlight: number;
  givenBack: number;
  delayed: number;
};

export type Counting = {
  tally(queue: Queue, now: number): Tally;
  /** When the next hidden message shows, in milliseconds since 1970. */
  nextVisibleAt(queue: Queue, now: number): number | undefined;
};

const TALLY = `
  select
    count(*) filter (where visible_at <= :now) as visible,
    count(*) filter (where visible_at <= :now and :fifo and exists (
      select 1 from messages as l
      where l.queue = m.queue and l.group_id = m.group_id and l.visible_at > :now and l.given_back)) as blocked,
    count(*) filter (where visible_at > :now and receipt is not null and not given_back) as inFlight,
    count(*) filter (where visible_at > :now and given_back) as givenBack,
    count(*) filter (where visible_at > :now and receipt is null) as delayed
  from messages as m where queue = :queue`;

export function counting(database: DatabaseSync): Counting {
  const tally = database.prepare(TALLY);
  const next = database.prepare(
    "select min(visible_at) as at from messages where queue = ? and visible_at > ?",
  );
  return {
    tally: ({ name, settings }, now) =>
      ({ ...tally.get({ queue: name, now, fifo: settings.fifo ? 1 : 0 }) }) as Tally,
    nextVisibleAt: ({ name }, now) => (next.get(name, now)?.at as number | null) ?? undefined,
  };
}
