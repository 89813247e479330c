import { isTextKey } from "./block-text.ts";
import { type Call, stampEdit, stampNew } from "./call.ts";
import type { Block, Json, Page, Parent } from "./entities.ts";
import { expectArray, expectObject, isObject } from "./expect.ts";
import { failed } from "./problem.ts";
import { writeText } from "./rich-text.ts";

const TEXT = { rich_text: [], color: "default" };
/** The block types one can write, with what Notion fills in. */
const DEFAULTS: Record<string, Json> = {
  paragraph: { ...TEXT, icon: null },
  heading_1: { ...TEXT, is_toggleable: false },
  heading_2: { ...TEXT, is_toggleable: false },
  heading_3: { ...TEXT, is_toggleable: false },
  heading_4: { ...TEXT, is_toggleable: false },
  bulleted_list_item: TEXT,
  numbered_list_item: TEXT,
  to_do: { ...TEXT, checked: false },
  toggle: TEXT,
  quote: TEXT,
  callout: { ...TEXT, icon: null },
  code: { rich_text: [], caption: [], language: "plain text" },
  divider: {},
  breadcrumb: {},
  table_of_contents: { color: "default" },
  equation: {},
  bookmark: { caption: [] },
  embed: { caption: [] },
  image: { caption: [] },
  video: { caption: [] },
  file: { caption: [] },
  pdf: { caption: [] },
  audio: { caption: [] },
  link_to_page: {},
  column_list: {},
  column: {},
  table: { has_column_header: false, has_row_header: false },
  table_row: {},
  synced_block: { synced_from: null },
};
/** How deep the children of one request may nest. */
const LEVELS = 2;

export function blockType(input: Json, where: string): string {
  const type = Object.keys(DEFAULTS).find((name) => isObject(input[name]));
  if (!type) throw failed(`${where}.paragraph`, "defined", undefined);
  return type;
}

/** The payload of a block as it is stored. `before`: the one that is being changed. */
export function writePayload(type: string, input: Json, where: string, before = DEFAULTS[type]): Json {
  const data: Json = { ...before };
  for (const [key, value] of Object.entries(input)) {
    if (key === "children") continue;
    if (isTextKey(key)) data[key] = writeText(value, `${where}.${key}`);
    else if (key === "cells")
      data[key] = expectArray(value, `${where}.cells`).map((cell) => writeText(cell, where));
    else data[key] = value;
  }
  return data;
}

/** Where new blocks go; `level` counts from 1 for those at the top of the request. */
type Place = { parent: Parent; pageId: string; where: string; level?: number };

/** Puts new blocks and answers them; their ids have still to enter the parent's content. */
export function createBlocks(call: Call, inputs: unknown, place: Place): Block[] {
  return expectArray(inputs, place.where).map((input, index) =>
    createBlock(call, input, { ...place, where: `${place.where}[${index}]` }),
  );
}

function createBlock(call: Call, input: unknown, { parent, pageId, where, level = 1 }: Place): Block {
  const given = expectObject(input, where);
  const type = blockType(given, where);
  const payload = given[type] as Json;
  const id = call.workspace.ids.uuid();
  const block: Block = {
    kind: "block",
    id,
    parent,
    pageId,
    type,
    data: writePayload(type, payload, `${where}.${type}`),
    content: [],
    inTrash: false,
    stamp: stampNew(call),
  };
  call.workspace.store.put(block);
  const nested = payload.children ?? given.children;
  if (nested === undefined) return block;
  const inside = `${where}.${type}.children`;
  if (level > LEVELS) throw failed(inside, "not present", nested);
  const place: Place = {
    parent: { type: "block_id", block_id: id },
    pageId,
    where: inside,
    level: level + 1,
  };
  const full = { ...block, content: createBlocks(call, nested, place).map((child) => child.id) };
  call.workspace.store.put(full);
  return full;
}

/** A page is edited when a block of its content is; pages inside it count for themselves. */
export function touchPage(call: Call, pageId: string): void {
  const page = call.workspace.store.get(pageId) as Page;
  call.workspace.store.put({ ...page, stamp: stampEdit(call, page.stamp) });
}
