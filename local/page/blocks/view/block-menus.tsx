import type { RefObject } from "preact";
import { Choice } from "../../frame/choice.tsx";
import type { Item } from "../../frame/choosing.ts";
import type { Block } from "../model/block.ts";
import { addable, hasText, isMovable, kindOf, texts } from "../model/kinds.ts";
import { remove } from "../model/merge.ts";
import { duplicate, indent, outdent, shift } from "../model/move.ts";
import { replaced, textOf } from "../model/runs.ts";
import { find, put } from "../model/tree.ts";
import { turnInto } from "../model/turn.ts";
import type { Editor, Menu } from "./editor.ts";

type Props = { editor: Editor; block: Block; menu: Menu; anchor: RefObject<HTMLElement | null> };

/** What a slash offers: another kind for this text, or something to put after it. */
export function SlashMenu({ editor, block, menu, anchor }: Props) {
  const { key } = block;
  const place = menu.caret?.end ?? 0;
  const close = () => {
    if (editor.menu.peek() === menu) editor.menu.value = undefined;
    editor.caret.value ??= { key, start: place, end: place };
  };
  const pick = (type: string) => {
    editor.edit((blocks) => {
      const now = find(blocks, key)?.block;
      if (!now?.runs) return undefined;
      // The slash was only there to ask.
      const isSlash = textOf(now.runs)[place - 1] === "/";
      const runs = isSlash ? replaced(now.runs, place - 1, place, "") : now.runs;
      return { blocks: put(blocks, key, { ...now, runs }) };
    });
    const start = Math.max(0, place - 1);
    if (type === "image") editor.menu.value = { kind: "picture", key, caret: { key, start, end: start } };
    else {
      editor.caret.value = { key, start, end: start };
      editor.edit((blocks) => turnInto(blocks, key, type));
      if (type === "toggle") editor.fold(key, false);
    }
  };
  return (
    <Choice
      anchor={anchor}
      label="Blocks"
      items={addable.map((type) => kindItem(type))}
      chosen={[block.type]}
      onPick={pick}
      onClose={close}
    />
  );
}

/** What can be done with a block. */
export function BlockMenu({ editor, block, menu, anchor }: Props) {
  const { key } = block;
  const close = () => {
    if (editor.menu.peek() === menu) editor.menu.value = undefined;
    if (find(editor.document.blocks.peek() ?? [], key)) goBack(editor, menu);
  };
  const pick = (id: string) => {
    const run = actions[id]?.run;
    editor.edit((blocks) => (run ? run(blocks, key) : turnInto(blocks, key, id)));
    if (id === "toggle") editor.fold(key, false);
  };
  const turns = hasText(block) && isMovable(block) ? texts.filter((type) => type !== block.type) : [];
  return (
    <Choice
      anchor={anchor}
      label={`What to do with the block`}
      items={[...actionItems(block), ...turns.map((type) => kindItem(type, "Turn into"))]}
      chosen={[]}
      onPick={pick}
      onClose={close}
    />
  );
}

function goBack(editor: Editor, { key, caret }: Menu): void {
  if (caret) editor.caret.value ??= caret;
  else editor.chosen.value ??= key;
}

const actions: Record<string, { name: string; sign: string; keys: string; run: typeof remove }> = {
  delete: { name: "Delete", sign: "×", keys: "Esc, Del", run: remove },
  duplicate: { name: "Duplicate", sign: "⧉", keys: "Ctrl D", run: duplicate },
  up: { name: "Move up", sign: "↑", keys: "Ctrl Shift ↑", run: (blocks, key) => shift(blocks, key, -1) },
  down: { name: "Move down", sign: "↓", keys: "Ctrl Shift ↓", run: (blocks, key) => shift(blocks, key, 1) },
  in: { name: "Indent", sign: "→", keys: "Tab", run: indent },
  out: { name: "Outdent", sign: "←", keys: "Shift Tab", run: outdent },
};

function actionItems(block: Block): Item[] {
  const possible = isMovable(block) ? Object.keys(actions) : ["delete"];
  return possible.flatMap((id) => {
    const action = actions[id];
    return action ? { id, text: action.name, shown: <Line {...action} /> } : [];
  });
}

function kindItem(type: string, group?: string): Item {
  const { name, sign, words = "", typed = [] } = kindOf(type);
  const text = `${name} ${words}`;
  return {
    id: type,
    text,
    shown: <Line name={name} sign={sign} keys={typed[0] ?? ""} />,
    ...(group && { group }),
  };
}

function Line({ name, sign, keys }: { name: string; sign: string; keys: string }) {
  return (
    <span class="kind-line">
      <span class="block-sign" aria-hidden="true">
        {sign}
      </span>
      {name}
      <span class="keys" aria-hidden="true">
        {keys}
      </span>
    </span>
  );
}
