import { useSignal } from "@preact/signals";
import type { Block } from "../api/notion.ts";
import { writeBlock } from "../api/workspace.ts";
import { attempt } from "../state/toasts.ts";
import { BlockText } from "./block-text.tsx";
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
  const { id, type, children } = block.value;
  const write = (change: object) =>
    attempt("The text was not saved", async () => {
      block.value = await writeBlock(block.peek(), change);
    });
  return (
    <div class={`block ${type}`} data-block={id}>
      <div class="line">
        <BlockContent
          block={block.value}
          isNew={isNew}
          onWrite={write}
          onEnter={() => onAddAfter?.(typeAfter(type), id)}
          onEmpty={() => onRemove?.(block.peek())}
        />
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

type ContentProps = {
  block: Block;
  isNew: boolean;
  onWrite(change: object): void;
  onEnter(): void;
  onEmpty(): void;
};

function BlockContent({ block: { type, content }, isNew, onWrite, onEnter, onEmpty }: ContentProps) {
  if (type === "divider") return <hr />;
  // Pictures, tables and the like can be deleted here but are written in Notion.
  if (!content.rich_text) return <p class="nothing">({type.replaceAll("_", " ")})</p>;
  return (
    <>
      {type === "to_do" && (
        <input
          type="checkbox"
          aria-label="Done"
          checked={content.checked ?? false}
          onInput={(event) => onWrite({ checked: event.currentTarget.checked })}
        />
      )}
      <BlockText
        spans={content.rich_text}
        isNew={isNew}
        isCode={type === "code"}
        onWrite={(rich_text) => onWrite({ rich_text })}
        onEnter={onEnter}
        onEmpty={onEmpty}
      />
    </>
  );
}
