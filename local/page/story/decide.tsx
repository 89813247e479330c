import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { decide, type StoryDelivery } from "../api/console.ts";
import { loadRules, loadStory } from "../state/story.ts";
import { attempt } from "../state/toasts.ts";

/** What a person may do about a delivery that waits for one. */
export function Decide({ delivery }: { delivery: StoryDelivery }) {
  const { key, state, ruleName } = delivery;
  const isAsked = useSignal(false);
  const isBusy = useSignal(false);
  const first = useRef<HTMLButtonElement>(null);
  const line = useRef<HTMLElement | null>(null);
  if (state !== "held" && state !== "failed" && state !== "uncertain") return null;

  const run = async (decision: "redrive" | "discard") => {
    isBusy.value = true;
    line.current = document.activeElement?.closest("li") ?? null;
    await attempt(decision === "redrive" ? "Not sent" : "Not discarded", () => decide(key, decision));
    await Promise.all([loadStory(), loadRules()]);
    isAsked.value = false;
    isBusy.value = false;
    // The button is gone, and the focus must not go with it.
    requestAnimationFrame(() => document.activeElement === document.body && line.current?.focus());
  };
  const ask = () => {
    isAsked.value = true;
    // The buttons keep their place and change their meaning: a second press of Enter must not be the answer.
    requestAnimationFrame(() => first.current?.focus());
  };
  if (isAsked.value) {
    return (
      <fieldset class="decide" aria-label="Send it again?">
        <span>It may have gone out already. Send it again?</span>
        <button
          ref={first}
          type="button"
          class="small"
          onClick={() => {
            isAsked.value = false;
          }}
        >
          Leave it
        </button>
        <button type="button" class="small" disabled={isBusy.value} onClick={() => run("redrive")}>
          Send it again
        </button>
      </fieldset>
    );
  }
  const send = state === "held" ? "Send" : "Send again";
  return (
    <div class="decide">
      <button
        type="button"
        class="small"
        aria-label={`${send}: ${ruleName}`}
        disabled={isBusy.value}
        onClick={() => (state === "uncertain" ? ask() : run("redrive"))}
      >
        {send}
      </button>
      <button
        type="button"
        class="small"
        aria-label={`Discard: ${ruleName}`}
        disabled={isBusy.value}
        onClick={() => run("discard")}
      >
        Discard
      </button>
    </div>
  );
}
