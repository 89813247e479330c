import type { Call } from "../call.ts";
import type { Database, Json } from "../entities.ts";
import { readText } from "../rich-text.ts";
import { millisecond } from "../times.ts";
import { trashed, urlOf } from "./common.ts";
import { plainTitle } from "./title.ts";

export function renderDatabase(database: Database, call: Call): Json {
  return {
    object: "database",
    id: database.id,
    title: readText(database.title, call),
    description: readText(database.description, call),
    parent: database.parent,
    is_inline: database.isInline,
    in_trash: database.inTrash,
    is_locked: database.isLocked,
    created_time: millisecond(database.stamp.createdAt),
    last_edited_time: millisecond(database.stamp.editedAt),
    data_sources: database.dataSourceIds.map((id) => ({ id, name: plainTitle(id, call) })),
    icon: database.icon,
    cover: database.cover,
    url: urlOf(database.id),
    public_url: null,
    ...trashed(call, database.inTrash),
  };
}
