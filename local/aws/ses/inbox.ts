import { EventEmitter } from "node:events";
import type { DatabaseSync } from "node:sqlite";

/** A mail that was taken, with the envelope it came in. */
export type InboxMail = {
  /** The message id that was answered to the sender. */
  id: string;
  /** The `From` header. */
  from: string;
  /** Who gets it by the envelope, but for those in the `Cc` header. Bare addresses. */
  to: string[];
  cc: string[];
  subject: string;
  /** Empty when there is no such part; so is `html`. */
  text: string;
  html: string;
  /** By lower-case name; one that is there several times has a line each. */
  headers: Record<string, string>;
  tags: Record<string, string>;
  /** ISO time. */
  receivedAt: string;
  /** The whole MIME message; only from `get`. */
  raw?: string;
};

export type Inbox = {
  /** Newest first, all of them unless limited. */
  list(limit?: number): Promise<InboxMail[]>;
  get(id: string): Promise<InboxMail | undefined>;
  /** Calls `listener` for each new mail. @returns ends the subscription. */
  subscribe(listener: (mail: InboxMail) => void): () => void;
};

/** The side of the inbox that takes mail. */
export type MailStore = Inbox & {
  /** On disk when it returns. */
  add(mail: Omit<InboxMail, "raw">, raw: Buffer): void;
  countSince(time: string): number;
};

export const SCHEMA = `
  create table if not exists mails (
    number integer primary key autoincrement,
    id text not null unique,
    received_at text not null,
    mail text not null,
    raw blob not null
  );
`;

export function mailStore(database: DatabaseSync): MailStore {
  const insert = database.prepare("insert into mails (id, received_at, mail, raw) values (?, ?, ?, ?)");
  const selectAll = database.prepare("select mail from mails order by number desc limit ?");
  const selectOne = database.prepare("select mail, raw from mails where id = ?");
  const count = database.prepare("select count(*) as mails from mails where received_at > ?");
  const arrivals = new EventEmitter().setMaxListeners(0);
  return {
    add: (mail, raw) => {
      insert.run(mail.id, mail.receivedAt, JSON.stringify(mail), raw);
      arrivals.emit("mail", mail);
    },
    countSince: (time) => Number(count.get(time)?.mails),
    // SQLite takes -1 for no limit.
    list: async (limit = -1) => selectAll.all(limit).map((row) => JSON.parse(String(row.mail))),
    get: async (id) => {
      const row = selectOne.get(id);
      return row && { ...JSON.parse(String(row.mail)), raw: Buffer.from(row.raw as Uint8Array).toString() };
    },
    subscribe: (listener) => {
      arrivals.on("mail", listener);
      return () => arrivals.off("mail", listener);
    },
  };
}
