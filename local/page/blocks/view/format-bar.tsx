import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Caret } from "../model/edit.ts";
import { isMarked, type Mark } from "../model/runs.ts";
import { find } from "../model/tree.ts";
import { caretNow, type Editor } from "./editor.ts";
import { setMark } from "./text-keys.ts";

const marks: { mark: Mark; sign: string; name: string }[] = [
  { mark: "bold", sign: "B", name: "Bold (Ctrl B)" },
  { mark: "italic", sign: "i", name: "Italic (Ctrl I)" },
  { mark: "underline", sign: "U", name: "Underlined (Ctrl U)" },
  { mark: "strikethrough", sign: "S", name: "Struck through (Ctrl Shift S)" },
  { mark: "code", sign: "<>", name: "Code (Ctrl E)" },
];

const height = 40;

/** Over a selected text: its formats. */
export function FormatBar({ editor }: { editor: Editor }) {
  const shown = useSignal<{ caret: Caret; left: number; top: number } | undefined>(undefined);
  useEffect(() => {
    const look = () => {
      const caret = caretNow();
      const selection = getSelection();
      if (!caret || caret.start === caret.end || !selection || selection.rangeCount === 0) {
        shown.value = undefined;
        return;
      }
      const { left, top, bottom } = selection.getRangeAt(0).getBoundingClientRect();
      shown.value = { caret, left: Math.max(8, left), top: top > height + 8 ? top - height : bottom + 8 };
    };
    document.addEventListener("selectionchange", look);
    addEventListener("scroll", look, true);
    return () => {
      document.removeEventListener("selectionchange", look);
      removeEventListener("scroll", look, true);
    };
  }, [shown]);

  const { caret, left, top } = shown.value ?? {};
  const block = caret && find(editor.document.blocks.value ?? [], caret.key)?.block;
  if (!caret || !block?.runs || editor.menu.value) return null;
  return (
    <div
      class="format-bar"
      role="toolbar"
      aria-label="Formats"
      style={{ left: `min(${left}px, calc(100vw - 226px))`, top: `${top}px` }}
      onMouseDown={(event) => event.preventDefault() /* the selection stays */}
    >
      {marks.map(({ mark, sign, name }) => (
        <button
          key={mark}
          type="button"
          tabIndex={-1}
          class={mark}
          title={name}
          aria-label={name}
          aria-pressed={isMarked(block.runs ?? [], mark, caret.start, caret.end)}
          onClick={() => setMark(editor, block, mark, caret)}
        >
          {sign}
        </button>
      ))}
      <button
        type="button"
        tabIndex={-1}
        title="Link (Ctrl K)"
        aria-label="Link (Ctrl K)"
        onClick={() => {
          editor.menu.value = { kind: "link", key: block.key, caret };
        }}
      >
        Link
      </button>
    </div>
  );
}
