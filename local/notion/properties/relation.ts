import { type Call, find, hasDataSources } from "../call.ts";
import type { DataSource, Json, Page, Property } from "../entities.ts";
import { expectArray, expectObject, isObject } from "../expect.ts";
import { onlySource } from "../only-source.ts";
import { failed } from "../problem.ts";
import { findProperty } from "./find-property.ts";
import type { PropertyType } from "./property-type.ts";

type Dual = { synced_property_name: string; synced_property_id: string };

export const relation: PropertyType = {
  configure(input, { call, where, before }) {
    const target = targetIn(call, input, where);
    const common = { database_id: target.databaseId, data_source_id: target.id };
    if (isObject(input.dual_property)) {
      const dual = { ...(before?.dual_property as Json | undefined), ...input.dual_property };
      return { ...common, type: "dual_property", dual_property: dual };
    }
    if (isObject(input.single_property)) return { ...common, type: "single_property", single_property: {} };
    throw failed(`${where}.single_property`, "defined", input.single_property);
  },
  showConfig({ data_source_id, ...rest }, call) {
    const config = hasDataSources(call) ? { data_source_id, ...rest } : rest;
    if (rest.type !== "dual_property") return config;
    const dual = rest.dual_property as Dual;
    return {
      ...config,
      dual_property: { ...dual, synced_property_id: encodeURIComponent(dual.synced_property_id) },
    };
  },
  write(input, { call, where }) {
    const targets = expectArray(input, where).map((item, index) => {
      const at = `${where}[${index}]`;
      return find(call, "page", expectObject(item, at).id, `${at}.id`).id;
    });
    return [...new Set(targets)];
  },
  read(stored, { call }) {
    const ids = (stored as string[] | undefined) ?? [];
    return ids.filter((id) => isLive(call, id)).map((id) => ({ id }));
  },
};

/** The oldest version names the database, the newer ones the data source; a database with a single one will do, too. */
function targetIn(call: Call, input: Json, where: string): DataSource {
  if (input.data_source_id !== undefined) {
    return find(call, "data_source", input.data_source_id, `${where}.data_source_id`);
  }
  const key = hasDataSources(call) ? "data_source_id" : "database_id";
  if (input.database_id === undefined) throw failed(`${where}.${key}`, "defined", undefined);
  return onlySource(call, find(call, "database", input.database_id, `${where}.database_id`));
}

function isLive(call: Call, id: string): boolean {
  const page = call.workspace.store.get(id);
  return page?.kind === "page" && !page.inTrash;
}

/** The other end of a new two-way relation: a property of the target that points back. */
export function addBackRelation(
  call: Call,
  source: DataSource,
  property: Property,
  sourceTitle: string,
): void {
  const { store, ids } = call.workspace;
  const target = store.get(String(property.config.data_source_id)) as DataSource;
  const wanted = (property.config.dual_property as Partial<Dual>).synced_property_name;
  const name = wanted ?? `Related to ${sourceTitle} (${property.name})`;
  const back: Property = {
    id: ids.short(),
    name,
    type: "relation",
    description: null,
    config: pointTo(source, property),
  };
  store.put({ ...target, properties: [...target.properties, back] });
  const front = { ...property, config: pointTo(target, back) };
  const current = store.get(source.id) as DataSource;
  store.put({ ...current, properties: current.properties.map((one) => (one.id === front.id ? front : one)) });
  for (const row of store.rows(source.id)) {
    syncBackRelation(call, row, front, [], (row.values[property.id] as string[] | undefined) ?? []);
  }
}

function pointTo(target: DataSource, property: Property): Json {
  const dual: Dual = { synced_property_name: property.name, synced_property_id: property.id };
  return {
    database_id: target.databaseId,
    data_source_id: target.id,
    type: "dual_property",
    dual_property: dual,
  };
}

/**
 * Keeps the other end of a two-way relation in step. The rows there change without a new edit time: whether Notion
 * bumps it is not known, and a reader of the API has to stand the worse.
 */
export function syncBackRelation(
  call: Call,
  page: Page,
  property: Property,
  before: string[],
  after: string[],
): void {
  if (property.config.type !== "dual_property") return;
  const { store } = call.workspace;
  const target = store.get(String(property.config.data_source_id)) as DataSource;
  const back = findProperty(target.properties, (property.config.dual_property as Dual).synced_property_id);
  if (!back) return;
  const set = (id: string, change: (ids: string[]) => string[]) => {
    const other = store.get(id) as Page;
    const ids = (other.values[back.id] as string[] | undefined) ?? [];
    store.put({ ...other, values: { ...other.values, [back.id]: change(ids) } });
  };
  for (const id of before.filter((id) => !after.includes(id)))
    set(id, (ids) => ids.filter((one) => one !== page.id));
  for (const id of after.filter((id) => !before.includes(id))) set(id, (ids) => [...ids, page.id]);
}
