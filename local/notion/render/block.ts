import { isTextKey } from "../block-text.ts";
import type { Call } from "../call.ts";
import type { Block, Database, Json, Page, StoredText } from "../entities.ts";
import { readText } from "../rich-text.ts";
import { stamped, trashed } from "./common.ts";
import { plainTitle } from "./title.ts";

/** Anything that stands among the blocks of a page: a block, or a page or database inside it. */
export function renderBlock(entity: Block | Page | Database, call: Call): Json {
  const type = entity.kind === "block" ? entity.type : `child_${entity.kind}`;
  const content = entity.kind === "database" ? [] : entity.content;
  return {
    object: "block",
    id: entity.id,
    parent: entity.parent,
    ...stamped(entity.stamp),
    has_children: content.some((id) => isLive(id, call)),
    in_trash: entity.inTrash,
    type,
    [type]: entity.kind === "block" ? shown(entity.data, call) : { title: plainTitle(entity.id, call) },
    ...trashed(call, entity.inTrash),
  };
}

/** The blocks of a page or block that are not in the trash, in order. */
export function childrenOf(entity: Block | Page, call: Call): (Block | Page | Database)[] {
  const children = entity.content.map((id) => call.workspace.store.get(id) as Block | Page | Database);
  return children.filter((child) => !child.inTrash);
}

function isLive(id: string, call: Call): boolean {
  const child = call.workspace.store.get(id);
  return child !== undefined && !child.inTrash;
}

function shown(data: Json, call: Call): Json {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => {
      if (isTextKey(key)) return [key, readText(value as StoredText[], call)];
      if (key === "cells") return [key, (value as StoredText[][]).map((cell) => readText(cell, call))];
      return [key, value];
    }),
  );
}
