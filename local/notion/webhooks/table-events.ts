import type { Database, DataSource, Json, Property, View } from "../entities.ts";
import type { Happening } from "./event.ts";
import { parentOf } from "./parent-of.ts";

type Told<T> = Generator<Happening, void, T>;

export function* databaseEvents(before: Database | undefined, after: Database): Told<Database> {
  for (const name of lifeEvents(
    before,
    after,
    JSON.stringify(before?.parent) !== JSON.stringify(after.parent),
  )) {
    yield {
      type: `database.${name}`,
      entity: { id: after.id, type: "database" },
      data: { parent: parentOf(after) },
      ...by(after),
    };
  }
}

export function* dataSourceEvents(before: DataSource | undefined, after: DataSource): Told<DataSource> {
  const tell = (name: string, data: Json = {}) => ({
    type: `data_source.${name}`,
    entity: { id: after.id, type: "data_source" as const },
    data: { parent: { id: after.databaseId, type: "database" }, ...data },
    ...by(after),
  });
  for (const name of lifeEvents(before, after, before?.databaseId !== after.databaseId)) yield tell(name);
  const changes = before ? schemaChanges(before.properties, after.properties) : [];
  if (changes.length > 0) yield tell("schema_updated", { updated_properties: changes });
}

function by<T extends Database | DataSource | View>(about: T) {
  return { author: about.stamp.editedBy, at: about.stamp.editedAt, about };
}

function lifeEvents(
  before: { inTrash: boolean } | undefined,
  after: { inTrash: boolean },
  isElsewhere: boolean,
): string[] {
  if (!before) return ["created"];
  const trash = before.inTrash === after.inTrash ? [] : [after.inTrash ? "deleted" : "undeleted"];
  return isElsewhere ? [...trash, "moved"] : trash;
}

function schemaChanges(before: Property[], after: Property[]): Json[] {
  const tell = ({ id, name }: Property, action: string) => ({ id: encodeURIComponent(id), name, action });
  const known = new Map(before.map((property) => [property.id, JSON.stringify(property)]));
  const now = new Set(after.map(({ id }) => id));
  return [
    ...after.flatMap((property) => {
      const was = known.get(property.id);
      if (was === undefined) return [tell(property, "created")];
      return was === JSON.stringify(property) ? [] : [tell(property, "updated")];
    }),
    ...before.filter(({ id }) => !now.has(id)).map((property) => tell(property, "deleted")),
  ];
}

export function* viewEvents(before: View | undefined, after: View): Told<View> {
  const tell = (name: string, data: Json = {}) => ({
    type: `view.${name}`,
    entity: { id: after.id, type: "view" as const },
    data: {
      parent: { id: after.parentKey, type: "database", data_source_id: after.dataSourceId },
      ...data,
    },
    ...by(after),
  });
  if (!before) yield tell("created", { view_type: after.type });
  else if (after.deleted) yield tell("deleted");
  else {
    const fields = (["name", "filter", "sorts", "configuration"] as const).filter(
      (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
    );
    if (fields.length > 0) yield tell("updated", { updated_fields: fields });
  }
}
