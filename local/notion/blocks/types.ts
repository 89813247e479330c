import type { Json } from "../entities.ts";
import {
  type Choice,
  cells,
  color,
  expression,
  type Field,
  file,
  flag,
  icon,
  language,
  line,
  listFormat,
  ratio,
  syncedFrom,
  target,
  text,
  width,
} from "./fields.ts";

/** What sets one type of block apart. */
export type BlockType = {
  fields: Record<string, Field>;
  choice?: Choice;
  /** Keys that a new block must come with. */
  required: readonly string[];
  /** What Notion fills in. */
  defaults: Json;
  /** Absent: it holds no blocks. `only`: of these types alone; `least`: as many must come with a new one. */
  holds?: { only?: readonly string[]; least?: number };
  /** Keys that do not change once it is there. */
  fixed?: readonly string[];
};

const ANY = {};
const rich: BlockType = {
  fields: { rich_text: text, color },
  required: ["rich_text"],
  defaults: { rich_text: [], color: "default" },
  holds: ANY,
};
const heading: BlockType = {
  fields: { ...rich.fields, is_toggleable: flag },
  required: ["rich_text"],
  defaults: { rich_text: [], is_toggleable: false, color: "default" },
  holds: ANY,
};
const withIcon: BlockType = {
  fields: { ...rich.fields, icon },
  required: ["rich_text"],
  defaults: { rich_text: [], icon: null, color: "default" },
  holds: ANY,
};
const media: BlockType = {
  fields: { caption: text },
  choice: file,
  required: [],
  defaults: { caption: [] },
};
const link: BlockType = {
  fields: { url: line, caption: text },
  required: ["url"],
  defaults: { caption: [] },
};
const plain: BlockType = { fields: {}, required: [], defaults: {} };

/** Every type of block that can be written. */
export const BLOCK_TYPES: Record<string, BlockType> = {
  paragraph: withIcon,
  heading_1: heading,
  heading_2: heading,
  heading_3: heading,
  heading_4: heading,
  bulleted_list_item: rich,
  numbered_list_item: {
    ...rich,
    fields: { ...rich.fields, list_start_index: width, list_format: listFormat },
  },
  to_do: {
    ...rich,
    fields: { ...rich.fields, checked: flag },
    defaults: { ...rich.defaults, checked: false },
  },
  toggle: rich,
  quote: rich,
  callout: withIcon,
  template: { fields: { rich_text: text }, required: ["rich_text"], defaults: {}, holds: ANY },
  code: {
    fields: { rich_text: text, caption: text, language },
    required: ["rich_text"],
    defaults: { caption: [], rich_text: [], language: "plain text" },
  },
  equation: { fields: { expression }, required: ["expression"], defaults: {} },
  divider: plain,
  breadcrumb: plain,
  table_of_contents: { fields: { color }, required: [], defaults: { color: "default" } },
  bookmark: link,
  embed: link,
  image: media,
  video: media,
  pdf: media,
  audio: media,
  file: { ...media, fields: { ...media.fields, name: line } },
  link_to_page: { ...plain, choice: target },
  table: {
    fields: { table_width: width, has_column_header: flag, has_row_header: flag },
    required: ["table_width"],
    defaults: { has_column_header: false, has_row_header: false },
    holds: { only: ["table_row"], least: 1 },
    fixed: ["table_width"],
  },
  table_row: { fields: { cells }, required: ["cells"], defaults: {} },
  // The least are said by the reference of blocks, not by a recorded answer.
  column_list: { ...plain, holds: { only: ["column"], least: 2 } },
  column: { fields: { width_ratio: ratio }, required: [], defaults: {}, holds: { least: 1 } },
  tab: { ...plain, holds: { only: ["paragraph"], least: 1 } },
  synced_block: {
    fields: { synced_from: syncedFrom },
    required: ["synced_from"],
    defaults: {},
    holds: ANY,
  },
};
