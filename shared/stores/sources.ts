import type { Brakes } from "../domain/brake.ts";
import type { SourceSchema } from "../domain/row.ts";
import type { Tally } from "../domain/tally.ts";
import type { Lease, Sources } from "../ports.ts";
import { brakesItem } from "./brakes-item.ts";
import { candidatesIn, writesOfCandidates } from "./candidates.ts";
import { checkpointIn, checkpointItem } from "./checkpoint-item.ts";
import { jsonItem, jsonOf } from "./json-body.ts";
import { keptBodies } from "./kept-bodies.ts";
import { keys } from "./keys.ts";
import type { Item, Key, Table } from "./table.ts";
import { writeManyUnderLease, writeUnderLease } from "./write-under-lease.ts";

export function sourcesIn(table: Table, newId: () => string): Sources {
  const save = async (lease: Lease, item: Item) => {
    await writeUnderLease(table, lease, [{ put: item }], newId());
  };
  const schemaOf = keptBodies<SourceSchema>();
  return {
    async state(sourceId) {
      // They lie side by side: one request, and at a few KB it costs what the smallest of them would.
      const { items } = await table.query({ partition: keys.checkpoint(sourceId).pk });
      const find = ({ sk }: Key) => items.find((item) => item.sk === sk);
      return {
        checkpoint: checkpointIn(find(keys.checkpoint(sourceId))),
        schema: ownSchema(schemaOf(find(keys.schema(sourceId)))),
        candidates: candidatesIn(items),
        brakes: jsonOf<Brakes>(find(keys.brakes(sourceId))) ?? {},
        tally: jsonOf<Tally>(find(keys.tally(sourceId))),
      };
    },
    saveCheckpoint: (lease, sourceId, checkpoint) => save(lease, checkpointItem(sourceId, checkpoint)),
    async removeCheckpoint(lease, sourceId) {
      await writeUnderLease(table, lease, [{ delete: keys.checkpoint(sourceId) }], newId());
    },

    schema: async (sourceId) => ownSchema(schemaOf(await table.get(keys.schema(sourceId)))),

    saveSchema: (lease, schema) => save(lease, jsonItem(keys.schema(schema.id), schema)),

    async saveCandidates(lease, sourceId, candidates) {
      await writeManyUnderLease(table, lease, await writesOfCandidates(table, sourceId, candidates), newId);
    },

    saveTally: (lease, sourceId, tally) => save(lease, jsonItem(keys.tally(sourceId), tally)),

    brakes: async (sourceId) => (await readJson<Brakes>(table, keys.brakes(sourceId))) ?? {},
    saveBrakes: (lease, sourceId, brakes) => save(lease, brakesItem(sourceId, brakes)),
  };
}

/** A poll notes in its own what the rows show. */
function ownSchema(shared: SourceSchema | undefined): SourceSchema | undefined {
  return shared && { ...shared };
}

/** Reads one item as it is now: a poll must see what the poll before it wrote. */
export async function readJson<T>(table: Table, key: Key): Promise<T | undefined> {
  return jsonOf<T>(await table.get(key));
}
