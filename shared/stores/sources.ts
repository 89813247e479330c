import type { Brakes } from "../domain/brake.ts";
import type { Checkpoint } from "../domain/checkpoint.ts";
import type { SourceSchema } from "../domain/row.ts";
import type { Lease, Sources } from "../ports.ts";
import { brakesItem } from "./brakes-item.ts";
import { readCandidates, writesOfCandidates } from "./candidates.ts";
import { checkpointItem } from "./checkpoint-item.ts";
import { jsonItem, jsonOf } from "./json-body.ts";
import { keys } from "./keys.ts";
import type { Item, Key, Table } from "./table.ts";
import { writeManyUnderLease, writeUnderLease } from "./write-under-lease.ts";

export function sourcesIn(table: Table, newId: () => string): Sources {
  const save = async (lease: Lease, item: Item) => {
    await writeUnderLease(table, lease, [{ put: item }], newId());
  };
  return {
    checkpoint: (sourceId) => readJson<Checkpoint>(table, keys.checkpoint(sourceId)),
    saveCheckpoint: (lease, sourceId, checkpoint) => save(lease, checkpointItem(sourceId, checkpoint)),
    async removeCheckpoint(lease, sourceId) {
      await writeUnderLease(table, lease, [{ delete: keys.checkpoint(sourceId) }], newId());
    },

    schema: (sourceId) => readJson<SourceSchema>(table, keys.schema(sourceId)),
    saveSchema: (lease, schema) => save(lease, jsonItem(keys.schema(schema.id), schema)),

    candidates: (sourceId) => readCandidates(table, sourceId),
    async saveCandidates(lease, sourceId, candidates) {
      await writeManyUnderLease(table, lease, await writesOfCandidates(table, sourceId, candidates), newId);
    },

    brakes: async (sourceId) => (await readJson<Brakes>(table, keys.brakes(sourceId))) ?? {},
    saveBrakes: (lease, sourceId, brakes) => save(lease, brakesItem(sourceId, brakes)),
  };
}

/** Reads one item as it is now: a poll must see what the poll before it wrote. */
export async function readJson<T>(table: Table, key: Key): Promise<T | undefined> {
  return jsonOf<T>(await table.get(key));
}
