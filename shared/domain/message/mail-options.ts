/** Names in Options that mails alone know, each with examples for the author's docs; those of the envelope come first. */
export const mailOptions = {
  cc: "`cc: boss@example.com`, `cc: {{ Manager }}`; whoever stands there gets a copy of each mail",
  bcc: "`bcc: archive@example.com`; the same, and nobody sees it",
  "reply-to": "`reply-to: {{ Owner }}`, where answers go",
  "from name": "`from name: Ada's Bakery`; the address stays that of your team",
  recipients: "`recipients: together` for one mail to all in To, who then see each other; `apart` is usual",
  thread: "`thread: row` keeps all mails about one row in one conversation",
  unsubscribe:
    "`unsubscribe: none, order confirmations are owed` leaves out the link by which recipients say no; the reason has to stand there",
  attach: "`attach: Invoice`, `attach: Invoice, Photos`, the files of these columns",
  preheader: "`preheader: It arrives on {{ Due }}`, what inboxes show behind the subject",
} as const;

/** What stands behind each of these names, one text for each line. */
export type MailOptions = Readonly<Partial<Record<keyof typeof mailOptions, readonly string[]>>>;
