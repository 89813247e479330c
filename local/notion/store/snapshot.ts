import type { Entity } from "../entities.ts";
import { isObject } from "../expect.ts";
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
  for (const [index, entity] of input.entities.entries()) {
    if (isEntity(entity)) continue;
    throw new Error(`entities[${index}] of the snapshot has no id, kind or stamp`);
  }
  return input as unknown as Snapshot;
}

function isEntity(input: unknown): input is Entity {
  return (
    isObject(input) &&
    typeof input.id === "string" &&
    typeof input.kind === "string" &&
    isObject(input.stamp) &&
    typeof input.stamp.edit === "number"
  );
}
