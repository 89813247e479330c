import type { Entity, Json } from "../entities.ts";
import { isObject } from "../expect.ts";
import { SHAPES } from "./shapes.ts";
import type { Snapshot } from "./store.ts";

export const SNAPSHOT_FORMAT = 1;

/** @throws Error saying what is wrong with it. */
export function readSnapshot(input: unknown): Snapshot {
  if (!isObject(input) || !Array.isArray(input.entities)) {
    throw new Error("a snapshot is an object with `format` and `entities`, as the export gives it");
  }
  if (input.format !== SNAPSHOT_FORMAT) {
    throw new Error(`the snapshot has format ${input.format}; this version reads ${SNAPSHOT_FORMAT}`);
  }
  const ids = new Set(input.entities.map((entity) => entity?.id));
  if (ids.size < input.entities.length) throw new Error("the snapshot has two entities with one id");
  for (const [index, entity] of input.entities.entries()) {
    const fault = faultOf(entity, ids);
    if (fault) throw new Error(`entities[${index}] of the snapshot ${fault}`);
  }
  return input as unknown as Snapshot;
}

/** What keeps it from being an entity of ours; what stands in it deeper down is believed. */
function faultOf(entity: unknown, ids: ReadonlySet<unknown>): string | undefined {
  if (!isObject(entity) || typeof entity.id !== "string" || typeof entity.kind !== "string") {
    return "has no id or kind";
  }
  const shape = Object.hasOwn(SHAPES, entity.kind) ? SHAPES[entity.kind as Entity["kind"]] : undefined;
  if (!shape) return `has the unknown kind ${JSON.stringify(entity.kind)}`;
  const wrong = Object.entries({ ...shape, stamp: "object" }).find(([key, type]) => !isOf(entity[key], type));
  if (wrong) return `(a ${entity.kind}) should have ${wrong[0]}: ${wrong[1]}`;
  if (typeof (entity.stamp as Json).edit !== "number")
    return `(a ${entity.kind}) should have stamp.edit: number`;
  const missing = holdersOf(entity).find((id) => !ids.has(id));
  return missing === undefined ? undefined : `(a ${entity.kind}) stands in ${missing}, which is not there`;
}

function isOf(value: unknown, type: string): boolean {
  if (type === "array") return Array.isArray(value);
  return type === "object" ? isObject(value) : typeof value === type;
}

/** Ids of what it stands in; the answers cannot do without. */
function holdersOf({ kind, databaseId, parent, pageId }: Json): unknown[] {
  if (kind === "data_source") return [databaseId];
  const { page_id, block_id, data_source_id } = (parent ?? {}) as Json;
  return [page_id, block_id, data_source_id, kind === "block" ? pageId : undefined].filter(
    (id) => id !== undefined,
  );
}
