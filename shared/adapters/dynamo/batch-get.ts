import {
  BatchGetItemCommand,
  type BatchGetItemCommandOutput,
  type KeysAndAttributes,
} from "@aws-sdk/client-dynamodb";
import type { Item, Table } from "./table.ts";

/** BatchGetItem's own limit. */
const batchSize = 100;

/**
 * Reads items by their keys, as they are now and in no order; those that do not exist are left out. An answer ends at
 * 16 MB, or when the table is busy, and names the keys that are still to be read.
 */
export async function batchGet(
  table: Table,
  keys: readonly Item[],
  projection: Pick<KeysAndAttributes, "ProjectionExpression" | "ExpressionAttributeNames"> = {},
): Promise<Item[]> {
  const found: Item[] = [];
  for (let start = 0; start < keys.length; start += batchSize) {
    let wanted: Item[] = keys.slice(start, start + batchSize);
    while (wanted.length > 0) {
      const request = { Keys: wanted, ConsistentRead: true, ...projection };
      const answer: BatchGetItemCommandOutput = await table.client.send(
        new BatchGetItemCommand({ RequestItems: { [table.name]: request } }),
      );
      found.push(...(answer.Responses?.[table.name] ?? []));
      wanted = answer.UnprocessedKeys?.[table.name]?.Keys ?? [];
    }
  }
  return found;
}
