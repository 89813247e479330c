import { EventEmitter } from "node:events";
import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../../clock.ts";
import { transaction } from "../../transaction.ts";
import type { Planned } from "./fate.ts";
import type { HappenedAt, Happening } from "./happening.ts";

/** How the events of one mail go wrong. */
export type EventFaults = { copies: number; delaySeconds: number };

export type Happenings = {
  /** Keeps what a mail is to meet, and lets happen what is due already; within a transaction. */
  plan(mailId: string, planned: readonly Planned[], faults: EventFaults): void;
  /** Lets everything happen whose time has come, in order. */
  happenDue(): void;
  /** What has happened to a mail, oldest first. */
  of(mailId: string): HappenedAt[];
  /** By mail id, for all mails. */
  all(): Map<string, HappenedAt[]>;
  /** What has not happened yet to a mail at this recipient never will. */
  cancel(mailId: string, recipient: string): void;
  /** Calls `listener` with a mail's id after something happened to it. @returns ends the subscription. */
  subscribe(listener: (mailId: string) => void): () => void;
};

export const HAPPENING_SCHEMA = `
  create table if not exists happenings (
    number integer primary key autoincrement,
    mail_id text not null,
    at text not null,
    happening text not null,
    faults text not null,
    has_happened integer not null default 0
  );
  create index if not exists happenings_of on happenings (mail_id);
  create index if not exists happenings_due on happenings (at) where has_happened = 0;
`;

type Options = {
  database: DatabaseSync;
  clock: Clock;
  /** What comes of it: the world outside of the mail hears. */
  onHappened(mailId: string, happened: HappenedAt, faults: EventFaults): void;
};

/** What happens to mails, in the past and in the time to come. */
export function happenings({ database, clock, onHappened }: Options): Happenings {
  const insert = database.prepare(
    "insert into happenings (mail_id, at, happening, faults) values (?, ?, ?, ?)",
  );
  const selectDue = database.prepare(
    "select number, mail_id, at, happening, faults from happenings where has_happened = 0 and at <= ? order by at, number",
  );
  const mark = database.prepare("update happenings set has_happened = 1 where number = ?");
  const selectOf = database.prepare(
    "select at, happening from happenings where mail_id = ? and has_happened = 1 order by at, number",
  );
  const selectAll = database.prepare(
    "select mail_id, at, happening from happenings where has_happened = 1 order by at, number",
  );
  const cancel = database.prepare(
    "delete from happenings where mail_id = ? and has_happened = 0 and json_extract(happening, '$.recipient') = ?",
  );
  const news = new EventEmitter().setMaxListeners(0);
  const read = ({ at, happening }: Record<string, unknown>): HappenedAt => ({
    ...(JSON.parse(String(happening)) as Happening),
    at: String(at),
  });

  const happen = () => {
    for (const row of selectDue.all(clock.now().toISOString())) {
      mark.run(Number(row.number));
      const mailId = String(row.mail_id);
      onHappened(mailId, read(row), JSON.parse(String(row.faults)));
      news.emit("mail", mailId);
    }
  };
  return {
    plan: (mailId, planned, faults) => {
      const now = clock.now().getTime();
      for (const { happening, seconds } of planned) {
        const at = new Date(now + seconds * 1000).toISOString();
        insert.run(mailId, at, JSON.stringify(happening), JSON.stringify(faults));
      }
      happen();
    },
    happenDue: () => {
      if (selectDue.get(clock.now().toISOString())) transaction(database, happen);
    },
    of: (mailId) => selectOf.all(mailId).map(read),
    all: () => {
      const byMail = new Map<string, HappenedAt[]>();
      for (const row of selectAll.all()) {
        const id = String(row.mail_id);
        byMail.set(id, [...(byMail.get(id) ?? []), read(row)]);
      }
      return byMail;
    },
    cancel: (mailId, recipient) => void cancel.run(mailId, recipient),
    subscribe: (listener) => {
      news.on("mail", listener);
      return () => news.off("mail", listener);
    },
  };
}
