import type { Call } from "../call.ts";
import type { DataSource, Page, Property } from "../entities.ts";
import { propertyType, valueReader } from "../properties/registry.ts";
import { fromTexts } from "./from-texts.ts";
import { textsOf } from "./texts-of.ts";

/**
 * Carries the values of a column over to its new type, as Notion does: by what a person would read in the cell. What
 * does not fit becomes empty. The rows count as not edited: their `last_edited_time` stays (not documented).
 */
export function retypeRows(call: Call, source: DataSource, before: Property, after: Property): void {
  const { store } = call.workspace;
  const templates = (source.templates ?? []).map(({ id }) => store.get(id) as Page);
  const readValue = valueReader(call);
  // Formulas and rollups are read as they were: among the properties of before.
  const properties = source.properties.map((one) => (one.id === before.id ? before : one));
  const convert = fromTexts(call, after);
  const isStored = propertyType(after.type).write !== undefined;
  for (const row of [...store.rows(source.id), ...templates]) {
    const { [before.id]: _, ...others } = row.values;
    const texts = isStored ? textsOf(readValue(before, row, properties), call) : [];
    const value = texts.length > 0 ? convert.value(texts) : undefined;
    store.put({ ...row, values: value === undefined ? others : { ...others, [after.id]: value } });
  }
  const config = convert.config();
  if (config === after.config) return;
  store.put({
    ...source,
    properties: source.properties.map((one) => (one.id === after.id ? { ...one, config } : one)),
  });
}
