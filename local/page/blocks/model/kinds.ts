import type { Block } from "./block.ts";

/** What the editor knows of a type of block. */
export type Kind = {
  name: string;
  /** One or two letters that stand for it in menus. */
  sign: string;
  /** Further words one may look for it by. */
  words?: string;
  /** Where its text stands in Notion's payload. */
  text?: "rich_text" | "caption";
  holdsBlocks?: boolean;
  /** Typed at the start of a text and followed by a space, it makes one. */
  typed?: readonly string[];
  /** Enter in one begins another. */
  isList?: boolean;
  placeholder?: string;
};

const text = { text: "rich_text" } as const;
const list = { ...text, holdsBlocks: true, isList: true } as const;
const media = { text: "caption" } as const;

/** By Notion's names, in the order of the menu. */
export const kinds: Readonly<Record<string, Kind>> = {
  paragraph: { name: "Text", sign: "Aa", words: "paragraph plain", ...text, holdsBlocks: true },
  heading_1: {
    name: "Heading 1",
    sign: "H1",
    words: "title large",
    ...text,
    typed: ["#"],
    placeholder: "Heading 1",
  },
  heading_2: {
    name: "Heading 2",
    sign: "H2",
    words: "medium",
    ...text,
    typed: ["##"],
    placeholder: "Heading 2",
  },
  heading_3: {
    name: "Heading 3",
    sign: "H3",
    words: "small",
    ...text,
    typed: ["###"],
    placeholder: "Heading 3",
  },
  bulleted_list_item: {
    name: "Bulleted list",
    sign: "•",
    words: "point",
    ...list,
    typed: ["-", "*"],
    placeholder: "List",
  },
  numbered_list_item: {
    name: "Numbered list",
    sign: "1.",
    words: "ordered",
    ...list,
    typed: ["1."],
    placeholder: "List",
  },
  to_do: {
    name: "To-do list",
    sign: "☑",
    words: "task check",
    ...list,
    typed: ["[]", "[ ]"],
    placeholder: "To-do",
  },
  toggle: {
    name: "Toggle list",
    sign: "▸",
    words: "fold hide",
    ...list,
    typed: [">"],
    placeholder: "Toggle",
  },
  quote: {
    name: "Quote",
    sign: "❝",
    words: "cite",
    ...text,
    holdsBlocks: true,
    typed: ['"'],
    placeholder: "Quote",
  },
  callout: {
    name: "Callout",
    sign: "💡",
    words: "box hint",
    ...text,
    holdsBlocks: true,
    placeholder: "Callout",
  },
  code: { name: "Code", sign: "{}", words: "program", ...text, typed: ["```"] },
  divider: { name: "Divider", sign: "—", words: "line rule hr" },
  image: { name: "Picture by link", sign: "▣", words: "image photo url", ...media },
  table: { name: "Table", sign: "▦", words: "grid", holdsBlocks: true },
  column_list: { name: "2 columns", sign: "▥", words: "layout side by side", holdsBlocks: true },
  // What is only shown, and what stands inside of others.
  heading_4: { name: "Heading 4", sign: "H4", ...text },
  column: { name: "Column", sign: "▥", holdsBlocks: true },
  table_row: { name: "Row of a table", sign: "▦" },
  bookmark: { name: "Bookmark", sign: "↗", ...media },
  embed: { name: "Embed", sign: "↗", ...media },
  video: { name: "Video", sign: "▷", ...media },
  audio: { name: "Sound", sign: "♪", ...media },
  file: { name: "File", sign: "↓", ...media },
  pdf: { name: "PDF", sign: "↓", ...media },
  equation: { name: "Equation", sign: "∑" },
  table_of_contents: { name: "Table of contents", sign: "≡" },
  breadcrumb: { name: "Breadcrumb", sign: "/" },
  link_to_page: { name: "Link to a page", sign: "↗" },
};

/** Those the menu offers to add. */
export const addable: readonly string[] = Object.keys(kinds).slice(0, 15);
/** Those a text can be turned into. */
export const texts: readonly string[] = addable.filter((type) => kinds[type]?.text === "rich_text");

export function kindOf(type: string): Kind {
  return kinds[type] ?? { name: type.replaceAll("_", " "), sign: "?" };
}

export function hasText(block: Block): boolean {
  return kindOf(block.type).text === "rich_text";
}

/** Whether blocks may stand inside it. A heading holds some only as a toggle. */
export function holdsBlocks({ type, data }: Block): boolean {
  return kindOf(type).holdsBlocks === true || data.is_toggleable === true;
}

/** Whether it can be folded. */
export function isFoldable({ type, data }: Block): boolean {
  return type === "toggle" || data.is_toggleable === true;
}

/** Notion cannot move blocks, so whatever moves is made anew; not everything can be. */
export function isMovable(block: Block): boolean {
  const { type, data, children } = block;
  if (!(type in kinds)) return false;
  const isUploaded = kindOf(type).text === "caption" && data.type !== undefined && data.type !== "external";
  return !isUploaded && children.every(isMovable);
}
