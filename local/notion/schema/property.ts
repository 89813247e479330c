import type { Call } from "../call.ts";
import type { DataSource, Json, Property } from "../entities.ts";
import { expectName, expectObject, expectOneOf, expectString, isObject } from "../expect.ts";
import { failed, invalid } from "../problem.ts";
import { PROPERTY_TYPES, propertyType } from "../properties/registry.ts";

/** A property that a schema in a request adds. */
export function newProperty(
  call: Call,
  source: DataSource,
  name: string,
  change: Json,
  where: string,
): Property {
  const type = typeIn(change, where);
  if (!type) throw failed(`${where}.title`, "defined", undefined);
  if (type === "title" && source.properties.some((one) => one.type === "title")) {
    throw invalid("Cannot create a second title property.");
  }
  const id = type === "title" ? "title" : call.workspace.ids.short();
  const config = configure(call, source, type, change, where, undefined);
  return { id, name, type, description: describe(change, where, null), config };
}

/** A property that a schema in a request renames, describes, configures or gives another type. */
export function changeProperty(
  call: Call,
  source: DataSource,
  existing: Property,
  change: unknown,
  where: string,
): Property {
  const given = expectObject(change, where);
  const name = given.name === undefined ? existing.name : expectName(given.name, `${where}.name`);
  const type = typeIn(given, where) ?? existing.type;
  if (type !== existing.type && (type === "title" || existing.type === "title")) {
    throw invalid("The title property cannot change its type, and no other can become the title.");
  }
  const before = type === existing.type ? existing.config : undefined;
  const config = isObject(given[type])
    ? configure(call, source, type, given, where, before)
    : (before ?? configure(call, source, type, { [type]: {} }, where, undefined));
  return { ...existing, name, type, description: describe(given, where, existing.description), config };
}

/** By its key, or, when a column is to take another type as it comes, by `type` alone. */
function typeIn(change: Json, where: string): string | undefined {
  const types = Object.keys(PROPERTY_TYPES);
  if (change.type === undefined) return types.find((type) => isObject(change[type]));
  return expectOneOf(change.type, types, `${where}.type`);
}

function configure(
  call: Call,
  dataSource: DataSource,
  type: string,
  change: Json,
  where: string,
  before: Json | undefined,
): Json {
  const at = { call, where: `${where}.${type}`, dataSource, before };
  return propertyType(type).configure?.(expectObject(change[type], at.where), at) ?? {};
}

function describe(change: Json, where: string, before: string | null): string | null {
  if (change.description === undefined) return before;
  return change.description === null ? null : expectString(change.description, `${where}.description`, 280);
}
