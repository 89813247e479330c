import { type Call, find, stampEdit } from "../call.ts";
import type { DataSource, Json, Page, Property } from "../entities.ts";
import { expectString } from "../expect.ts";
import { invalid, Problem } from "../problem.ts";
import { findProperty } from "../properties/find-property.ts";
import { renderDataSource, shownProperties } from "../render/data-source.ts";
import type { Change } from "../store/store.ts";
import { changedIn, isSame, type PastSchemas, schemasOf } from "./past-schemas.ts";

/**
 * `{data_source_id, property_id, seen}`: takes back the newest change of a column with what its cells said before. `seen`
 * is the column as whoever asks knows it, null when it is gone: what somebody has changed since stays.
 */
export function takeBack(call: Call, past: PastSchemas): Json {
  const { body, workspace } = call;
  const source = find(call, "data_source", body.data_source_id, "body.data_source_id");
  const id = decodeURIComponent(expectString(body.property_id, "body.property_id"));
  const now = findProperty(source.properties, id);
  const shown = now ? shownProperties(source, call)[now.name] : null;
  if (!isSame(shown, body.seen)) throw conflict("Somebody has changed the property since.");
  const changes = past.find(source.id, id);
  if (!changes) throw invalid("The change is too old to be taken back.");
  for (const change of changes) restoreSchema(call, change);
  for (const change of changes) restoreRow(call, change, source.id, id);
  past.forget(changes);
  return renderDataSource(workspace.store.get(source.id) as DataSource, call);
}

/** A column of another source, such as the other end of a relation, follows only where nobody has changed it since. */
function restoreSchema(call: Call, change: Change): void {
  const { store } = call.workspace;
  const schemas = schemasOf(change);
  const source = schemas && store.get(schemas.after.id);
  if (!schemas || source?.kind !== "data_source") return;
  let { properties } = source;
  for (const { id, before, after } of changedIn(change)) {
    const now = properties.find((one) => one.id === id);
    if (isSame(now, after)) properties = put(properties, id, before, schemas.before.properties);
  }
  const names = properties.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw conflict(`There is a new property "${twice}" meanwhile.`);
  store.put({ ...source, properties, stamp: stampEdit(call, source.stamp) });
}

/** Where it stood before, when it comes back. */
function put(now: Property[], id: string, property: Property | undefined, before: Property[]): Property[] {
  if (!property) return now.filter((one) => one.id !== id);
  if (now.some((one) => one.id === id)) return now.map((one) => (one.id === id ? property : one));
  return now.toSpliced(before.indexOf(property), 0, property);
}

/** Only the column's own cell: the others may have been edited since. It is no edit of the row, as a retype is none. */
function restoreRow(call: Call, { before, after }: Change, sourceId: string, propertyId: string): void {
  const isOfSource =
    before?.kind === "page" &&
    after?.kind === "page" &&
    before.parent.type === "data_source_id" &&
    before.parent.data_source_id === sourceId;
  const row = isOfSource ? (call.workspace.store.get(before.id) as Page | undefined) : undefined;
  if (!row || !isOfSource) return;
  const { [propertyId]: _, ...others } = row.values;
  const value = before.values[propertyId];
  const values = value === undefined ? others : { ...others, [propertyId]: value };
  call.workspace.store.put({ ...row, values });
}

const conflict = (message: string) => new Problem(409, "conflict_error", message);
