import type { Call } from "./call.ts";
import type { DataSource, Json, Page, Property } from "./entities.ts";
import { isObject } from "./expect.ts";
import { failed, fixOne, invalid } from "./problem.ts";
import { findProperty } from "./properties/find-property.ts";
import { PROPERTY_TYPES, propertyType } from "./properties/registry.ts";
import { syncBackRelation } from "./properties/relation.ts";

/** A page that is no row has a title and nothing else. */
const PAGE_PROPERTIES: Property[] = [
  { id: "title", name: "title", type: "title", description: null, config: {} },
];

export function propertiesOf(call: Call, page: Page): Property[] {
  if (page.parent.type !== "data_source_id") return PAGE_PROPERTIES;
  return (call.workspace.store.get(page.parent.data_source_id) as DataSource).properties;
}

type Input = { key: string; property: Property; value: unknown };

/** Puts the page with the values of a request's `properties`; the other ends of two-way relations follow. */
export function writeValues(call: Call, page: Page, inputs: Json): Page {
  const properties = propertiesOf(call, page);
  const values = { ...page.values };
  for (const { key, property, value } of readInputs(properties, inputs)) {
    values[property.id] = writeValue(call, page, property, value, `body.properties.${key}`);
  }
  const written = { ...page, values };
  call.workspace.store.put(written);
  for (const property of properties.filter((one) => one.type === "relation")) {
    syncBackRelation(call, page, property, relationIn(page, property), relationIn(written, property));
  }
  return call.workspace.store.get(page.id) as Page;
}

/** What is wrong with names and types is told of all properties at once. */
function readInputs(properties: Property[], inputs: Json): Input[] {
  const wrong: string[] = [];
  const read = Object.entries(inputs).flatMap(([key, input]): Input[] => {
    const property = findProperty(properties, key);
    const value = valueIn(property?.type, input, `body.properties.${key}`);
    if (!property) wrong.push(`${key} is not a property that exists.`);
    else if (value === undefined) wrong.push(`${property.name} is expected to be ${property.type}.`);
    else return [{ key, property, value }];
    return [];
  });
  if (wrong.length > 0) throw invalid(wrong.join(" "));
  return read;
}

// In the order in which Notion names the forms that would do.
const WRITABLE =
  "title rich_text number url select multi_select people email phone_number date checkbox relation files status".split(
    " ",
  );
const ACCEPTED = Object.keys(PROPERTY_TYPES).filter((type) => PROPERTY_TYPES[type]?.write);

/** The value under its type's key, or without that key: recorded requests have `title: [...]`. */
function valueIn(type: string | undefined, input: unknown, where: string): unknown {
  if (Array.isArray(input)) return type && ["title", "rich_text"].includes(type) ? input : undefined;
  if (isObject(input)) {
    const given = ACCEPTED.find((one) => input[one] !== undefined);
    if (given !== undefined) return given === type ? input[given] : undefined;
    if (type === "date" && "start" in input) return input;
    if ((type === "select" || type === "status") && ("name" in input || "id" in input)) return input;
  }
  throw fixOne(WRITABLE.map((one) => `${where}.${one}`));
}

function writeValue(call: Call, page: Page, property: Property, value: unknown, where: string): unknown {
  const { write } = propertyType(property.type);
  if (!write) throw failed(`${where}.${property.type}`, "not present", value);
  const dataSourceId = page.parent.type === "data_source_id" ? page.parent.data_source_id : undefined;
  return write(value, { call, where: `${where}.${property.type}`, dataSourceId, property });
}

function relationIn(page: Page, property: Property): string[] {
  return (page.values[property.id] as string[] | undefined) ?? [];
}
