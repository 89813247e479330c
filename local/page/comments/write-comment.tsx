import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { PersonName } from "../cells/show-people.tsx";
import { Icon } from "../frame/icon.tsx";
import { actor } from "../state/actor.ts";

type Props = {
  label: string;
  /** What is there already. */
  text?: string;
  /** Begins with it being typed. */
  isNow?: boolean;
  /** @returns whether it was kept; what was not stays to be sent again. */
  onSend(text: string): Promise<boolean>;
  onEnd?(): void;
};

/** A comment being written. Enter sends it, Shift Enter begins a line, Escape leaves it. */
export function WriteComment({ label, text = "", isNow = false, onSend, onEnd }: Props) {
  const draft = useSignal(text);
  const isBusy = useSignal(false);
  const area = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (isNow) area.current?.focus();
  }, [isNow]);
  const send = async () => {
    const words = draft.peek().trim();
    if (words === "" || isBusy.peek()) return;
    isBusy.value = true;
    if (await onSend(words)) {
      draft.value = "";
      onEnd?.();
    }
    isBusy.value = false;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && (onEnd || draft.peek() !== "")) {
      draft.value = text;
      onEnd?.();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) void send();
    else return;
    event.preventDefault();
  };
  return (
    <div class="write-comment">
      {text === "" && actor.value && <PersonName name={actor.value.name} />}
      <textarea
        ref={area}
        rows={1}
        aria-label={label}
        placeholder={`${label}…`}
        value={draft.value}
        onInput={(event) => {
          draft.value = event.currentTarget.value;
        }}
        onKeyDown={onKeyDown}
      />
      <button
        type="button"
        aria-label="Send"
        disabled={isBusy.value || draft.value.trim() === ""}
        onClick={send}
      >
        <Icon name="up" />
      </button>
    </div>
  );
}
