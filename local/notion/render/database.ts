import { type Call, hasDataSources } from "../call.ts";
import type { Database, Json } from "../entities.ts";
import { readIcon } from "../files/icon.ts";
import { onlySource } from "../only-source.ts";
import { readText } from "../rich-text.ts";
import { millisecond } from "../times.ts";
import { stamped, trashed, urlOf } from "./common.ts";
import { shownProperties } from "./data-source.ts";
import { plainTitle } from "./title.ts";

/** A container of data sources, its times to the millisecond; in the oldest version a table, its times to the minute. */
export function renderDatabase(database: Database, call: Call): Json {
  const title = readText(database.title, call);
  const description = readText(database.description, call);
  const common = {
    object: "database",
    id: database.id,
    icon: readIcon(call, database.icon),
    cover: readIcon(call, database.cover),
    url: urlOf(database.id),
    public_url: null,
    parent: database.parent,
    is_inline: database.isInline,
    in_trash: database.inTrash,
    ...trashed(call, database.inTrash),
  };
  if (!hasDataSources(call)) {
    const properties = shownProperties(onlySource(call, database), call);
    return { ...common, ...stamped(database.stamp), title, description, properties };
  }
  return {
    ...common,
    title,
    description,
    is_locked: database.isLocked,
    created_time: millisecond(database.stamp.createdAt),
    last_edited_time: millisecond(database.stamp.editedAt),
    data_sources: database.dataSourceIds.map((id) => ({ id, name: plainTitle(id, call) })),
  };
}
