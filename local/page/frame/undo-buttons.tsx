import { done, redo, undo, undone } from "../state/undo.ts";
import { Icon } from "./icon.tsx";

/** Takes back what was done last in this tab; Ctrl-Z does the same. */
export function UndoButtons() {
  const last = done.value.at(-1);
  return (
    <>
      <button
        type="button"
        class="small icon-only"
        aria-label={last ? `Undo last change: ${last.what}` : "Undo last change"}
        title={last ? `Undo: ${last.what}` : "Nothing to undo"}
        disabled={!last}
        onClick={() => void undo()}
      >
        <Icon name="undo" />
      </button>
      {undone.value.length > 0 && (
        <button
          type="button"
          class="small icon-only mirrored"
          aria-label="Redo"
          title="Redo"
          onClick={() => void redo()}
        >
          <Icon name="undo" />
        </button>
      )}
    </>
  );
}
