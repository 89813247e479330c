import { ConditionalCheckFailedException, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { Delivery } from "../../domain/delivery.ts";
import { type Item, keyItem, keys, type Table } from "./table.ts";

/** What is set, always to a value that does not depend on the old one, and what is removed; `:claim` is taken. */
export type ClaimedChange = {
  sets: readonly string[];
  remove?: string;
  condition: string;
  values: Item;
  names?: Record<string, string>;
};

/**
 * Writes to a delivery on the strength of the claim it was read with.
 *
 * The AWS client sends a write again when its answer was lost. A claim that refused its own repetition would leave a
 * delivery claimed by nobody, so each write leaves its name, and who finds its own name there has written already.
 * @returns writes and answers the item after it, or undefined when it was refused.
 */
export function claimedWriter(table: Table, newId: () => string) {
  return async (delivery: Delivery, change: ClaimedChange): Promise<Item | undefined> => {
    const removal = change.remove === undefined ? "" : ` REMOVE ${change.remove}`;
    const command = new UpdateItemCommand({
      TableName: table.name,
      Key: keyItem(keys.delivery(delivery.rowId, delivery.ruleId, delivery.revision)),
      UpdateExpression: `SET ${change.sets.join(", ")}, lastWrite = :write${removal}`,
      ConditionExpression: `(${change.condition} AND claim = :claim) OR lastWrite = :write`,
      ExpressionAttributeNames: { "#state": "state", ...change.names },
      ExpressionAttributeValues: {
        ...change.values,
        ":claim": { N: String(delivery.claim) },
        ":write": { S: newId() },
      },
      ReturnValues: "ALL_NEW",
    });
    try {
      return (await table.client.send(command)).Attributes;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  };
}
