import type { Call } from "../call.ts";
import type { Database, DataSource, Json, Property } from "../entities.ts";
import { propertyType } from "../properties/registry.ts";
import { readText } from "../rich-text.ts";
import { stamped, trashed, urlOf } from "./common.ts";

export function renderDataSource(source: DataSource, call: Call): Json {
  const database = call.workspace.store.get(source.databaseId) as Database;
  return {
    object: "data_source",
    id: source.id,
    cover: null,
    icon: source.icon,
    ...stamped(source.stamp),
    title: readText(source.title, call),
    description: [],
    is_inline: database.isInline,
    properties: Object.fromEntries(source.properties.map((one) => [one.name, renderProperty(one)])),
    parent: { type: "database_id", database_id: database.id },
    database_parent: database.parent,
    url: urlOf(database.id),
    public_url: null,
    in_trash: source.inTrash || database.inTrash,
    ...trashed(call, source.inTrash || database.inTrash),
  };
}

function renderProperty({ id, name, description, type, config }: Property): Json {
  const shown = propertyType(type).showConfig?.(config) ?? config;
  return { id: encodeURIComponent(id), name, description, type, [type]: shown };
}
