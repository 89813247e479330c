import type { DataSource, Json } from "../entities.ts";
import { isObject } from "../expect.ts";
import { findProperty } from "../properties/find-property.ts";

/**
 * A filter or a sort with the names of its properties replaced by their ids, so that a view outlives their renaming. What
 * Notion shows of a saved filter, the name or the id, is not documented.
 */
export function byPropertyId(source: DataSource, part: Json): Json {
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => {
      if (key === "property") return [key, idOf(source, value)];
      if (Array.isArray(value) && (key === "and" || key === "or")) {
        return [key, value.map((one) => (isObject(one) ? byPropertyId(source, one) : one))];
      }
      return [key, value];
    }),
  );
}

function idOf(source: DataSource, name: unknown): unknown {
  const property = findProperty(source.properties, name);
  return property ? encodeURIComponent(property.id) : name;
}
