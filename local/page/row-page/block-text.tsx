import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { plainText, type Span } from "../api/notion.ts";
import { respan } from "../cells/respan.ts";
import { RichText } from "../cells/rich-text.tsx";

type Props = {
  spans: readonly Span[];
  /** Begins with its text being typed. */
  isNew: boolean;
  /** Enter is a new line, not a new block. */
  isCode: boolean;
  onWrite(spans: object[]): void;
  onEnter(): void;
  /** Backspace where nothing is left. */
  onEmpty(): void;
};

/** The text of a block: reads as it will look, and a click or Enter edits it. */
export function BlockText({ spans, isNew, isCode, onWrite, onEnter, onEmpty }: Props) {
  const isEditing = useSignal(isNew);
  const end = (text: string | undefined) => {
    if (!isEditing.peek()) return;
    isEditing.value = false;
    if (text !== undefined && text !== plainText(spans)) onWrite(respan(spans, text));
  };
  if (isEditing.value) {
    return <Typing text={plainText(spans)} isCode={isCode} onEnd={end} onEnter={onEnter} onEmpty={onEmpty} />;
  }
  return (
    <button
      type="button"
      class="text"
      title="Edit"
      onClick={() => {
        isEditing.value = true;
      }}
    >
      {spans.length > 0 ? <RichText spans={spans} /> : <span class="placeholder">Write something…</span>}
    </button>
  );
}

type TypingProps = Pick<Props, "isCode" | "onEnter" | "onEmpty"> & {
  text: string;
  /** With the text to keep; undefined drops what was typed. */
  onEnd(text?: string): void;
};

function Typing({ text, isCode, onEnd, onEnter, onEmpty }: TypingProps) {
  const draft = useSignal(text);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    area.current?.focus();
    area.current?.setSelectionRange(text.length, text.length);
  }, [text]);
  const onKeyDown = (event: KeyboardEvent) => {
    const isNewLine = event.shiftKey || event.isComposing || isCode;
    if (event.key === "Escape") onEnd();
    else if (event.key === "Enter" && !isNewLine) {
      onEnd(draft.peek());
      onEnter();
    } else if (event.key === "Backspace" && draft.peek() === "") onEmpty();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <textarea
      ref={area}
      rows={1}
      class="text"
      aria-label="Text of the block"
      value={draft.value}
      onInput={(event) => {
        draft.value = event.currentTarget.value;
      }}
      onBlur={() => onEnd(draft.peek())}
      onKeyDown={onKeyDown}
    />
  );
}
