import type { Block } from "../model/block.ts";
import { kindOf } from "../model/kinds.ts";
import { remove } from "../model/merge.ts";
import { duplicate, indent, outdent, shift } from "../model/move.ts";
import { textOf } from "../model/runs.ts";
import { addBelow } from "../model/split.ts";
import type { Editor } from "./editor.ts";
import { activate } from "./text-keys.ts";

/** What a key does while a block is chosen as a whole. */
export function chosenKey(editor: Editor, block: Block, event: KeyboardEvent): void {
  if (!(event.ctrlKey || event.metaKey ? command(editor, block, event) : plain(editor, block, event))) return;
  event.preventDefault();
  event.stopPropagation();
}

function plain(editor: Editor, block: Block, event: KeyboardEvent): boolean {
  const { key } = block;
  switch (event.key) {
    case "Backspace":
    case "Delete":
      return editor.edit((blocks) => remove(blocks, key));
    case "Enter":
      return enter(editor, block);
    case "Tab":
      return editor.edit((blocks) => (event.shiftKey ? outdent : indent)(blocks, key)) || !event.shiftKey;
    case "ArrowUp":
    case "ArrowDown":
      return choose(editor, key, event.key === "ArrowUp" ? -1 : 1);
    case "Escape":
      editor.chosen.value = undefined;
      document.activeElement?.closest<HTMLElement>(".body")?.focus();
      return true;
    case "/":
      editor.menu.value = { kind: "block", key };
      return true;
    default:
      return false;
  }
}

function command(editor: Editor, block: Block, event: KeyboardEvent): boolean {
  const { key } = block;
  const letter = event.key.toLowerCase();
  if (letter === "z" || letter === "y") editor.undo(letter === "y" || event.shiftKey ? "redo" : "undo");
  else if (letter === "d") editor.edit((blocks) => duplicate(blocks, key));
  else if (letter === "/") editor.menu.value = { kind: "block", key };
  else if (letter === "enter") activate(editor, block);
  else if (event.shiftKey && (letter === "arrowup" || letter === "arrowdown"))
    editor.edit((blocks) => shift(blocks, key, letter === "arrowup" ? -1 : 1));
  else return false;
  return true;
}

/** Goes on in its text, or below it. */
function enter(editor: Editor, { key, type, runs, data }: Block): boolean {
  if (type === "image" && !data.external) return false;
  if (kindOf(type).text === undefined || !runs) return editor.edit((blocks) => addBelow(blocks, key));
  const end = textOf(runs).length;
  editor.chosen.value = undefined;
  editor.caret.value = { key, start: end, end };
  return true;
}

const blocksOnly = "[data-block]:not(.kind-column, .kind-table_row)";

function choose(editor: Editor, key: string, step: -1 | 1): boolean {
  const all = [
    ...(document.activeElement?.closest(".body")?.querySelectorAll<HTMLElement>(blocksOnly) ?? []),
  ];
  const next = all[all.findIndex(({ dataset }) => dataset.block === key) + step];
  if (next) editor.chosen.value = next.dataset.block;
  return true;
}
