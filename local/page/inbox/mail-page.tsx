import { useEffect, useRef } from "preact/hooks";
import type { Mail } from "../api/inbox.ts";
import { deliveryOf, mark } from "../state/inbox.ts";
import { isInboxWide } from "../state/reading.ts";
import { story } from "../state/story.ts";
import { attempt } from "../state/toasts.ts";
import { openMailId, showSide } from "../state/view.ts";
import { MailContent } from "./mail-content.tsx";
import { MailFate } from "./mail-fate.tsx";
import { MailHead } from "./mail-head.tsx";
import { focusLine } from "./use-inbox-keys.ts";

/** One mail as its reader gets it, and what became of it. */
export function MailPage({ mail }: { mail: Mail }) {
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    void attempt("The mail was not marked", () => mark([mail.id], true));
    if (!isInboxWide.value) back.current?.focus();
  }, [mail.id]);
  const key = deliveryOf(mail);
  const hasStory = story.value?.some(({ deliveries }) => deliveries.some((one) => one.key === key));
  const leave = () => {
    openMailId.value = undefined;
    focusLine(mail.id);
  };
  return (
    <article class="mail" aria-label={mail.subject}>
      <p class="mail-buttons">
        <button ref={back} type="button" class="small back" onClick={leave}>
          ← All mail
        </button>
        {hasStory && (
          <button type="button" class="small" onClick={() => showSide("story")}>
            Why this mail?
          </button>
        )}
        <button
          type="button"
          class="small"
          onClick={() => {
            leave();
            void attempt("The mail was not marked", () => mark([mail.id], false));
          }}
        >
          Mark unread
        </button>
      </p>
      <MailHead mail={mail} />
      <MailFate mail={mail} />
      <MailContent mail={mail} />
    </article>
  );
}
