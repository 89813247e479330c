import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import type { Checkpoint } from "../../domain/checkpoint.ts";
import type { SourceSchema } from "../../domain/row.ts";
import type { Sources } from "../../ports.ts";
import { jsonItem, jsonOf, type Key, keyItem, keys, type Table, writeUnderLease } from "./table.ts";

export function dynamoSources(table: Table): Sources {
  return {
    checkpoint: (sourceId) => readJson<Checkpoint>(table, keys.checkpoint(sourceId)),
    schema: (sourceId) => readJson<SourceSchema>(table, keys.schema(sourceId)),

    async saveCheckpoint(lease, sourceId, checkpoint) {
      const item = jsonItem(keys.checkpoint(sourceId), checkpoint);
      await writeUnderLease(table, lease, [{ Put: { TableName: table.name, Item: item } }]);
    },

    async removeCheckpoint(lease, sourceId) {
      const key = keyItem(keys.checkpoint(sourceId));
      await writeUnderLease(table, lease, [{ Delete: { TableName: table.name, Key: key } }]);
    },

    async saveSchema(lease, schema) {
      const item = jsonItem(keys.schema(schema.id), schema);
      await writeUnderLease(table, lease, [{ Put: { TableName: table.name, Item: item } }]);
    },
  };
}

/** Reads one item as it is now: a poll must see what the poll before it wrote. */
export async function readJson<T>(table: Table, key: Key): Promise<T | undefined> {
  const command = new GetItemCommand({ TableName: table.name, Key: keyItem(key), ConsistentRead: true });
  return jsonOf<T>((await table.client.send(command)).Item);
}
