import { useSignal } from "@preact/signals";
import type { Block } from "../model/block.ts";
import { mergeBack } from "../model/merge.ts";
import { type Runs, textOf } from "../model/runs.ts";
import { addBelow } from "../model/split.ts";
import { find, put } from "../model/tree.ts";
import { Editable } from "./editable.tsx";
import type { Editor } from "./editor.ts";
import { goFrom } from "./text-keys.ts";

/** A picture from an address, with its caption. */
export function Picture({ editor, block }: { editor: Editor; block: Block }) {
  const { key, data, runs = [] } = block;
  const brokenUrl = useSignal("");
  const file = data[String(data.type)] as { url?: string } | undefined;
  const url = file?.url ?? "";
  const write = (next: Runs, goTo?: number) => {
    editor.edit((blocks) => {
      const now = find(blocks, key)?.block;
      return now && { blocks: put(blocks, key, { ...now, runs: next }) };
    }, `type ${key}`);
    if (goTo !== undefined) editor.caret.value = { key, start: goTo, end: goTo };
  };
  const onKey = (event: KeyboardEvent, _selected: object, element: HTMLElement) => {
    if (event.key === "Escape") editor.chosen.value = key;
    else if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return false;
    else return goFrom(editor, element, event.key === "ArrowUp" ? -1 : 1);
    return true;
  };
  const change = () => {
    editor.menu.value = { kind: "picture", key };
  };
  return (
    <figure>
      {url && brokenUrl.value !== url ? (
        <img
          src={url}
          alt={textOf(runs)}
          onError={() => {
            brokenUrl.value = url;
          }}
        />
      ) : (
        <p class="block-card quiet">{url ? `The picture at ${url} did not load.` : "No picture yet."}</p>
      )}
      <figcaption>
        <Editable
          name={key}
          runs={runs}
          label="Caption"
          placeholder="Write a caption"
          caret={editor.caret}
          onWrite={write}
          onKey={onKey}
          onEnter={() => editor.edit((blocks) => addBelow(blocks, key))}
          onBack={() => mergeBack([], key) !== undefined}
        />
        {data.type === "external" && (
          <button type="button" class="small" onClick={change}>
            Change the address
          </button>
        )}
      </figcaption>
    </figure>
  );
}
