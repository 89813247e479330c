import { type Signal, signal } from "@preact/signals";
import type { Block, Blocks } from "../model/block.ts";
import { type Caret, caretAt, type Edit } from "../model/edit.ts";
import { isFoldable } from "../model/kinds.ts";
import { textOf } from "../model/runs.ts";
import { inOrder } from "../model/tree.ts";
import { openDocument, type PageDocument } from "../saving/document.ts";
import { selectedIn } from "./selection.ts";

/** A menu that is open over a block, and where one was typing. */
export type Menu = { kind: "slash" | "block" | "link" | "picture"; key: string; caret?: Caret };

/** What the blocks of an open page share. */
export type Editor = {
  document: PageDocument;
  /** Where to type next; the text it names takes it. A block's text is named by the block's key. */
  caret: Signal<Caret | undefined>;
  /** The block that is chosen as a whole. */
  chosen: Signal<string | undefined>;
  menu: Signal<Menu | undefined>;
  /** The toggles that are unfolded. */
  unfolded: Signal<ReadonlySet<string>>;
  /** Makes an edit of the page as it is now. @returns whether there was something to do. */
  edit(make: (blocks: Blocks) => Edit | undefined, go?: string): boolean;
  undo(which: "undo" | "redo"): void;
  isHidden(block: Block): boolean;
  /** The blocks one sees, in the order one reads them. */
  seen(): Block[];
  fold(key: string, isFolded: boolean): void;
};

export function openEditor(pageId: string): Editor {
  const page = openDocument(pageId);
  const caret = signal<Caret>();
  const chosen = signal<string>();
  const unfolded = signal<ReadonlySet<string>>(new Set());
  const isHidden = (block: Block) => isFoldable(block) && !unfolded.peek().has(block.key);
  const goTo = (place: Omit<Edit, "blocks">) => {
    if (place.caret) caret.value = place.caret;
    if (place.caret || place.chosen) chosen.value = place.chosen;
  };
  return {
    document: page,
    caret,
    chosen,
    menu: signal<Menu>(),
    unfolded,
    edit(make, go) {
      const edit = make(page.blocks.peek() ?? []);
      if (!edit) return false;
      const here = caretNow();
      page.change(edit.blocks, here, go);
      // Where nothing else is said one goes on where one is, also when the block is drawn anew in another place.
      const isStill = go === undefined && !edit.caret && !edit.chosen;
      goTo(isStill && here ? { caret: here } : edit);
      return true;
    },
    undo(which) {
      const before = page.blocks.peek() ?? [];
      const moment = page[which](caretNow());
      if (moment) goTo(moment.caret ? { caret: moment.caret } : changedPlace(before, moment.blocks));
    },
    isHidden,
    seen: () => inOrder(page.blocks.peek() ?? [], isHidden),
    fold(key, isFolded) {
      const next = new Set(unfolded.peek());
      if (isFolded) next.delete(key);
      else next.add(key);
      unfolded.value = next;
    },
  };
}

/** Where to go on when a change was made from a menu: what had the focus may be gone, and the keys with it. */
function changedPlace(before: Blocks, after: Blocks): Omit<Edit, "blocks"> {
  const known = new Set(inOrder(before));
  const all = inOrder(after);
  const isNew = (block: Block) => !known.has(block);
  const block = all.find((one) => isNew(one) && !one.children.some(isNew)) ?? all.at(-1);
  if (!block) return {};
  return block.runs ? { caret: caretAt(block, textOf(block.runs).length) } : { chosen: block.key };
}

/** Where one types now. */
export function caretNow(): Caret | undefined {
  const { activeElement: element } = document;
  if (!(element instanceof HTMLElement) || element.dataset.text === undefined) return undefined;
  const selected = selectedIn(element);
  return selected && { key: element.dataset.text, ...selected };
}
