import type { DatabaseSync } from "node:sqlite";
import { type Clock, every } from "../../clock.ts";
import type { EventFaults } from "./event-faults.ts";
import type { InboxMail } from "./inbox.ts";
import { type SendEvent, sendEvent } from "./send-event.ts";

/** What EventBridge does with the events of a configuration set: hands each to its target, at least once and a little late. */
export type EventBus = {
  /** Keeps the event of a mail until its target has taken it. */
  publish(mail: InboxMail, configurationSet: string): void;
  /** Gives `target` every event whose time comes; one it rejects comes again. @returns ends it. */
  deliverTo(target: (event: SendEvent) => Promise<void>): () => Promise<void>;
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

type Target = (event: SendEvent) => Promise<void>;
type Options = { database: DatabaseSync; clock: Clock; faults: EventFaults; newId: () => string };

/** The events are in the database with their mails, so that neither is lost with the process: SES is another than ours. */
export function eventBus({ database, clock, faults, newId }: Options): EventBus {
  const insert = database.prepare("insert into send_events (due_at, event) values (?, ?)");
  const selectDue = database.prepare(
    "select number, event from send_events where due_at <= ? order by due_at, number",
  );
  const remove = database.prepare("delete from send_events where number = ?");
  const putOff = database.prepare("update send_events set due_at = ? where number = ?");
  const later = (ms: number) => new Date(clock.now().getTime() + ms).toISOString();
  let target: Target | undefined;
  let work = Promise.resolve();
  let close = async () => {};

  const giveDue = async (): Promise<void> => {
    for (const { number, event } of selectDue.all(clock.now().toISOString())) {
      const given = target?.(JSON.parse(String(event)));
      if (!given) return;
      const isTaken = await given.then(
        () => true,
        () => false,
      );
      if (isTaken) remove.run(Number(number));
      else putOff.run(later(REPEAT_AFTER_MS), Number(number));
    }
  };
  const settled = () => {
    work = work.then(giveDue);
    return work;
  };
  return {
    publish: (mail, configurationSet) => {
      const { copies, delaySeconds } = faults.next();
      const event = sendEvent(mail, configurationSet, newId(), clock.now().toISOString());
      for (let copy = 0; copy < copies; copy++)
        insert.run(later(USUAL_DELAY_MS + delaySeconds * 1000), JSON.stringify(event));
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
