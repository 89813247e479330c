import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

type Props = { label: string; title: string; emoji: string | undefined; onWrite(title: string): void };

/** The name of a page or a database, typed in its place. Enter or leaving keeps it, Escape drops it. */
export function EditableTitle({ label, title, emoji, onWrite }: Props) {
  const draft = useSignal(title);
  useEffect(() => {
    draft.value = title;
  }, [title, draft]);
  return (
    <h2 class="source-title">
      {emoji && (
        <span class="emoji" aria-hidden="true">
          {emoji}
        </span>
      )}
      <input
        aria-label={label}
        placeholder="Untitled"
        size={Math.max(4, draft.value.length)}
        value={draft.value}
        onInput={(event) => {
          draft.value = event.currentTarget.value;
        }}
        onBlur={() => draft.peek() !== title && onWrite(draft.peek().trim())}
        onKeyDown={(event) => {
          if (event.key === "Escape") draft.value = title;
          if (event.key === "Enter" || event.key === "Escape") event.currentTarget.blur();
        }}
      />
    </h2>
  );
}
