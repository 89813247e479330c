import { EventEmitter } from "node:events";
import type { DatabaseSync } from "node:sqlite";
import type { InboxMail, MailLine } from "./mail.ts";

/** The mails as a list shows them, without their texts, and which of them were read. */
export type MailLines = {
  add(mail: InboxMail): void;
  /** Newest first. */
  all(): MailLine[];
  /** Of these mails, or of all. */
  markRead(ids: readonly string[] | "all", isRead: boolean): void;
  /** Calls `listener` after mails were marked. @returns ends the subscription. */
  subscribe(listener: () => void): () => void;
};

export const LINE_SCHEMA = `
  create table if not exists mail_lines (
    number integer primary key autoincrement,
    mail_id text not null unique,
    line text not null,
    is_read integer not null
  );
`;

const SNIPPET = 160;

export function mailLines(database: DatabaseSync): MailLines {
  const insert = database.prepare("insert into mail_lines (mail_id, line, is_read) values (?, ?, ?)");
  const selectAll = database.prepare("select line, is_read from mail_lines order by number desc");
  const markOne = database.prepare("update mail_lines set is_read = ? where mail_id = ?");
  const markAll = database.prepare("update mail_lines set is_read = ?");
  const marks = new EventEmitter().setMaxListeners(0);
  const add = (mail: InboxMail, isRead = 0) => insert.run(mail.id, JSON.stringify(lineOf(mail)), isRead);
  // Mails of an earlier version have no lines.
  const older = "select mail from mails where id not in (select mail_id from mail_lines) order by number";
  for (const { mail } of database.prepare(older).all()) add(JSON.parse(String(mail)), 1);
  return {
    add: (mail) => void add(mail),
    all: () =>
      selectAll.all().map(({ line, is_read }) => ({ ...JSON.parse(String(line)), isRead: is_read === 1 })),
    markRead: (ids, isRead) => {
      const mark = isRead ? 1 : 0;
      if (ids === "all") markAll.run(mark);
      else for (const id of ids) markOne.run(mark, id);
      marks.emit("mark");
    },
    subscribe: (listener) => {
      marks.on("mark", listener);
      return () => marks.off("mark", listener);
    },
  };
}

/** Headers of the sender's own are short, and what ties a mail to what sent it. */
function lineOf({ id, from, to, cc, subject, text, headers, attachments = [], receivedAt }: InboxMail) {
  const snippet = text
    .replace(/[-=_*]{3,}/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, SNIPPET);
  const own = Object.entries(headers).filter(([name]) => name.startsWith("x-"));
  return {
    id,
    from,
    to,
    cc,
    subject,
    snippet,
    attachments: attachments.length,
    headers: Object.fromEntries(own),
    receivedAt,
  };
}
