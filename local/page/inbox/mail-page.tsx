import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Mail } from "../api/console.ts";
import { showTime } from "../cells/show-date.ts";
import { Tabs } from "../frame/tabs.tsx";
import { health } from "../state/health.ts";
import { deliveryOf, markRead } from "../state/inbox.ts";
import { story } from "../state/story.ts";
import { openMailId, showSide } from "../state/view.ts";

/** One mail as its reader gets it: the HTML, the plain text, the headers. */
export function MailPage({ mail }: { mail: Mail }) {
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    markRead(mail.id);
    back.current?.focus();
  }, [mail.id]);
  const key = deliveryOf(mail);
  const hasStory = story.value?.some(({ deliveries }) => deliveries.some((one) => one.key === key));
  return (
    <article class="mail" aria-label={mail.subject}>
      <p class="buttons">
        <button
          ref={back}
          type="button"
          class="small"
          onClick={() => {
            openMailId.value = undefined;
          }}
        >
          ← All mail
        </button>
        {hasStory && (
          <button type="button" class="small" onClick={() => showSide("story")}>
            Why this mail?
          </button>
        )}
      </p>
      <MailHead mail={mail} />
      <MailContent mail={mail} />
    </article>
  );
}

function MailHead({ mail }: { mail: Mail }) {
  return (
    <>
      <h2>{mail.subject || "(no subject)"}</h2>
      <dl>
        <Field name="From" value={mail.from} />
        <Field name="To" value={mail.to.join(", ")} />
        {mail.cc.length > 0 && <Field name="Cc" value={mail.cc.join(", ")} />}
        <Field name="At" value={showTime(mail.receivedAt, health.value?.lastPoll?.at)} />
      </dl>
      <details>
        <summary>All headers</summary>
        <dl>
          {Object.entries(mail.headers).map(([name, value]) => (
            <Field key={name} name={name} value={value} />
          ))}
        </dl>
      </details>
    </>
  );
}

function MailContent({ mail }: { mail: Mail }) {
  const view = useSignal(mail.html ? "html" : "text");
  return (
    <>
      <Tabs
        label="Form of the mail"
        controls="mail-content"
        chosen={view.value}
        tabs={[
          { id: "html", text: "As it looks" },
          { id: "text", text: "Plain text" },
        ]}
        onChoose={(id) => {
          view.value = id;
        }}
      />
      <div id="mail-content" role="tabpanel" class="mail-content">
        {view.value === "html" ? (
          // Without scripts, and as a stranger to this page: what is in a mail comes from rows anybody may write.
          <iframe
            title="The mail"
            sandbox="allow-popups allow-popups-to-escape-sandbox"
            srcdoc={opening(mail.html)}
          />
        ) : (
          <pre>{mail.text}</pre>
        )}
      </div>
    </>
  );
}

/** What a mail may load: nothing, so that no sender learns that it was read here. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** Links of a mail open in a tab of their own. */
function opening(html: string): string {
  const own = `<meta http-equiv="content-security-policy" content="${policy}"><base target="_blank">`;
  return /<head[ >]/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => head + own) : own + html;
}

function Field({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
