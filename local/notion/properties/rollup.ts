import type { DataSource, Json, Page, Property } from "../entities.ts";
import { expectOneOf } from "../expect.ts";
import { invalid } from "../problem.ts";
import { findProperty } from "./find-property.ts";
import type { PropertyType, PropertyValue, ReadAt } from "./property-type.ts";
import { ROLLUP_FUNCTIONS } from "./rollup-functions.ts";

const FUNCTIONS = Object.keys(ROLLUP_FUNCTIONS);

/** Computed from the related rows at each read; a change there never touches this row's edit time. */
export const rollup: PropertyType = {
  configure(given, { call, where, dataSource, before }) {
    const input = { ...before, ...given };
    const relation = findProperty(
      dataSource.properties,
      given.relation_property_id ?? given.relation_property_name ?? input.relation_property_id,
    );
    if (relation?.type !== "relation")
      throw invalid(`${where} needs a relation property of this data source.`);
    const target = call.workspace.store.get(String(relation.config.data_source_id)) as DataSource;
    const named = given.rollup_property_id ?? given.rollup_property_name ?? input.rollup_property_id;
    const rolled = findProperty(target.properties, named);
    if (!rolled) throw invalid(`Could not find property with name or id: ${named}`);
    return {
      rollup_property_name: rolled.name,
      relation_property_name: relation.name,
      // Raw here, unlike everywhere else: recorded traffic.
      rollup_property_id: rolled.id,
      relation_property_id: relation.id,
      function: expectOneOf(input.function, FUNCTIONS, `${where}.function`),
    };
  },
  read(_, at) {
    const name = String(at.property.config.function);
    return { ...ROLLUP_FUNCTIONS[name]?.(rolledValues(at)), function: name } satisfies Json;
  },
};

/** The column a rollup looks at, in each of the rows that its relation leads to. */
function rolledValues({ call, page, property, properties, most, readValue }: ReadAt): PropertyValue[] {
  const { store } = call.workspace;
  const relation = findProperty(properties, property.config.relation_property_id);
  const target = relation && store.get(String(relation.config.data_source_id));
  if (relation?.type !== "relation" || target?.kind !== "data_source") return [];
  const rolled: Property | undefined = findProperty(target.properties, property.config.rollup_property_id);
  if (!rolled) return [];
  const related = readValue(relation, page, properties).relation as { id: string }[];
  return related.slice(0, most).map(({ id }) => readValue(rolled, store.get(id) as Page, target.properties));
}
