import { useLayoutEffect, useRef } from "preact/hooks";
import type { Block } from "../model/block.ts";
import { hasText, isFoldable, kindOf } from "../model/kinds.ts";
import { BlockBody } from "./block-body.tsx";
import { BlockList } from "./block-list.tsx";
import { BlockPopups } from "./block-popups.tsx";
import { chosenKey } from "./chosen-keys.ts";
import { dropOn } from "./dragging.ts";
import type { Editor } from "./editor.ts";
import { Gutter } from "./gutter.tsx";

type Props = { editor: Editor; block: Block /** Of a numbered list. */; number: number; isOnly: boolean };

/** One block with those inside it. It can be chosen as a whole, and then has keys of its own. */
export function BlockView({ editor, block, number, isOnly }: Props) {
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
