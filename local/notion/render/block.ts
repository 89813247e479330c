import { isTextKey } from "../block-text.ts";
import type { Call } from "../call.ts";
import type { Block, Database, Entity, Json, Page, StoredText } from "../entities.ts";
import { isObject } from "../expect.ts";
import { readIcon } from "../files/icon.ts";
import { readFile } from "../files/stored-file.ts";
import { readText } from "../rich-text.ts";
import { shownParent, stamped, trashed } from "./common.ts";
import { plainTitle } from "./title.ts";

/** Anything that stands among the blocks of a page: a block, or a page or database inside it. */
export function renderBlock(entity: Block | Page | Database, call: Call): Json {
  const type = entity.kind === "block" ? shownType(entity.type, call) : `child_${entity.kind}`;
  return {
    object: "block",
    id: entity.id,
    parent: shownParent(entity.parent, call),
    ...stamped(entity.stamp),
    has_children: contentOf(entity, call).some((id) => isLive(call.workspace.store.get(id))),
    in_trash: entity.inTrash,
    type,
    [type]: entity.kind === "block" ? shown(entity, call) : { title: plainTitle(entity.id, call) },
    ...trashed(call, entity.inTrash),
  };
}

// Renamed with 2026-03-11. No request makes one; a seeded workspace may have it.
function shownType(type: string, call: Call): string {
  return type === "meeting_notes" && call.legacy ? "transcription" : type;
}

/** The blocks of a page or block that are not in the trash, in order. */
export function childrenOf(entity: Block | Page, call: Call): (Block | Page | Database)[] {
  return contentOf(entity, call)
    .map((id) => call.workspace.store.get(id))
    .filter(isLive);
}

/** A copy of a synced block shows what is in the original. */
function contentOf(entity: Block | Page | Database, { workspace }: Call): string[] {
  if (entity.kind === "database") return [];
  const from =
    entity.kind === "block" && isObject(entity.data.synced_from) ? entity.data.synced_from : undefined;
  const original = from && workspace.store.get(String(from.block_id));
  return original?.kind === "block" ? original.content : entity.content;
}

function isLive(entity: Entity | undefined): entity is Block | Page | Database {
  return entity !== undefined && "inTrash" in entity && !entity.inTrash;
}

function shown({ data }: Block, call: Call): Json {
  const entries = Object.entries(readFile(call, data)).map(([key, value]) => {
    if (isTextKey(key)) return [key, readText(value as StoredText[], call)];
    if (key === "cells") return [key, (value as StoredText[][]).map((cell) => readText(cell, call))];
    return [key, key === "icon" ? readIcon(call, value) : value];
  });
  return Object.fromEntries(entries);
}
