import { useSignal } from "@preact/signals";
import { health } from "../state/health.ts";
import { arrivals } from "../state/inbox.ts";
import { story } from "../state/story.ts";
import { showSide } from "../state/view.ts";

const key = "rowbell.guide";

/** What there is to try, and how far one has come. */
export function Guide() {
  const isDismissed = useSignal(localStorage.getItem(key) === "hidden");
  const step = useStep();
  if (isDismissed.value) return null;
  const seconds = health.value?.pollSeconds;
  const classOf = (own: number) => (step > own ? "done" : step === own ? "now" : "");
  return (
    <div class="guide">
      <ol>
        <li class={classOf(1)}>
          Change an order’s <b>Status</b> to <b>Shipped</b>.
        </li>
        <li class={classOf(2)}>
          {seconds ? `Rowbell looks every ${seconds} s.` : "Press Poll now: Rowbell looks."}
        </li>
        <li class={classOf(3)}>
          {step > 3 ? (
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
          localStorage.setItem(key, "hidden");
        }}
      >
        ×
      </button>
    </div>
  );
}

/** The step one is at since the page was opened; past the last one when a mail came. */
function useStep(): number {
  const known = useSignal<number | undefined>(undefined);
  const hadMail = useSignal(false);
  if (story.value) known.value ??= story.value.length;
  if (arrivals.value.size > 0) hadMail.value = true;
  if (hadMail.value) return 4;
  const arrived = story.value?.slice(0, story.value.length - (known.value ?? 0)) ?? [];
  return arrived.some(({ deliveries }) => deliveries.length > 0) ? 2 : 1;
}
