import { EventEmitter } from "node:events";
import type { DatabaseSync } from "node:sqlite";
import { readHeaderSection } from "../sending/header-section.ts";
import { attachmentIn } from "../sending/parse-mail.ts";
import { stampMessage } from "../sending/stamp-message.ts";
import type { InboxMail } from "./mail.ts";

export type Inbox = {
  /** Newest first, all of them unless limited. */
  list(limit?: number): Promise<InboxMail[]>;
  get(id: string): Promise<InboxMail | undefined>;
  /** The whole MIME message, byte for byte: as its recipients get it, or as it was handed to SES. */
  source(id: string, of: "recipient" | "sender"): Buffer | undefined;
  attachment(id: string, index: number): Promise<Buffer | undefined>;
  /** Calls `listener` for each new mail. @returns ends the subscription. */
  subscribe(listener: (mail: InboxMail) => void): () => void;
};

/** The side of the inbox that takes mail. */
export type MailStore = Inbox & {
  /** On disk when it returns. `raw` as it was handed over. */
  add(mail: Omit<InboxMail, "raw">, raw: Buffer): void;
  /** Without its MIME. */
  find(id: string): InboxMail | undefined;
  /** Tells of a mail that was added, once nothing can take that back. */
  announce(mail: InboxMail): void;
};

export const MAIL_SCHEMA = `
  create table if not exists mails (
    number integer primary key autoincrement,
    id text not null unique,
    received_at text not null,
    mail text not null,
    raw blob not null
  );
`;

/** A mail of an earlier version had neither a source nor attachments. */
const read = (json: unknown): InboxMail => ({ source: "", attachments: [], ...JSON.parse(String(json)) });

export function mailStore(database: DatabaseSync, region: string): MailStore {
  const insert = database.prepare("insert into mails (id, received_at, mail, raw) values (?, ?, ?, ?)");
  const selectAll = database.prepare("select mail from mails order by number desc limit ?");
  const selectOne = database.prepare("select mail, raw from mails where id = ?");
  const arrivals = new EventEmitter().setMaxListeners(0);

  const find = (id: string): InboxMail | undefined => {
    const row = selectOne.get(id);
    return row && read(row.mail);
  };
  const source = (id: string, of: "recipient" | "sender"): Buffer | undefined => {
    const row = selectOne.get(id);
    if (!row) return undefined;
    const raw = Buffer.from(row.raw as Uint8Array);
    if (of === "sender") return raw;
    const date = new Date(read(row.mail).receivedAt);
    return stampMessage(readHeaderSection(raw), { messageId: id, date, region });
  };
  return {
    add: (mail, raw) => void insert.run(mail.id, mail.receivedAt, JSON.stringify(mail), raw),
    find,
    source,
    announce: (mail) => void arrivals.emit("mail", mail),
    // SQLite takes -1 for no limit.
    list: async (limit = -1) => selectAll.all(limit).map(({ mail }) => read(mail)),
    get: async (id) => {
      const mail = find(id);
      return mail && { ...mail, raw: String(source(id, "recipient")) };
    },
    attachment: async (id, index) => {
      const raw = source(id, "sender");
      return raw && attachmentIn(raw, index);
    },
    subscribe: (listener) => {
      arrivals.on("mail", listener);
      return () => arrivals.off("mail", listener);
    },
  };
}
