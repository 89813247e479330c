import type { Mail } from "../api/console.ts";
import { showTime } from "../cells/show-date.ts";
import { health } from "../state/health.ts";
import { mails, openMail, unread } from "../state/inbox.ts";
import { openMailId } from "../state/view.ts";
import { MailPage } from "./mail-page.tsx";

/** The mail that was sent, newest first; nothing leaves this machine. */
export function Inbox() {
  const open = openMail.value;
  if (open) return <MailPage key={open.id} mail={open} />;
  if (!mails.value) return <p class="nothing">Loading…</p>;
  const newest = mails.value[0];
  return (
    <>
      <p class="unseen" role="status">
        {newest && unread.value.has(newest.id)
          ? `New mail to ${newest.to.join(", ")}: ${newest.subject}`
          : ""}
      </p>
      {mails.value.length === 0 ? (
        <NoMail />
      ) : (
        <ol class="mails" aria-label="Mail">
          {mails.value.map((mail) => (
            <MailLine key={mail.id} mail={mail} />
          ))}
        </ol>
      )}
    </>
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

function MailLine({ mail: { id, to, subject, text, receivedAt } }: { mail: Mail }) {
  const isUnread = unread.value.has(id);
  return (
    <li class={isUnread ? "unread" : ""}>
      <button
        type="button"
        onClick={() => {
          openMailId.value = id;
        }}
      >
        {isUnread && <span class="unseen">Unread. </span>}
        <span class="subject">{subject || "(no subject)"}</span>
        <time dateTime={receivedAt}>{showTime(receivedAt, health.value?.lastPoll?.at)}</time>
        <span class="to">to {to.join(", ")}</span>
        <span class="snippet">{text.replace(/[-=]{3,}/g, "").slice(0, 160)}</span>
      </button>
    </li>
  );
}
