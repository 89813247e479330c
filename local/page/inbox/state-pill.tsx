import type { MailState } from "../api/inbox.ts";

const words: Record<MailState, string> = {
  sent: "on its way",
  delayed: "delayed",
  delivered: "delivered",
  bounced: "bounced",
  complained: "called spam",
  rejected: "rejected",
};

/** What is known of a mail, in a word. */
export function StatePill({ state }: { state: MailState }) {
  return <span class={`state ${state}`}>{words[state]}</span>;
}
