import { useLayoutEffect, useRef } from "preact/hooks";
import type { Block, Blocks } from "../model/block.ts";
import { hasText, isFoldable, kindOf } from "../model/kinds.ts";
import { BlockBody } from "./block-body.tsx";
import { BlockPopups } from "./block-popups.tsx";
import { chosenKey } from "./chosen-keys.ts";
import { dropOn } from "./dragging.ts";
import type { Editor } from "./editor.ts";
import { Gutter } from "./gutter.tsx";

type ListProps = { editor: Editor; blocks: Blocks; class: string };

/** Blocks one under the other, or side by side. */
export function BlockList({ editor, blocks, class: className }: ListProps) {
  const numbers = numbered(blocks);
  return (
    <div class={className}>
      {blocks.map((block, index) => (
        <BlockView
          key={block.key}
          editor={editor}
          block={block}
          number={numbers[index] ?? 0}
          isOnly={blocks.length === 1 && className === "page-blocks"}
        />
      ))}
    </div>
  );
}

/** Those of a numbered list count from one, anew after anything else. */
function numbered(blocks: Blocks): number[] {
  let count = 0;
  return blocks.map(({ type, data }) => {
    const start =
      typeof data.list_start_index === "number" && count === 0 ? data.list_start_index - 1 : count;
    count = type === "numbered_list_item" ? start + 1 : 0;
    return count;
  });
}

type ViewProps = { editor: Editor; block: Block /** Of a numbered list. */; number: number; isOnly: boolean };

/** One block with those inside it. It can be chosen as a whole, and then has keys of its own. */
function BlockView({ editor, block, number, isOnly }: ViewProps) {
  const { key, type, data } = block;
  const ref = useRef<HTMLDivElement>(null);
  const isChosen = editor.chosen.value === key;
  useLayoutEffect(() => {
    if (!isChosen || ref.current?.contains(document.activeElement)) return;
    ref.current?.focus({ preventScroll: true });
    ref.current?.scrollIntoView({ block: "nearest" });
  });
  useLayoutEffect(() => {
    if (isChosen) ref.current?.focus({ preventScroll: true });
  }, [isChosen]);
  const color = typeof data.color === "string" && data.color !== "default" ? `ink-${data.color}` : "";
  const isFolded = isFoldable(block) && !editor.unfolded.value.has(key);
  const isPlain = hasText(block);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for the fields of a form
    <div
      ref={ref}
      class={`block kind-${type} ${color}${isChosen ? " chosen" : ""}${data.checked ? " done" : ""}`}
      data-block={key}
      {...(!isPlain && { "data-stop": key })}
      tabIndex={-1}
      role="group"
      aria-label={kindOf(type).name}
      onKeyDown={(event) => event.target === event.currentTarget && chosenKey(editor, block, event)}
      onBlur={(event) => {
        if (event.target === event.currentTarget && editor.chosen.peek() === key)
          editor.chosen.value = undefined;
      }}
      onClick={(event) => {
        if (!isPlain && !(event.target as Element).closest("button, input, select, a, [data-text]")) {
          event.stopPropagation();
          editor.chosen.value = key;
        }
      }}
      {...dropOn(editor, key)}
    >
      <div class="block-line">
        {!type.startsWith("column") && <Gutter editor={editor} block={block} />}
        <BlockBody editor={editor} block={block} number={number} isOnly={isOnly} isFolded={isFolded} />
      </div>
      {block.children.length > 0 && !isFolded && type !== "table" && (
        <BlockList
          editor={editor}
          blocks={block.children}
          class={type === "column_list" ? "block-columns" : "block-inside"}
        />
      )}
      <BlockPopups editor={editor} block={block} anchor={ref} />
    </div>
  );
}
