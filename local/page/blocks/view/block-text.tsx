import { useRef } from "preact/hooks";
import type { Block } from "../model/block.ts";
import { isFoldable, kindOf } from "../model/kinds.ts";
import { mergeBack, mergeNext } from "../model/merge.ts";
import { paste, pasteBlocks, typedStart } from "../model/paste.ts";
import { cut, linked, type Runs, textOf } from "../model/runs.ts";
import { split } from "../model/split.ts";
import { find, put } from "../model/tree.ts";
import { turnInto } from "../model/turn.ts";
import { Editable } from "./editable.tsx";
import type { Editor } from "./editor.ts";
import { readHtml } from "./read-html.ts";
import { type Selected, selectedIn } from "./selection.ts";
import { textKey } from "./text-keys.ts";

/** The text of a block. */
export function BlockText({ editor, block, isOnly }: { editor: Editor; block: Block; isOnly: boolean }) {
  const { key, type } = block;
  const { name, placeholder } = kindOf(type);
  const holder = useRef<HTMLDivElement>(null);
  const isCode = type === "code";

  const write = (runs: Runs, goTo?: number) => {
    const place = goTo ?? caretIn(holder.current);
    if (!isCode && startsKind(editor, block, runs, place)) return;
    editor.edit((blocks) => rewritten(blocks, key, runs), `type ${key}`);
    if (goTo !== undefined) editor.caret.value = { key, start: goTo, end: goTo };
    if (!isCode && asksForMenu(block.runs ?? [], runs, place)) {
      editor.menu.value = { kind: "slash", key, caret: { key, start: place, end: place } };
    }
  };
  const enter = ({ start, end }: Selected) => {
    if (isCode) return false;
    const isOpen = !isFoldable(block) || editor.unfolded.peek().has(key);
    return editor.edit((blocks) => split(blocks, key, start, end, isOpen));
  };
  const pasteHere = (text: string, html: string, { start, end }: Selected) => {
    if (start !== end && /^https?:\/\/\S+$/.test(text)) {
      const runs = linked(block.runs ?? [], text, start, end);
      return editor.edit((blocks) => rewritten(blocks, key, runs));
    }
    if (isCode) return false;
    const made = readHtml(html);
    return editor.edit((blocks) =>
      made.length > 0 ? pasteBlocks(blocks, key, start, end, made) : paste(blocks, key, start, end, text),
    );
  };
  return (
    <div ref={holder} class="text-of">
      <Editable
        name={key}
        runs={block.runs ?? []}
        label={name}
        placeholder={placeholder ?? (isOnly ? "Write, or press / for blocks" : "Press / for blocks")}
        caret={editor.caret}
        onWrite={write}
        onKey={(event, selected, element) => textKey(editor, block, event, selected, element)}
        onEnter={enter}
        onBack={() => editor.edit((blocks) => mergeBack(blocks, key, editor.isHidden))}
        onForward={() => editor.edit((blocks) => mergeNext(blocks, key, editor.isHidden))}
        onPaste={pasteHere}
      />
    </div>
  );
}

function caretIn(holder: HTMLElement | null): number {
  const element = holder?.querySelector<HTMLElement>("[data-text]");
  return (element && selectedIn(element)?.end) ?? 0;
}

function rewritten(blocks: Parameters<typeof find>[0], key: string, runs: Runs) {
  const block = find(blocks, key)?.block;
  return block && { blocks: put(blocks, key, { ...block, runs }) };
}

/** `- ` typed at the start of a text makes it a list item; `---` a divider. */
function startsKind(
  editor: Editor,
  { key, type, runs: before = [] }: Block,
  runs: Runs,
  place: number,
): boolean {
  const text = textOf(runs);
  if (type === "paragraph" && text === "---") {
    editor.edit((blocks) => {
      const emptied = rewritten(blocks, key, []);
      return emptied && turnInto(emptied.blocks, key, "divider");
    });
    return true;
  }
  const begun = typedStart(text);
  const isTyped = begun && place === begun.length && text.length === textOf(before).length + 1;
  if (!isTyped || begun.type === type) return false;
  editor.edit((blocks) => {
    const shorter = rewritten(blocks, key, cut(runs, begun.length));
    return shorter && turnInto(shorter.blocks, key, begun.type);
  });
  editor.caret.value = { key, start: 0, end: 0 };
  if (begun.type === "toggle") editor.fold(key, false);
  return true;
}

/** A slash at the start of a word. */
function asksForMenu(before: Runs, after: Runs, place: number): boolean {
  const text = textOf(after);
  return (
    text.length === textOf(before).length + 1 &&
    text[place - 1] === "/" &&
    /^$|\s/.test(text[place - 2] ?? "")
  );
}
