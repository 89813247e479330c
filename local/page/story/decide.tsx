import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { decide, type StoryDelivery } from "../api/console.ts";
import { loadRules, loadStory } from "../state/story.ts";
import { attempt } from "../state/toasts.ts";
import { BusyButton } from "./busy-button.tsx";

/** What a person may do about a delivery that waits for one. */
export function Decide({ delivery }: { delivery: StoryDelivery }) {
  const { key, state, ruleName } = delivery;
  const isAsked = useSignal(false);
  const first = useRef<HTMLButtonElement>(null);
  if (state !== "held" && state !== "failed" && state !== "uncertain") return null;

  const run = async (decision: "redrive" | "discard") => {
    const line = document.activeElement?.closest("li");
    await attempt(decision === "redrive" ? "Not sent" : "Not discarded", () => decide(key, decision));
    await Promise.all([loadStory(), loadRules()]);
    isAsked.value = false;
    // The button is gone, and the focus must not go with it.
    requestAnimationFrame(() => document.activeElement === document.body && line?.focus());
  };
  const ask = async () => {
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
        <BusyButton run={() => run("redrive")}>Send it again</BusyButton>
      </fieldset>
    );
  }
  const send = state === "held" ? "Send" : "Send again";
  return (
    <div class="decide">
      <BusyButton label={`${send}: ${ruleName}`} run={state === "uncertain" ? ask : () => run("redrive")}>
        {send}
      </BusyButton>
      <BusyButton label={`Discard: ${ruleName}`} run={() => run("discard")}>
        Discard
      </BusyButton>
    </div>
  );
}
