import { useSignal } from "@preact/signals";
import { health } from "../state/health.ts";
import { unread } from "../state/inbox.ts";
import { story } from "../state/story.ts";
import { isWorkspaceInFront, showSide } from "../state/view.ts";

/** What there is to try, and how far one has come. */
export function Guide() {
  const isDismissed = useSignal(false);
  const seenBefore = useSignal<number | undefined>(undefined);
  const count = story.value?.length;
  if (seenBefore.value === undefined && count !== undefined) seenBefore.value = count;
  const isNew = story.value?.slice(0, (count ?? 0) - (seenBefore.value ?? 0)) ?? [];
  const hasFired = isNew.some(({ deliveries }) => deliveries.length > 0);
  const hasMail = unread.value.size > 0;
  const hadMail = useSignal(false);
  if (hasMail) hadMail.value = true;
  if (isDismissed.value) return null;

  const seconds = health.value?.pollSeconds;
  const step = hadMail.value ? 3 : hasFired ? 2 : 1;
  return (
    <div class="guide">
      <ol>
        <li class={step > 1 ? "done" : "now"}>
          Change an order’s <b>Status</b> to <b>Shipped</b>.
        </li>
        <li class={step > 2 ? "done" : step === 2 ? "now" : ""}>
          {seconds ? `Rowbell looks every ${seconds} s.` : "Press Poll now: Rowbell looks."}
        </li>
        <li class={step === 3 ? "done" : ""}>
          {step === 3 && isWorkspaceInFront.value ? (
            <button type="button" class="link" onClick={() => showSide("inbox")}>
              The customer’s mail is here.
            </button>
          ) : (
            "The customer’s mail arrives."
          )}
        </li>
      </ol>
      <button
        type="button"
        class="small"
        aria-label="Hide this hint"
        onClick={() => {
          isDismissed.value = true;
        }}
      >
        ×
      </button>
    </div>
  );
}
