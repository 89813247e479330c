import type { DatabaseSync } from "node:sqlite";
import { type Clock, every } from "../../../clock.ts";
import type { Knobs } from "../knobs/knobs.ts";
import type { EventFaults } from "./happenings.ts";
import type { SesEvent } from "./ses-event.ts";

/** What EventBridge does with the events of a configuration set: hands each to its target, at least once and a little late. */
export type EventBus = {
  /** Keeps an event until its target has taken it. `at`: ISO time of what it tells of. */
  publish(event: SesEvent, at: string, faults: EventFaults): void;
  /** Gives `target` every event whose time comes; one it rejects comes again. @returns ends it. */
  deliverTo(target: (event: SesEvent) => Promise<void>): () => Promise<void>;
  /** Resolves when what is due now was given to the target, if there is one. */
  settled(): Promise<void>;
  /** Gives nothing more; resolves when the target has ended with what it has. */
  close(): Promise<void>;
};

export const EVENT_SCHEMA = `
  create table if not exists send_events (
    number integer primary key autoincrement,
    due_at text not null,
    event text not null
  );
`;

/** SES tells of a mail within seconds, after it has answered. */
const USUAL_DELAY_MS = 1_000;
const REPEAT_AFTER_MS = 10_000;
/** More than what usually lies between two events of a mail. */
const REORDER_SECONDS = 30;

type Target = (event: SesEvent) => Promise<void>;
type Options = { database: DatabaseSync; clock: Clock; knobs: Knobs; happenDue: () => void };

/**
 * The events are in the database with their mails, so that neither is lost with the process: SES is another than ours.
 * @param options.happenDue lets what is due by now happen, which may publish.
 */
export function eventBus({ database, clock, knobs, happenDue }: Options): EventBus {
  const insert = database.prepare("insert into send_events (due_at, event) values (?, ?)");
  const selectDue = database.prepare(
    "select number, event from send_events where due_at <= ? order by due_at, number",
  );
  const remove = database.prepare("delete from send_events where number = ?");
  const putOff = database.prepare("update send_events set due_at = ? where number = ?");
  const later = (from: number, ms: number) => new Date(from + ms).toISOString();
  let target: Target | undefined;
  let work = Promise.resolve();
  let close = async () => {};

  const giveDue = async (): Promise<void> => {
    happenDue();
    for (const { number, event } of selectDue.all(clock.now().toISOString())) {
      const given = target?.(JSON.parse(String(event)));
      if (!given) return;
      const isTaken = await given.then(
        () => true,
        () => false,
      );
      if (isTaken) remove.run(Number(number));
      else putOff.run(later(clock.now().getTime(), REPEAT_AFTER_MS), Number(number));
    }
  };
  const settled = () => {
    work = work.then(giveDue);
    return work;
  };
  return {
    publish: (event, at, { copies, delaySeconds }) => {
      if (knobs.happens("eventLoss")) return;
      const reordered = knobs.happens("eventReordering") ? REORDER_SECONDS : 0;
      const wait = (delaySeconds + knobs.get("eventDelaySeconds") + reordered) * 1000 + USUAL_DELAY_MS;
      const due = later(Date.parse(at), wait);
      const all = copies + (knobs.happens("eventDoubling") ? 1 : 0);
      for (let copy = 0; copy < all; copy++) insert.run(due, JSON.stringify(event));
    },
    deliverTo: (given) => {
      target = given;
      const stop = every(clock, USUAL_DELAY_MS / 1000, settled);
      close = async () => {
        target = undefined;
        await stop();
        await work;
      };
      return close;
    },
    settled,
    close: () => close(),
  };
}
