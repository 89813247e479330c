import { arrivals, found, mails } from "../state/inbox.ts";
import { openMail } from "../state/open-mail.ts";
import { isInboxWide } from "../state/reading.ts";
import { openMailId } from "../state/view.ts";
import { InboxToolbar } from "./inbox-toolbar.tsx";
import { MailList } from "./mail-list.tsx";
import { MailPage } from "./mail-page.tsx";
import { useInboxKeys } from "./use-inbox-keys.ts";

/** The mail that was sent, newest first; nothing leaves this machine. */
export function Inbox() {
  useInboxKeys();
  if (!mails.value) return <p class="nothing">Loading…</p>;
  const isOpen = openMailId.value !== undefined;
  const mail = openMail.value;
  return (
    <div class={`inbox ${isInboxWide.value ? "wide" : ""}`}>
      <Announcement />
      {(!isOpen || isInboxWide.value) && (
        <div class="inbox-list">
          <InboxToolbar />
          {mails.value.length === 0 ? <NoMail /> : <MailList mails={found.value} />}
        </div>
      )}
      {mail && isOpen && <MailPage key={mail.id} mail={mail} />}
      {isInboxWide.value && !isOpen && <p class="inbox-rest quiet">Choose a mail to read it here.</p>}
    </div>
  );
}

/** Read out when a mail comes. */
function Announcement() {
  const newest = mails.value?.[0];
  return (
    <p class="unseen" role="status">
      {newest && arrivals.value.has(newest.id)
        ? `New mail to ${newest.to.join(", ")}: ${newest.subject}`
        : ""}
    </p>
  );
}

function NoMail() {
  return (
    <div class="empty">
      <p>No mail yet.</p>
      <p class="quiet">What Rowbell sends arrives here and goes nowhere else.</p>
    </div>
  );
}
