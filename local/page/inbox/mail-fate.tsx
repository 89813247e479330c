import { useSignal } from "@preact/signals";
import { actOnMail, type HappenedAt, type Mail, type MailAct } from "../api/inbox.ts";
import { showTime } from "../cells/show-date.ts";
import { health } from "../state/health.ts";
import { attempt } from "../state/toasts.ts";
import { BusyButton } from "../story/busy-button.tsx";
import { StatePill } from "./state-pill.tsx";

/** What became of the mail, and what a person may let become of it. */
export function MailFate({ mail }: { mail: Mail }) {
  return (
    <details class="fate">
      <summary>
        <StatePill state={mail.state} /> <span class="quiet">what became of it</span>
      </summary>
      <ol class="events" aria-label="Events">
        {mail.events.map((event, index) => (
          <li key={`${index} ${event.type}`}>
            <time dateTime={event.at}>{showTime(event.at, health.value?.lastPoll?.at)}</time> {tell(event)}
          </li>
        ))}
      </ol>
      <Answer mail={mail} />
    </details>
  );
}

const acts: readonly { as: MailAct; text: string; what: string }[] = [
  { as: "bounce", text: "Bounce", what: "There is no such mailbox, for good" },
  { as: "soft bounce", text: "Mailbox full", what: "Refused for now; SES has given up" },
  { as: "delay", text: "Deliver late", what: "The server could not be reached; it takes the mail later" },
  { as: "complain", text: "Call it spam", what: "The recipient complains" },
];

/** In the place of the recipient's server, or of the recipient. */
function Answer({ mail }: { mail: Mail }) {
  const recipients = [...mail.to, ...mail.cc];
  const chosen = useSignal(recipients[0]);
  const isWaiting = !mail.events.some((event) => "recipient" in event && event.recipient === chosen.value);
  const shown = isWaiting
    ? [{ as: "deliver" as const, text: "Deliver", what: "The server takes the mail" }, ...acts]
    : acts;
  return (
    <fieldset class="fate-answer">
      <legend>Answer as the recipient’s side</legend>
      {recipients.length > 1 && (
        <select
          aria-label="Recipient"
          value={chosen.value}
          onChange={({ currentTarget }) => {
            chosen.value = currentTarget.value;
          }}
        >
          {recipients.map((address) => (
            <option key={address}>{address}</option>
          ))}
        </select>
      )}
      {shown.map(({ as, text, what }) => (
        <span key={as} title={what}>
          <BusyButton run={() => attempt("Nothing came of it", () => actOnMail(mail.id, as, chosen.value))}>
            {text}
          </BusyButton>
        </span>
      ))}
    </fieldset>
  );
}

const reasons: Record<string, string> = {
  General: "there is no such mailbox",
  MailboxFull: "the mailbox is full",
  OnAccountSuppressionList: "it is on the account’s suppression list, so nothing was sent",
  Suppressed: "it bounced for others lately, so nothing was sent",
};

function tell(event: HappenedAt): string {
  switch (event.type) {
    case "Send":
      return "SES took it";
    case "Reject":
      return "SES found a virus in it and sent it to nobody";
    case "Rendering Failure":
      return "SES could not fill in its template";
    case "Delivery":
      return `delivered to ${event.recipient}`;
    case "DeliveryDelay":
      return `delayed: the server of ${event.recipient} could not be reached`;
    case "Complaint":
      return `${event.recipient} called it spam`;
    case "Bounce": {
      const isGone = event.bounceType === "Permanent";
      const reason =
        !isGone && event.bounceSubType === "General" ? "an automatic answer" : reasons[event.bounceSubType];
      return `${isGone ? "bounced for good" : "bounced for now"} at ${event.recipient}: ${reason ?? event.bounceSubType}`;
    }
  }
}
