import { type RawBlock, readChildren } from "../../api/blocks.ts";
import type { Span } from "../../api/notion.ts";
import type { Block } from "../model/block.ts";
import { kindOf } from "../model/kinds.ts";
import { readText, writtenText } from "./read-text.ts";

/** The blocks of a page or block, with those inside them. @param keyOf the key under which the page knows an id */
export async function readBlocks(parentId: string, keyOf: (id: string) => string): Promise<Block[]> {
  const raws = await readChildren(parentId);
  return Promise.all(
    raws.map(async (raw) => {
      // What stands in a page inside of this one is that page's.
      const isOpen = raw.has_children && !raw.type.startsWith("child_");
      return readBlock(raw, keyOf(raw.id), isOpen ? await readBlocks(raw.id, keyOf) : []);
    }),
  );
}

export function readBlock(raw: RawBlock, key: string, children: readonly Block[]): Block {
  const { type } = raw;
  const payload = (raw[type] ?? {}) as Record<string, unknown>;
  const textKey = kindOf(type).text;
  const data = Object.fromEntries(Object.entries(payload).flatMap((entry) => readEntry(entry, textKey)));
  const runs = textKey && readText((payload[textKey] as Span[] | undefined) ?? []);
  const cells = payload.cells as Span[][] | undefined;
  return { key, type, runs, data, children, ...(cells && { cells: cells.map(readText) }) };
}

/** Without what Notion only answers; a second text, such as the caption of code, is kept as it is written. */
function readEntry([name, value]: [string, unknown], textKey: string | undefined): [string, unknown][] {
  if (name === textKey || name === "cells" || name === "children" || value === null) return [];
  if (name === "caption" || name === "rich_text") return [[name, writtenText(readText(value as Span[]))]];
  return [[name, value]];
}
