import type { MailAttachment } from "../sending/parse-mail.ts";

/** A mail that was taken, with the envelope it came in. */
export type InboxMail = {
  /** The message id that was answered to the sender. */
  id: string;
  /** The `From` header. */
  from: string;
  /** The envelope's sender, a bare address. */
  source: string;
  /** Who gets it by the envelope, but for those in the `Cc` header. Bare addresses. */
  to: string[];
  cc: string[];
  subject: string;
  /** Empty when there is no such part; so is `html`. */
  text: string;
  html: string;
  /** As its recipients see them, by lower-case name; one that is there several times has a line each. */
  headers: Record<string, string>;
  attachments: MailAttachment[];
  tags: Record<string, string>;
  configurationSet?: string;
  /** ISO time. */
  receivedAt: string;
  /** The whole MIME message as its recipients get it; only from `get`. */
  raw?: string;
};

/** What a list shows of a mail. */
export type MailLine = Pick<InboxMail, "id" | "from" | "to" | "cc" | "subject" | "receivedAt"> & {
  /** How its text begins. */
  snippet: string;
  attachments: number;
  headers: Record<string, string>;
  isRead: boolean;
};
