import { type Call, stampNew } from "./call.ts";
import type { Database, DataSource, Json, Property } from "./entities.ts";
import { expectObject, expectString, isObject } from "./expect.ts";
import { failed, invalid } from "./problem.ts";
import { findProperty } from "./properties/find-property.ts";
import { PROPERTY_TYPES, propertyType } from "./properties/registry.ts";
import { addBackRelation } from "./properties/relation.ts";
import { plainTitle } from "./render/title.ts";
import { writeText } from "./rich-text.ts";

/** Puts a new data source, with the title, icon and schema of the request, into its database. */
export function createDataSource(call: Call, database: Database, schema: unknown, where: string): DataSource {
  const { body, workspace } = call;
  const source: DataSource = {
    kind: "data_source",
    id: workspace.ids.uuid(),
    databaseId: database.id,
    title: writeText(body.title ?? [], "body.title"),
    properties: [],
    nextNumber: 1,
    icon: body.icon ?? null,
    inTrash: false,
    stamp: stampNew(call),
  };
  workspace.store.put(source);
  workspace.store.put({ ...database, dataSourceIds: [...database.dataSourceIds, source.id] });
  const columns = schema === undefined ? {} : expectObject(schema, where);
  // Every data source has a title; Notion calls it Name when the request has none.
  const hasTitle = Object.values(columns).some((one) => isObject(one) && isObject(one.title));
  return changeSchema(call, source, hasTitle ? columns : { Name: { title: {} }, ...columns }, where);
}

// Rollups and formulas name other properties, which may come in the same request.
const LAST = ["rollup", "formula"];

/**
 * Puts a data source with its schema changed: per property, by name or id, `null` removes it, `{name}` renames it, a
 * configuration changes or adds it.
 */
export function changeSchema(call: Call, source: DataSource, changes: Json, where: string): DataSource {
  let changed = source;
  const added: Property[] = [];
  for (const [key, change] of Object.entries(changes).toSorted(byDependency)) {
    const at = `${where}.${key}`;
    const existing = findProperty(changed.properties, key);
    if (change === null) changed = removeProperty(changed, existing, key);
    else if (existing)
      changed = replaceProperty(changed, changeProperty(call, changed, existing, change, at));
    else {
      const property = newProperty(call, changed, key, expectObject(change, at), at);
      added.push(property);
      changed = { ...changed, properties: [...changed.properties, property] };
    }
  }
  refuseSameNames(changed);
  const order = Object.keys(changes);
  const place = ({ name }: Property) => order.indexOf(name);
  const kept = changed.properties.filter((property) => !added.includes(property));
  changed = { ...changed, properties: [...kept, ...added.toSorted((a, b) => place(a) - place(b))] };
  call.workspace.store.put(changed);
  for (const property of added) {
    if (property.config.type !== "dual_property") continue;
    addBackRelation(call, changed, property, plainTitle(changed.databaseId, call));
  }
  return call.workspace.store.get(source.id) as DataSource;
}

function byDependency([, a]: [string, unknown], [, b]: [string, unknown]): number {
  const last = (change: unknown) => (isObject(change) && LAST.some((type) => type in change) ? 1 : 0);
  return last(a) - last(b);
}

function typeIn(change: Json): string | undefined {
  return Object.keys(PROPERTY_TYPES).find((type) => isObject(change[type]));
}

function newProperty(call: Call, source: DataSource, name: string, change: Json, where: string): Property {
  const type = typeIn(change);
  if (!type) throw failed(`${where}.title`, "defined", undefined);
  if (type === "title" && source.properties.some((one) => one.type === "title")) {
    throw invalid("Cannot create a second title property.");
  }
  const id = type === "title" ? "title" : call.workspace.ids.short();
  const config = configure(call, source, type, change, where, undefined);
  return { id, name, type, description: describe(change, where, null), config };
}

function changeProperty(
  call: Call,
  source: DataSource,
  existing: Property,
  change: unknown,
  where: string,
): Property {
  const given = expectObject(change, where);
  const name = given.name === undefined ? existing.name : expectString(given.name, `${where}.name`);
  const type = typeIn(given) ?? existing.type;
  if (type !== existing.type && (type === "title" || existing.type === "title")) {
    throw invalid("The title property cannot change its type, and no other can become the title.");
  }
  const before = type === existing.type ? existing.config : undefined;
  const config = typeIn(given) ? configure(call, source, type, given, where, before) : existing.config;
  return { ...existing, name, type, description: describe(given, where, existing.description), config };
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
  return propertyType(type).configure?.(change[type] as Json, at) ?? {};
}

function describe(change: Json, where: string, before: string | null): string | null {
  if (change.description === undefined) return before;
  return change.description === null ? null : expectString(change.description, `${where}.description`);
}

function removeProperty(source: DataSource, existing: Property | undefined, key: string): DataSource {
  if (!existing) throw invalid(`Could not find property with name or id: ${key}`);
  if (existing.type === "title") throw invalid("Cannot delete the title property.");
  return { ...source, properties: source.properties.filter((one) => one !== existing) };
}

function replaceProperty(source: DataSource, property: Property): DataSource {
  return {
    ...source,
    properties: source.properties.map((one) => (one.id === property.id ? property : one)),
  };
}

function refuseSameNames({ properties }: DataSource): void {
  const names = properties.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw invalid(`Cannot create two properties with the name "${twice}".`);
}
