import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { Popover } from "../../frame/popover.tsx";

type Props = {
  anchor: RefObject<HTMLElement | null>;
  label: string;
  url: string;
  /** Offers to take away what is there. */
  onRemove?(): void;
  onDone(url: string): void;
  onClose(): void;
};

/** Asks for an address on the web. Enter takes it, Escape leaves it. */
export function AskUrl({ anchor, label, url, onRemove, onDone, onClose }: Props) {
  const draft = useSignal(url);
  const problem = useSignal("");
  const done = () => {
    const address = completed(draft.peek().trim());
    if (address) onDone(address);
    else problem.value = "An address such as https://example.com/picture.png";
  };
  return (
    <Popover anchor={anchor} where="below" class="ask-url" onLeave={onClose} onCancel={onClose}>
      <p class="fields">
        <input
          type="text"
          inputMode="url"
          aria-label={label}
          aria-invalid={problem.value !== ""}
          placeholder={label}
          value={draft.value}
          onInput={(event) => {
            draft.value = event.currentTarget.value;
            problem.value = "";
          }}
          onKeyDown={(event) => event.key === "Enter" && done()}
        />
        <button type="button" class="main" onClick={done}>
          Done
        </button>
        {onRemove && (
          <button type="button" onClick={onRemove}>
            Remove
          </button>
        )}
      </p>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </Popover>
  );
}

/** What is typed without a scheme is meant as a page of the web. */
function completed(text: string): string | undefined {
  const address = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
  if (text === "" || !URL.canParse(address)) return undefined;
  return /^(https?|mailto|tel):/i.test(address) ? address : undefined;
}
