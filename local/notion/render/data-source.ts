import type { Call } from "../call.ts";
import type { Database, DataSource, Json, Property } from "../entities.ts";
import { readIcon } from "../files/icon.ts";
import { propertyType } from "../properties/registry.ts";
import { readText } from "../rich-text.ts";
import { stamped, trashed, urlOf } from "./common.ts";

export function renderDataSource(source: DataSource, call: Call): Json {
  const database = call.workspace.store.get(source.databaseId) as Database;
  const inTrash = source.inTrash || database.inTrash;
  return {
    object: "data_source",
    id: source.id,
    // No request gives a data source a cover or description of its own: those of its database are shown.
    cover: readIcon(call, database.cover),
    icon: readIcon(call, source.icon),
    ...stamped(source.stamp),
    title: readText(source.title, call),
    description: readText(database.description, call),
    is_inline: database.isInline,
    properties: shownProperties(source, call),
    parent: { type: "database_id", database_id: database.id },
    database_parent: database.parent,
    url: urlOf(database.id),
    public_url: null,
    in_trash: inTrash,
    ...trashed(call, inTrash),
  };
}

/** The schema, by the names of the columns. */
export function shownProperties({ properties }: DataSource, call: Call): Json {
  return Object.fromEntries(properties.map((property) => [property.name, shown(property, call)]));
}

function shown({ id, name, description, type, config }: Property, call: Call): Json {
  const own = propertyType(type).showConfig?.(config, call) ?? config;
  return { id: encodeURIComponent(id), name, description, type, [type]: own };
}
