import type { Property } from "../entities.ts";
import { findProperty } from "../properties/find-property.ts";
import type { Store } from "../store/store.ts";
import { parsed } from "./parsed.ts";
import type { TypeScope } from "./scope.ts";
import { type FormulaType, itemOf, listOf } from "./type.ts";
import { typeOf } from "./type-of.ts";

type Lookup = Pick<Store, "get">;

const TYPES: Record<string, FormulaType> = {
  number: "number",
  checkbox: "boolean",
  date: "date",
  created_time: "date",
  last_edited_time: "date",
  created_by: "person",
  last_edited_by: "person",
  multi_select: listOf("string"),
  people: listOf("person"),
  files: listOf("string"),
};
const MOST_DEEP = 10;

/** What the formulas of a data source may name. @param depth how many formulas led here. */
export function typesOf(store: Lookup, { properties }: { properties: Property[] }, depth = 0): TypeScope {
  return {
    variables: {},
    property: (name) => typeOfProperty(store, properties, name, depth),
    propertyOf(dataSource, name) {
      const source = store.get(dataSource);
      return source?.kind === "data_source" ? typeOfProperty(store, source.properties, name, depth) : "any";
    },
  };
}

function typeOfProperty(store: Lookup, properties: Property[], name: unknown, depth: number): FormulaType {
  const property = findProperty(properties, name);
  if (!property) throw new Error(`there is no property "${name}"`);
  if (depth > MOST_DEEP) throw new Error("formulas refer to each other in a circle");
  const { type, config } = property;
  if (type === "relation") return listOf({ page: String(config.data_source_id) });
  if (type === "rollup") return typeOfRollup(store, properties, property, depth);
  if (type !== "formula") return TYPES[type] ?? "string";
  return typeOf(parsed(String(config.expression)), typesOf(store, { properties }, depth + 1));
}

function typeOfRollup(
  store: Lookup,
  properties: Property[],
  { config }: Property,
  depth: number,
): FormulaType {
  const name = String(config.function);
  if (name.endsWith("_date") || name === "date_range") return "date";
  if (!name.startsWith("show_")) return "number";
  const relation = findProperty(properties, config.relation_property_id);
  const target = relation && store.get(String(relation.config.data_source_id));
  if (target?.kind !== "data_source") return listOf("any");
  return listOf(itemOf(typeOfProperty(store, target.properties, config.rollup_property_id, depth + 1)));
}
