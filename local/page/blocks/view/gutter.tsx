import { Icon } from "../../frame/icon.tsx";
import type { Block } from "../model/block.ts";
import { kindOf } from "../model/kinds.ts";
import { textOf } from "../model/runs.ts";
import { addBelow } from "../model/split.ts";
import { dragFrom } from "./dragging.ts";
import type { Editor } from "./editor.ts";

/** Beside a block: adds one below it, moves it, and opens its menu. Keys do the same from the block itself. */
export function Gutter({ editor, block }: { editor: Editor; block: Block }) {
  const { key, type, runs } = block;
  const addHere = () => {
    const isEmpty = type === "paragraph" && textOf(runs ?? []) === "";
    if (!isEmpty) editor.edit((blocks) => addBelow(blocks, key));
    const at = editor.caret.peek() ?? { key, start: 0, end: 0 };
    editor.menu.value = { kind: "slash", key: at.key, caret: { ...at, start: 0, end: 0 } };
  };
  return (
    <span class="gutter" contentEditable={false}>
      <button
        type="button"
        tabIndex={-1}
        aria-label="Add a block below"
        title="Add a block below"
        onClick={addHere}
      >
        <Icon name="plus" />
      </button>
      <button
        type="button"
        tabIndex={-1}
        class="handle"
        aria-label={`${kindOf(type).name}: what to do with the block`}
        title="Drag to move, click for more"
        draggable
        {...dragFrom(key)}
        onClick={() => {
          editor.menu.value = { kind: "block", key };
        }}
      >
        ⠿
      </button>
    </span>
  );
}
