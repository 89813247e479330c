import type { DataSource, Json, Page, Property } from "../entities.ts";
import { expectOneOf } from "../expect.ts";
import { invalid } from "../problem.ts";
import { isEmptyValue, startOf } from "../query/comparable.ts";
import { findProperty } from "./find-property.ts";
import type { PropertyType, PropertyValue, ReadAt } from "./property-type.ts";

const NUMBERS: Record<string, (numbers: number[]) => number> = {
  sum: (numbers) => numbers.reduce((total, one) => total + one, 0),
  average: (numbers) => numbers.reduce((total, one) => total + one, 0) / numbers.length,
  min: (numbers) => Math.min(...numbers),
  max: (numbers) => Math.max(...numbers),
  range: (numbers) => Math.max(...numbers) - Math.min(...numbers),
};
const COUNTS: Record<string, (values: PropertyValue[]) => number> = {
  count: (values) => values.length,
  count_values: (values) => values.filter((value) => !isEmptyValue(value)).length,
  not_empty: (values) => values.filter((value) => !isEmptyValue(value)).length,
  empty: (values) => values.filter(isEmptyValue).length,
  checked: (values) => values.filter((value) => value.checkbox === true).length,
  unchecked: (values) => values.filter((value) => value.checkbox === false).length,
};
const DATES = ["earliest_date", "latest_date"];
const FUNCTIONS = [...Object.keys(NUMBERS), ...Object.keys(COUNTS), ...DATES, "show_original"];

/** Computed from the related rows at each read; a change there never touches this row's edit time. */
export const rollup: PropertyType = {
  configure(input, { call, where, dataSource }) {
    const relation = findProperty(
      dataSource.properties,
      input.relation_property_id ?? input.relation_property_name,
    );
    if (relation?.type !== "relation")
      throw invalid(`${where} needs a relation property of this data source.`);
    const target = call.workspace.store.get(String(relation.config.data_source_id)) as DataSource;
    const rolled = findProperty(target.properties, input.rollup_property_id ?? input.rollup_property_name);
    if (!rolled) throw invalid(`Could not find property with name or id: ${input.rollup_property_name}`);
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
    return { ...compute(name, rolledValues(at)), function: name };
  },
};

function rolledValues({ call, page, property, properties, readValue }: ReadAt): PropertyValue[] {
  const { store } = call.workspace;
  const relation = findProperty(properties, property.config.relation_property_id);
  const target = relation && store.get(String(relation.config.data_source_id));
  if (!relation || target?.kind !== "data_source") return [];
  const rolled: Property | undefined = findProperty(target.properties, property.config.rollup_property_id);
  if (!rolled) return [];
  const related = readValue(relation, page, properties).relation as { id: string }[];
  return related.map(({ id }) => readValue(rolled, store.get(id) as Page, target.properties));
}

function compute(name: string, values: PropertyValue[]): Json {
  const count = COUNTS[name];
  if (count) return { type: "number", number: count(values) };
  const numeric = NUMBERS[name];
  if (numeric) {
    const numbers = values.map(numberOf).filter((one) => one !== null);
    return { type: "number", number: numbers.length > 0 || name === "sum" ? numeric(numbers) : null };
  }
  if (DATES.includes(name)) return { type: "date", date: extremeDate(name, values) };
  return { type: "array", array: values };
}

function numberOf(value: PropertyValue): number | null {
  const inner = value.type === "formula" ? (value.formula as Json).number : value.number;
  return typeof inner === "number" ? inner : null;
}

function extremeDate(name: string, values: PropertyValue[]): Json | null {
  const starts = values.map(startOf).filter((one) => one !== undefined);
  const sorted = starts.toSorted((a, b) => Date.parse(a) - Date.parse(b));
  const start = name === "earliest_date" ? sorted[0] : sorted.at(-1);
  return start === undefined ? null : { start, end: null, time_zone: null };
}
