import {
  type AttributeValue,
  BatchGetItemCommand,
  type BatchGetItemCommandOutput,
  type DynamoDBClient,
  type KeysAndAttributes,
} from "@aws-sdk/client-dynamodb";
import { type Pause, waitLonger } from "./repeat.ts";

/** BatchGetItem's own limit. */
const batchSize = 100;

type Raw = Record<string, AttributeValue>;

/**
 * Reads items by their keys, as they are now and in no order; those that do not exist are left out. An answer ends at
 * 16 MB, or when the table is busy, and names the keys that are still to be read.
 * @param keys no two alike: DynamoDB refuses those.
 */
export async function batchGet(
  { client, name, pause }: { client: DynamoDBClient; name: string; pause: Pause },
  keys: readonly Raw[],
  projection: Pick<KeysAndAttributes, "ProjectionExpression" | "ExpressionAttributeNames">,
): Promise<Raw[]> {
  const found: Raw[] = [];
  for (let start = 0; start < keys.length; start += batchSize) {
    let wanted: Raw[] = keys.slice(start, start + batchSize);
    for (let attempt = 1; wanted.length > 0; ) {
      const request = { Keys: wanted, ConsistentRead: true, ...projection };
      const answer: BatchGetItemCommandOutput = await client.send(
        new BatchGetItemCommand({ RequestItems: { [name]: request } }),
      );
      const items = answer.Responses?.[name] ?? [];
      found.push(...items);
      wanted = answer.UnprocessedKeys?.[name]?.Keys ?? [];
      // What was cut by its size goes on at once; what was refused waits.
      if (wanted.length === 0 || items.length > 0) attempt = 1;
      else if (!(await waitLonger(pause, attempt++)))
        throw new Error(`the table ${name} is too busy to be read: ${wanted.length} items are left`);
    }
  }
  return found;
}
