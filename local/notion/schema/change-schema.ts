import type { Call } from "../call.ts";
import type { DataSource, Json, Property } from "../entities.ts";
import { expectObject, isObject } from "../expect.ts";
import { invalid } from "../problem.ts";
import { findProperty } from "../properties/find-property.ts";
import { addBackRelation } from "../properties/relation.ts";
import { plainTitle } from "../render/title.ts";
import { followRename } from "./follow-rename.ts";
import { loosenBackRelation } from "./loosen-back-relation.ts";
import { numberRows } from "./number-rows.ts";
import { changeProperty, newProperty } from "./property.ts";
import { retypeRows } from "./retype-rows.ts";

// Rollups and formulas name other properties, which may come in the same request.
const LAST = ["rollup", "formula"];
/** Help centre, "database limits". The message is ours. */
const MOST_PROPERTIES = 500;

/**
 * Puts a data source with its schema changed: per property, by name or id, `null` removes it, `{name}` renames it, a
 * configuration changes or adds it. Rows follow: values take the new type, the other ends of relations come and go.
 */
export function changeSchema(call: Call, source: DataSource, changes: Json, where: string): DataSource {
  const known = source.properties;
  let changed = source;
  const added: Property[] = [];
  for (const [key, change] of Object.entries(changes).toSorted(byDependency)) {
    const at = `${where}.${key}`;
    const existing = findProperty(changed.properties, key);
    if (change === null) changed = removeProperty(changed, existing, key);
    else if (existing) changed = replaced(changed, changeProperty(call, changed, existing, change, at));
    else {
      const property = newProperty(call, changed, key, expectObject(change, at), at);
      added.push(property);
      changed = { ...changed, properties: [...changed.properties, property] };
    }
  }
  refuseSameNames(changed);
  call.workspace.store.put({ ...changed, properties: inOrder(changed, added, Object.keys(changes)) });
  for (const property of changed.properties) settle(call, source.id, byId(known, property.id), property);
  for (const gone of known.filter(({ id }) => !byId(changed.properties, id))) loosenBackRelation(call, gone);
  return sourceNow(call, source.id);
}

/** What a new or changed property means for the rows, for other properties and for the data source it points to. */
function settle(call: Call, sourceId: string, before: Property | undefined, after: Property): void {
  if (before === after) return;
  const retyped = before && before.type !== after.type;
  const targetOf = ({ config }: Property) => config.data_source_id;
  const moved = before && (retyped || targetOf(before) !== targetOf(after));
  if (before && before.name !== after.name) followRename(call, sourceNow(call, sourceId), before, after);
  if (before && (moved || after.config.type !== before.config.type)) loosenBackRelation(call, before);
  if (moved) retypeRows(call, sourceNow(call, sourceId), before, after);
  if (after.type === "unique_id" && (!before || retyped)) numberRows(call, sourceNow(call, sourceId), after);
  const isNewPair = !before || moved || before.config.type !== "dual_property";
  if (after.config.type !== "dual_property" || !isNewPair) return;
  const source = sourceNow(call, sourceId);
  addBackRelation(call, source, after, plainTitle(source.databaseId, call));
}

function byDependency([, a]: [string, unknown], [, b]: [string, unknown]): number {
  const last = (change: unknown) => (isObject(change) && LAST.some((type) => type in change) ? 1 : 0);
  return last(a) - last(b);
}

/** New ones behind the others, as the request lists them. */
function inOrder({ properties }: DataSource, added: Property[], names: string[]): Property[] {
  const place = ({ name }: Property) => names.indexOf(name);
  const kept = properties.filter((property) => !added.includes(property));
  return [...kept, ...added.toSorted((a, b) => place(a) - place(b))];
}

function removeProperty(source: DataSource, existing: Property | undefined, key: string): DataSource {
  if (!existing) throw invalid(`Could not find property with name or id: ${key}`);
  if (existing.type === "title") throw invalid("Cannot delete the title property.");
  return { ...source, properties: source.properties.filter((one) => one !== existing) };
}

function replaced(source: DataSource, property: Property): DataSource {
  const properties = source.properties.map((one) => (one.id === property.id ? property : one));
  return { ...source, properties };
}

function refuseSameNames({ properties }: DataSource): void {
  if (properties.length > MOST_PROPERTIES) {
    throw invalid(
      `A data source has at most ${MOST_PROPERTIES} properties, this would be ${properties.length}.`,
    );
  }
  const names = properties.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw invalid(`Cannot create two properties with the name "${twice}".`);
}

function byId(properties: Property[], wanted: string): Property | undefined {
  return properties.find(({ id }) => id === wanted);
}

function sourceNow(call: Call, id: string): DataSource {
  return call.workspace.store.get(id) as DataSource;
}
