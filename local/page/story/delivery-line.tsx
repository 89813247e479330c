import type { StoryDelivery } from "../api/console.ts";
import { showTime } from "../cells/show-date.ts";
import { health } from "../state/health.ts";
import { mailOf } from "../state/inbox.ts";
import { showMail } from "../state/view.ts";

/** What one rule made of a change. */
export function DeliveryLine({ delivery }: { delivery: StoryDelivery }) {
  const { key, ruleName, state, preview } = delivery;
  const mail = mailOf(key);
  const { mark, words } = tell(delivery);
  return (
    <li class={`delivery ${state.replace(" ", "-")}`}>
      <span class="mark" aria-hidden="true">
        {mark}
      </span>
      <div>
        <b>{ruleName}</b>: {words}
        {mail && (
          <>
            {" "}
            <button type="button" class="link" onClick={() => showMail(mail.id)}>
              Open the mail
            </button>
          </>
        )}
        {!mail && preview && <Preview {...preview} isDryRun={state === "dry run"} />}
      </div>
    </li>
  );
}

function tell({ state, attempts, settledAt, dueAt, lastError }: StoryDelivery): {
  mark: string;
  words: string;
} {
  const at = (iso: string | null) => (iso ? ` at ${showTime(iso, health.value?.lastPoll?.at)}` : "");
  const reason = lastError ? `: ${lastError}` : "";
  switch (state) {
    case "done":
      return { mark: "✓", words: `delivered${at(settledAt)}` };
    case "dry run":
      return { mark: "○", words: "dry run, nothing was sent" };
    case "sending":
      return { mark: "…", words: "being sent" };
    case "pending":
      if (attempts === 0) return { mark: "…", words: "waiting to be sent" };
      return { mark: "↻", words: `will be tried again${at(dueAt)}${reason}` };
    case "failed":
      return { mark: "✗", words: `failed${reason}` };
    case "uncertain":
      return { mark: "?", words: `may have been sent, so it was not sent again${reason}` };
    case "cancelled":
      return { mark: "✗", words: `cancelled${reason}` };
  }
}

function Preview({
  to,
  subject,
  text,
  isDryRun,
}: {
  to: string;
  subject: string;
  text: string;
  isDryRun: boolean;
}) {
  return (
    <details class="preview">
      <summary>
        {isDryRun ? "Would have sent" : "The mail"}: “{subject}” to {to}
      </summary>
      <pre>{text}</pre>
    </details>
  );
}
