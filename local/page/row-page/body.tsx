import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { hasText } from "../blocks/model/kinds.ts";
import { textOf } from "../blocks/model/runs.ts";
import { addBelow } from "../blocks/model/split.ts";
import { BlockList } from "../blocks/view/block-list.tsx";
import { openEditor } from "../blocks/view/editor.ts";
import { FormatBar } from "../blocks/view/format-bar.tsx";
import { SavingBar } from "../blocks/view/saving-bar.tsx";

type Props = { pageId: string /** Those of a rule are its message. */; isMessage?: boolean };

/** The blocks of a page, to read and to write. One of these for each page: give it the page's id as its key. */
export function Body({ pageId, isMessage = false }: Props) {
  const editor = useMemo(() => openEditor(pageId), [pageId]);
  useEffect(() => () => editor.document.close(), [editor]);
  const blocks = editor.document.blocks.value;
  const section = useRef<HTMLElement>(null);
  // What one typed in may go: then the keys, undo above all, are still the page's.
  const isHere = section.current?.contains(document.activeElement);
  useLayoutEffect(() => {
    if (isHere && !section.current?.contains(document.activeElement)) section.current?.focus();
  });
  const takeBack = (event: KeyboardEvent) => {
    const letter = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || (letter !== "z" && letter !== "y")) return;
    editor.undo(letter === "y" || event.shiftKey ? "redo" : "undo");
    event.preventDefault();
    event.stopPropagation();
  };
  const goOn = () => {
    const last = blocks?.at(-1);
    const isEmpty = last?.type === "paragraph" && textOf(last.runs ?? []) === "";
    if (last && isEmpty && hasText(last)) editor.caret.value = { key: last.key, start: 0, end: 0 };
    else editor.edit((now) => addBelow(now, undefined));
  };
  return (
    <section
      ref={section}
      class="body"
      tabIndex={-1}
      aria-label={isMessage ? "The message" : "Content"}
      onKeyDown={takeBack}
    >
      {isMessage && (
        <h3>
          The message <span class="quiet">{"{{ Column }} puts in what the row says"}</span>
        </h3>
      )}
      <SavingBar document={editor.document} />
      {blocks && <BlockList editor={editor} blocks={blocks} class="page-blocks" />}
      {blocks && (
        <button type="button" class="go-on" onClick={goOn}>
          {blocks.length === 0 ? (
            "Write something, or press / for blocks"
          ) : (
            <span class="unseen">Write below</span>
          )}
        </button>
      )}
      <FormatBar editor={editor} />
    </section>
  );
}
