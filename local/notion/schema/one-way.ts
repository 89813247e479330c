import type { Property } from "../entities.ts";

/** A relation whose other end is not there, or no longer. */
export function oneWay(relation: Property): Property {
  const { database_id, data_source_id } = relation.config;
  const config = { database_id, data_source_id, type: "single_property", single_property: {} };
  return { ...relation, config };
}
