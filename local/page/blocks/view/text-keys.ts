import type { Block } from "../model/block.ts";
import { isFoldable, texts } from "../model/kinds.ts";
import { duplicate, indent, outdent, shift } from "../model/move.ts";
import { type Mark, toggled } from "../model/runs.ts";
import { find, put } from "../model/tree.ts";
import { turnInto } from "../model/turn.ts";
import type { Editor } from "./editor.ts";
import { caretBox, isAtEdge, placeNear, type Selected } from "./selection.ts";

const marks: Record<string, Mark> = { b: "bold", i: "italic", u: "underline", e: "code" };
/** Ctrl Shift and a digit, as in Notion. */
const digits: Record<string, string> = {
  Digit0: "paragraph",
  Digit1: "heading_1",
  Digit2: "heading_2",
  Digit3: "heading_3",
  Digit4: "to_do",
  Digit5: "bulleted_list_item",
  Digit6: "numbered_list_item",
  Digit7: "toggle",
  Digit8: "code",
};

/** What a key does to the block one types in. @returns whether it did anything. */
export function textKey(
  editor: Editor,
  block: Block,
  event: KeyboardEvent,
  selected: Selected,
  element: HTMLElement,
): boolean {
  const { key } = block;
  if (event.ctrlKey || event.metaKey) return command(editor, block, event, selected);
  if (event.altKey) return false;
  if (event.key === "Tab") {
    if (block.type === "code" && !event.shiftKey) return false;
    editor.edit((blocks) => (event.shiftKey ? outdent : indent)(blocks, key));
    return true;
  }
  if (event.key === "Escape") {
    editor.chosen.value = key;
    return true;
  }
  return !event.shiftKey && travel(editor, event.key, selected, element);
}

function command(editor: Editor, block: Block, event: KeyboardEvent, selected: Selected): boolean {
  const { key } = block;
  const letter = event.key.toLowerCase();
  if (letter === "z" || letter === "y") {
    editor.undo(letter === "y" || event.shiftKey ? "redo" : "undo");
    return true;
  }
  if (event.shiftKey) return shifted(editor, block, event, selected);
  const mark = marks[letter];
  if (mark) return setMark(editor, block, mark, selected);
  if (letter === "k" || event.key === "/") {
    const kind = letter === "k" ? "link" : "block";
    editor.menu.value = { kind, key, caret: { key, ...selected } };
    return true;
  }
  if (letter === "d") return editor.edit((blocks) => duplicate(blocks, key));
  if (event.key === "Enter") return activate(editor, block);
  return false;
}

function shifted(editor: Editor, block: Block, event: KeyboardEvent, selected: Selected): boolean {
  const { key } = block;
  const type = digits[event.code];
  if (type && texts.includes(type)) {
    editor.edit((blocks) => turnInto(blocks, key, type));
    return true;
  }
  if (event.key.toLowerCase() === "s") return setMark(editor, block, "strikethrough", selected);
  if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return false;
  editor.edit((blocks) => shift(blocks, key, event.key === "ArrowUp" ? -1 : 1));
  return true;
}

/** Ctrl Enter: ticks what can be ticked, folds what can be folded. */
export function activate(editor: Editor, block: Block): boolean {
  const { key, type, data } = block;
  if (isFoldable(block)) editor.fold(key, editor.unfolded.peek().has(key));
  else if (type !== "to_do") return false;
  else
    editor.edit((blocks) => ({
      blocks: put(blocks, key, { ...block, data: { ...data, checked: !data.checked } }),
    }));
  return true;
}

/** Bold and the like, of what is selected. */
export function setMark(editor: Editor, { key }: Block, mark: Mark, { start, end }: Selected): boolean {
  if (start === end) return true;
  editor.edit((blocks) => {
    const block = find(blocks, key)?.block;
    if (!block?.runs) return undefined;
    const runs = toggled(block.runs, mark, start, end);
    return { blocks: put(blocks, key, { ...block, runs }), caret: { key, start, end } };
  });
  return true;
}

/** The arrow keys lead from text to text, and choose what holds none. */
function travel(editor: Editor, arrow: string, { start, end }: Selected, element: HTMLElement): boolean {
  if (start !== end) return false;
  const length = element.textContent?.length ?? 0;
  const isBack = arrow === "ArrowUp" || arrow === "ArrowLeft";
  const isAtEnd =
    (arrow === "ArrowLeft" && start === 0) ||
    (arrow === "ArrowRight" && start === length) ||
    (arrow === "ArrowUp" && isAtEdge(element, "top")) ||
    (arrow === "ArrowDown" && isAtEdge(element, "bottom"));
  if (!isAtEnd) return false;
  const x = caretBox(element)?.left ?? 0;
  return goFrom(
    editor,
    element,
    isBack ? -1 : 1,
    arrow.endsWith("Up") || arrow.endsWith("Down") ? x : undefined,
  );
}

const stops = "[data-text], [data-stop]";

/** To the next text of the page, or block that is chosen as a whole, in the order one reads. */
export function goFrom(editor: Editor, from: HTMLElement, step: -1 | 1, x?: number): boolean {
  const all = [...(from.closest(".body")?.querySelectorAll<HTMLElement>(stops) ?? [])];
  const next = all[all.indexOf(from) + step];
  if (!next) return false;
  const name = next.dataset.text;
  if (name === undefined) editor.chosen.value = next.dataset.stop;
  else {
    const length = next.textContent?.length ?? 0;
    const side = step === 1 ? "top" : "bottom";
    const place = x === undefined ? (step === 1 ? 0 : length) : placeNear(next, x, side);
    editor.caret.value = { key: name, start: place, end: place };
    editor.chosen.value = undefined;
  }
  return true;
}
