import type { StoryDelivery } from "../api/console.ts";
import { showTime } from "../cells/show-date.ts";
import { health } from "../state/health.ts";
import { mailOf } from "../state/inbox.ts";
import { rules } from "../state/story.ts";
import { showMail } from "../state/view.ts";
import { Decide } from "./decide.tsx";

/** What one rule made of a change. */
export function DeliveryLine({ delivery }: { delivery: StoryDelivery }) {
  const { key, ruleName, state, preview } = delivery;
  const mail = mailOf(key);
  const { mark, words } = tell(delivery);
  return (
    <li class={`delivery ${state.replace(" ", "-")}`} tabIndex={-1}>
      <span class="mark" aria-hidden="true">
        {mark}
      </span>
      <div>
        <b>{ruleName}</b>:{" "}
        {[words, tellMail(delivery.mail), ...delivery.leftOut, ...delivery.notes].filter(Boolean).join("; ")}
        {mail && (
          <>
            {" "}
            <button type="button" class="link" onClick={() => showMail(mail.id)}>
              Open the mail
            </button>
          </>
        )}
        {!mail && preview && <Preview {...preview} isDryRun={state === "dry run"} />}
        <Decide delivery={delivery} />
      </div>
    </li>
  );
}

function tell(delivery: StoryDelivery): { mark: string; words: string } {
  const { ruleId, state, attempts, settledAt, dueAt, lastError, possibleDuplicate } = delivery;
  const at = (iso: string | null) => (iso ? ` at ${showTime(iso, health.value?.lastPoll?.at)}` : "");
  const reason = lastError ? `: ${lastError}` : "";
  switch (state) {
    case "done":
      return {
        mark: "✓",
        words: `delivered${at(settledAt)}${possibleDuplicate ? ", perhaps for the second time" : ""}`,
      };
    case "dry run":
      return { mark: "○", words: "dry run, nothing was sent" };
    case "sending":
      return { mark: "…", words: "being sent" };
    case "pending":
      if (attempts === 0) return { mark: "…", words: "waiting to be sent" };
      return { mark: "↻", words: `will be tried again${at(dueAt)}${reason}` };
    case "held": {
      const because = rules.value.find(({ id }) => id === ruleId)?.brake?.because;
      return { mark: "‖", words: `held, nothing was sent${because ? `: ${because}` : ""}` };
    }
    case "suppressed":
      return { mark: "⊘", words: `not sent${reason}` };
    case "failed":
      return { mark: "✗", words: `failed${reason}` };
    case "uncertain":
      return {
        mark: "?",
        words: "its answer was lost, so it may or may not have gone out; it was not sent again",
      };
    case "passed on":
      return { mark: "→", words: "one message for each recipient, see there" };
    case "cancelled":
      return { mark: "✗", words: `cancelled${reason}` };
  }
}

const fates: Record<NonNullable<StoryDelivery["mail"]>["state"], string> = {
  delayed: "its recipient's server takes its time",
  delivered: "its recipient's server has it",
  bounced: "it bounced",
  complained: "its recipient called it spam",
  rejected: "SES did not send it",
};

/** What became of the mail after it was sent. */
function tellMail(mail: StoryDelivery["mail"]): string | undefined {
  if (!mail) return undefined;
  const reason = mail.reason && (mail.state === "bounced" ? `the address ${mail.reason}` : mail.reason);
  return reason ? `${fates[mail.state]}: ${reason}` : fates[mail.state];
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
        {to === ""
          ? `${isDryRun ? "Would have" : "Has"} ${subject}`
          : `${isDryRun ? "Would have sent" : "The mail"}: “${subject}” to ${to}`}
      </summary>
      <pre>{text}</pre>
    </details>
  );
}
