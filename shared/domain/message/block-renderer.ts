import type { Block } from "../block.ts";
import type { Markup } from "./markup.ts";
import type { Setting } from "./setting.ts";

/**
 * How blocks of one type are shown, as HTML and as plain text side by side so that neither is forgotten. Nothing to show
 * is empty markup and `""`. A block's own children are shown by `children`, not by whoever calls.
 */
export type BlockRenderer = {
  /** Neighbours of the same list stand in one element and are counted. */
  list?: "ul" | "ol" | "tasks";
  html(block: Block, at: HtmlPlace): Markup;
  text(block: Block, at: TextPlace): string;
};

/** `set` is the message's; `first` of a message or container needs no space above it; `ordinal` counts within a list. */
export type HtmlPlace = {
  set: Setting;
  first: boolean;
  ordinal: number;
  /** @param isBoxed nothing follows them but the room that a box has inside: the last takes none below it. */
  children(isBoxed?: boolean): Markup;
  /** One of its children by itself. */
  child(block: Block): Markup;
};

/** `width`: how many characters fit on a line here. */
export type TextPlace = {
  set: Setting;
  ordinal: number;
  width: number;
  /** @param inset how many characters of each line are taken by what stands before them. */
  children(inset?: number): string;
};
