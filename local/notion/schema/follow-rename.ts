import type { Call } from "../call.ts";
import type { DataSource, Property } from "../entities.ts";
import { renameInFormula } from "../formula/rename.ts";
import { findProperty } from "../properties/find-property.ts";

/**
 * Carries a new name to all that says the old one: formulas of the same data source, and rollups and two-way relations
 * of any. They hold on to ids; the names are for people.
 */
export function followRename(
  { workspace: { store } }: Call,
  source: DataSource,
  before: Property,
  after: Property,
): void {
  for (const other of store.ofKind("data_source")) {
    const properties = other.properties.map((property) => {
      const config = renamed(property, other, source, before, after);
      return config === property.config ? property : { ...property, config };
    });
    if (properties.some((property, index) => property !== other.properties[index])) {
      store.put({ ...other, properties });
    }
  }
}

function renamed(
  { type, config }: Property,
  own: DataSource,
  source: DataSource,
  { id, name: old }: Property,
  { name }: Property,
): Property["config"] {
  if (type === "formula" && own.id === source.id) {
    return { ...config, expression: renameInFormula(String(config.expression), old, name) };
  }
  if (type === "rollup") {
    const relation = findProperty(own.properties, config.relation_property_id);
    const isTarget = relation?.config.data_source_id === source.id && config.rollup_property_id === id;
    const isOwn = own.id === source.id && config.relation_property_id === id;
    return {
      ...config,
      ...(isTarget && { rollup_property_name: name }),
      ...(isOwn && { relation_property_name: name }),
    };
  }
  const dual = config.dual_property as { synced_property_id: string } | undefined;
  if (type !== "relation" || config.data_source_id !== source.id || dual?.synced_property_id !== id)
    return config;
  return { ...config, dual_property: { ...dual, synced_property_name: name } };
}
