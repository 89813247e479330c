import { moveTo } from "../model/move.ts";
import type { Editor } from "./editor.ts";

/** The block that is being dragged; the browser keeps what is dragged to itself until it is dropped. */
let dragged: string | undefined;

export function dragFrom(key: string) {
  return {
    onDragStart: (event: DragEvent) => {
      dragged = key;
      const block = (event.currentTarget as Element).closest("[data-block]");
      event.dataTransfer?.setData("text/plain", block?.textContent ?? "");
      if (block) event.dataTransfer?.setDragImage(block, 0, 0);
    },
    onDragEnd: () => {
      dragged = undefined;
    },
  };
}

/** A block takes another before or after it; the line shows where. */
export function dropOn(editor: Editor, key: string) {
  const leave = (event: DragEvent) => (event.currentTarget as HTMLElement).removeAttribute("data-drop");
  return {
    onDragOver: (event: DragEvent) => {
      if (dragged === undefined || dragged === key) return;
      event.preventDefault();
      event.stopPropagation();
      (event.currentTarget as HTMLElement).dataset.drop = sideOf(event);
    },
    onDragLeave: leave,
    onDrop: (event: DragEvent) => {
      leave(event);
      const moved = dragged;
      if (moved === undefined || moved === key) return;
      event.preventDefault();
      event.stopPropagation();
      const side = sideOf(event);
      editor.edit((blocks) => moveTo(blocks, moved, key, side));
    },
  };
}

function sideOf(event: DragEvent): "before" | "after" {
  const { top, height } = (event.currentTarget as Element).getBoundingClientRect();
  return event.clientY < top + height / 2 ? "before" : "after";
}
