import type { Call } from "./call.ts";
import type { DataSource, Json, Page, Property } from "./entities.ts";
import { isObject } from "./expect.ts";
import { failed, invalid } from "./problem.ts";
import { findProperty } from "./properties/find-property.ts";
import { propertyType } from "./properties/registry.ts";
import { syncBackRelation } from "./properties/relation.ts";

/** A page that is no row has a title and nothing else. */
const PAGE_PROPERTIES: Property[] = [
  { id: "title", name: "title", type: "title", description: null, config: {} },
];

export function propertiesOf(call: Call, page: Page): Property[] {
  if (page.parent.type !== "data_source_id") return PAGE_PROPERTIES;
  return (call.workspace.store.get(page.parent.data_source_id) as DataSource).properties;
}

/** Puts the page with the values of a request's `properties`; the other ends of two-way relations follow. */
export function writeValues(call: Call, page: Page, inputs: Json): Page {
  const properties = propertiesOf(call, page);
  const values = { ...page.values };
  for (const [key, input] of Object.entries(inputs)) {
    const property = findProperty(properties, key);
    if (!property) throw invalid(`${key} is not a property that exists.`);
    values[property.id] = writeValue(call, page, property, input, `body.properties.${key}`);
  }
  const written = { ...page, values };
  call.workspace.store.put(written);
  for (const property of properties.filter((one) => one.type === "relation")) {
    syncBackRelation(call, page, property, relationIn(page, property), relationIn(written, property));
  }
  return call.workspace.store.get(page.id) as Page;
}

function writeValue(call: Call, page: Page, property: Property, input: unknown, where: string): unknown {
  const { type } = property;
  const { write } = propertyType(type);
  // The short form `title: [...]`, without its type, is in recorded requests.
  const value = isObject(input) ? input[type] : Array.isArray(input) ? input : undefined;
  if (!write || value === undefined) throw failed(`${where}.${write ? type : "title"}`, "defined", undefined);
  const dataSourceId = page.parent.type === "data_source_id" ? page.parent.data_source_id : undefined;
  return write(value, { call, where: `${where}.${type}`, dataSourceId, property });
}

function relationIn(page: Page, property: Property): string[] {
  return (page.values[property.id] as string[] | undefined) ?? [];
}
