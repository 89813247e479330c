import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { type Block, plainText, type Span } from "../api/notion.ts";
import { writeBlock } from "../api/workspace.ts";
import { respan } from "../cells/respan.ts";
import { RichText } from "../cells/rich-text.tsx";
import { attempt } from "../state/toasts.ts";
import { typeAfter } from "./block-types.ts";

type Props = {
  block: Block;
  isNew?: boolean;
  onAddAfter?(type: string, after: string): void;
  onRemove?(block: Block): void;
};

/** One block: reads as it will look; a click or Enter edits its text. Blocks inside it follow, moved in. */
export function BlockField({ block: given, isNew = false, onAddAfter, onRemove }: Props) {
  const block = useSignal(given);
  const { id, type, content, children } = block.value;
  const write = (change: object) =>
    attempt("The text was not saved", async () => {
      block.value = await writeBlock(block.peek(), change);
    });
  return (
    <div class={`block ${type}`} data-block={id}>
      <div class="line">
        {type === "to_do" && (
          <input
            type="checkbox"
            aria-label="Done"
            checked={content.checked ?? false}
            onInput={(event) => write({ checked: event.currentTarget.checked })}
          />
        )}
        {content.rich_text ? (
          <BlockText
            type={type}
            spans={content.rich_text}
            isNew={isNew}
            onWrite={(rich_text) => write({ rich_text })}
            onEnter={() => onAddAfter?.(typeAfter(type), id)}
            onEmpty={() => onRemove?.(block.peek())}
          />
        ) : type === "divider" ? (
          <hr />
        ) : (
          <p class="nothing">({type.replaceAll("_", " ")})</p>
        )}
        {onRemove && (
          <button
            type="button"
            class="small remove"
            aria-label="Delete this block"
            onClick={() => onRemove(block.peek())}
          >
            ×
          </button>
        )}
      </div>
      {children.length > 0 && (
        <div class="inside">
          {children.map((child) => (
            <BlockField key={child.id} block={child} />
          ))}
        </div>
      )}
    </div>
  );
}

type TextProps = {
  type: string;
  spans: readonly Span[];
  isNew: boolean;
  onWrite(spans: object[]): void;
  onEnter(): void;
  onEmpty(): void;
};

function BlockText({ type, spans, isNew, onWrite, onEnter, onEmpty }: TextProps) {
  const draft = useSignal<string | undefined>(isNew ? plainText(spans) : undefined);
  const area = useRef<HTMLTextAreaElement>(null);
  const isEditing = draft.value !== undefined;
  useEffect(() => {
    const text = area.current;
    text?.focus();
    text?.setSelectionRange(text.value.length, text.value.length);
  }, [isEditing]);
  const end = (isKept: boolean) => {
    const text = draft.peek();
    draft.value = undefined;
    if (isKept && text !== undefined && text !== plainText(spans)) onWrite(respan(spans, text));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") end(false);
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing && type !== "code") {
      end(true);
      onEnter();
    } else if (event.key === "Backspace" && draft.peek() === "") onEmpty();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  if (!isEditing) {
    return (
      <button
        type="button"
        class="text"
        title="Edit"
        onClick={() => {
          draft.value = plainText(spans);
        }}
      >
        {spans.length > 0 ? <RichText spans={spans} /> : <span class="placeholder">Write something…</span>}
      </button>
    );
  }
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
      onBlur={() => end(true)}
      onKeyDown={onKeyDown}
    />
  );
}
