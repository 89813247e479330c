import type { MailFile } from "../domain/message/mail-file.ts";

/** A message with everything decided: addresses have passed the address grammar. */
export type Mail = {
  /** Delivery key: becomes a tag and a header, so that events can be matched to it. */
  key: string;
  to: string[];
  cc?: readonly string[];
  bcc?: readonly string[];
  replyTo?: readonly string[];
  /** Shown with the sender's address, instead of the name that the deployment has. */
  fromName?: string;
  /** All mails of its row and rule are to be one conversation. */
  isThread?: boolean;
  subject: string;
  html: string;
  text: string;
  /** Where its reader says no to more of them, at once by a POST (RFC 8058). */
  unsubscribe?: string;
  /** What is attached, and pictures that the HTML shows by `cid:`. Names and types have been checked. */
  files: readonly MailFile[];
};

export interface FileStore {
  /**
   * Fetches a file by a link that Notion signed.
   * @throws PermanentError when it is larger than `most` bytes, gone or nowhere that Notion keeps files; TransientError when it can't be had now.
   */
  read(url: string, most: number): Promise<Uint8Array>;
}

export interface Mailer {
  /**
   * @returns the provider's message id.
   * @throws TransientError certainly not sent; PermanentError never will be; anything else: unknown, it may have been.
   */
  send(mail: Mail): Promise<string>;
}
