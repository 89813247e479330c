import { type ComponentChildren, Fragment } from "preact";
import { type Mail, unsubscribeFrom } from "../api/inbox.ts";
import { showTime } from "../cells/show-date.ts";
import { health } from "../state/health.ts";
import { search } from "../state/inbox.ts";
import { attempt, toast } from "../state/toasts.ts";
import { openMailId } from "../state/view.ts";
import { BusyButton } from "../story/busy-button.tsx";

/** From whom, to whom, when. */
export function MailHead({ mail }: { mail: Mail }) {
  const replyTo = mail.headers["reply-to"];
  return (
    <header>
      <h2>{mail.subject || "(no subject)"}</h2>
      <dl class="facts">
        <Field name="From">{mail.from}</Field>
        <Field name="To">
          <Addresses of={mail.to} />
        </Field>
        {mail.cc.length > 0 && (
          <Field name="Cc">
            <Addresses of={mail.cc} />
          </Field>
        )}
        {replyTo && <Field name="Reply">{replyTo}</Field>}
        <Field name="At">{showTime(mail.receivedAt, health.value?.lastPoll?.at)}</Field>
        {mail.headers["list-unsubscribe"] && (
          <Field name="List">
            <Unsubscribe mail={mail} link={mail.headers["list-unsubscribe"]} />
          </Field>
        )}
      </dl>
    </header>
  );
}

/** One click looks for everything of that recipient's. */
function Addresses({ of }: { of: readonly string[] }) {
  return (
    <>
      {of.map((address, index) => (
        <Fragment key={address}>
          {index > 0 && ", "}
          <button
            type="button"
            class="address"
            title={`All mail to ${address}`}
            onClick={() => {
              search.value = address;
              openMailId.value = undefined;
            }}
          >
            {address}
          </button>
        </Fragment>
      ))}
    </>
  );
}

/** As mail clients offer it (RFC 8058): one click where the mail allows it, and the link for those without. */
function Unsubscribe({ mail, link }: { mail: Mail; link: string }) {
  const url = /<(https?:[^>]+)>/i.exec(link)?.[1];
  const run = async () => {
    const isDone = await attempt("Not unsubscribed", () => unsubscribeFrom(mail.id));
    if (isDone) toast("Unsubscribed: the sender said yes.");
  };
  return (
    <span class="unsubscribe">
      {mail.headers["list-unsubscribe-post"] && <BusyButton run={run}>Unsubscribe</BusyButton>}
      {url ? (
        <a href={url} target="_blank" rel="noreferrer">
          open its page
        </a>
      ) : (
        link
      )}
    </span>
  );
}

function Field({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
