import type { Block } from "../block.ts";
import type { Markup } from "./markup.ts";

/**
 * How blocks of one type are shown, as HTML and as plain text side by side so that neither is forgotten. Nothing to show
 * is empty markup and `""`. A block's own children are shown by `children`, not by whoever calls.
 */
export type BlockRenderer = {
  /** Neighbours of the same list stand in one element and are counted. */
  list?: "ul" | "ol" | "tasks";
  html(block: Block, at: Place<Markup>): Markup;
  text(block: Block, at: Place<string>): string;
};

/** Where a block stands, and how what is inside it is shown. */
type Place<Output> = {
  /** The first of a message or container needs no space above it. */
  first: boolean;
  /** Of a list item: 1 for the first of its list. */
  ordinal: number;
  children(): Output;
};
