import {
  type AttributeValue,
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  GetItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import { type Delivery, parseDeliveryKey } from "../../domain/delivery.ts";
import type { Outbox } from "../../ports.ts";
import { TABLE } from "../../table.ts";
import { deliveryOf, duePartition, historyPartition } from "./delivery-item.ts";
import { countSettled } from "./rule-stats.ts";
import { type Item, type Key, keyItem, keys, type Table } from "./table.ts";

export function dynamoOutbox(table: Table): Outbox {
  return {
    async load(key) {
      const Key = keyItem(deliveryKeyOf(key));
      const { Item } = await table.client.send(
        new GetItemCommand({ TableName: table.name, Key, ConsistentRead: true }),
      );
      return deliveryOf(Item);
    },

    async due(now, limit) {
      const { name, partitionKey, sortKey } = TABLE.dueIndex;
      const { Items } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: name,
          KeyConditionExpression: `${partitionKey} = :due AND ${sortKey} <= :now`,
          ExpressionAttributeValues: { ":due": { S: duePartition }, ":now": { S: now } },
          Limit: limit,
        }),
      );
      return (Items ?? []).map(deliveryKeyFromItem);
    },

    async history(connectionId, limit) {
      const { name, partitionKey } = TABLE.historyIndex;
      const { Items } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: name,
          KeyConditionExpression: `${partitionKey} = :connection`,
          ExpressionAttributeValues: { ":connection": { S: historyPartition(connectionId) } },
          ScanIndexForward: false,
          Limit: limit,
        }),
      );
      return loadAll(table, Items ?? []);
    },

    async hasEarlier(delivery) {
      const first = keys.delivery(delivery.rowId, delivery.ruleId, 0);
      const last = keys.delivery(delivery.rowId, delivery.ruleId, delivery.revision - 1);
      const { Items } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          ConsistentRead: true,
          KeyConditionExpression: "pk = :row AND sk BETWEEN :first AND :last",
          FilterExpression: "#state IN (:pending, :sending)",
          ExpressionAttributeNames: { "#state": "state" },
          ExpressionAttributeValues: {
            ":row": { S: first.pk },
            ":first": { S: first.sk },
            ":last": { S: last.sk },
            ":pending": { S: "pending" },
            ":sending": { S: "sending" },
          },
        }),
      );
      return (Items ?? []).length > 0;
    },

    async claim(delivery, now, until) {
      const Attributes = await update(table, delivery, {
        UpdateExpression: "SET #state = :sending, dueAt = :until ADD claim :one, attempts :one",
        ConditionExpression: "#state = :pending AND dueAt <= :now AND claim = :claim",
        values: { ":sending": "sending", ":pending": "pending", ":until": until, ":now": now },
        numbers: { ":one": 1 },
      });
      return deliveryOf(Attributes);
    },

    async settle(delivery, state, outcome) {
      const sets = ["#state = :to", "settledAt = :at"];
      const values: Record<string, string> = { ":to": state, ":at": outcome.at, ":from": delivery.state };
      if (outcome.result) {
        sets.push("#result = :result");
        values[":result"] = JSON.stringify(outcome.result);
      }
      if (outcome.error !== undefined) {
        sets.push("lastError = :error");
        values[":error"] = outcome.error;
      }
      const settled = await update(table, delivery, {
        // Without its due partition it leaves the due index.
        UpdateExpression: `SET ${sets.join(", ")} REMOVE duePk, dueAt`,
        ConditionExpression: "#state = :from AND claim = :claim",
        ...(outcome.result ? { names: { "#result": "result" } } : {}),
        values,
      });
      if (!settled) return false;
      await countSettled(table, delivery, state, outcome);
      return true;
    },

    async retry(delivery, dueAt, error) {
      const settled = await update(table, delivery, {
        UpdateExpression: "SET #state = :pending, dueAt = :dueAt, lastError = :error",
        ConditionExpression: "#state = :sending AND claim = :claim",
        values: { ":pending": "pending", ":sending": "sending", ":dueAt": dueAt, ":error": error },
      });
      return settled !== undefined;
    },
  };
}

type Change = Required<Pick<UpdateItemCommandInput, "UpdateExpression" | "ConditionExpression">> & {
  values: Record<string, string>;
  numbers?: Record<string, number>;
  names?: Record<string, string>;
};

/** A write of the claim that `delivery` was read with. @returns the item after it, or undefined when it was refused. */
async function update(table: Table, delivery: Delivery, change: Change): Promise<Item | undefined> {
  const values: Record<string, AttributeValue> = { ":claim": { N: String(delivery.claim) } };
  for (const [name, text] of Object.entries(change.values)) values[name] = { S: text };
  for (const [name, number] of Object.entries(change.numbers ?? {})) values[name] = { N: String(number) };
  try {
    const { Attributes } = await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: keyItem(keys.delivery(delivery.rowId, delivery.ruleId, delivery.revision)),
        UpdateExpression: change.UpdateExpression,
        ConditionExpression: change.ConditionExpression,
        ExpressionAttributeNames: { "#state": "state", ...change.names },
        ExpressionAttributeValues: values,
        ReturnValues: "ALL_NEW",
      }),
    );
    return Attributes;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}

function deliveryKeyOf(key: string): Key {
  const { rowId, ruleId, revision } = parseDeliveryKey(key);
  return keys.delivery(rowId, ruleId, revision);
}

/** The indexes hold keys only, and a delivery's key is in them. */
function deliveryKeyFromItem(item: Item): string {
  const rowId = (item.pk?.S ?? "").slice("ROW#".length);
  const [, ruleId, revision] = (item.sk?.S ?? "").split("#");
  return `${ruleId}:${rowId}@${Number(revision)}`;
}

async function loadAll(table: Table, found: readonly Item[]): Promise<Delivery[]> {
  const loaded: Delivery[] = [];
  for (let start = 0; start < found.length; start += 100) {
    const Keys = found.slice(start, start + 100).map(({ pk, sk }) => ({ pk, sk }) as Item);
    const { Responses } = await table.client.send(
      new BatchGetItemCommand({ RequestItems: { [table.name]: { Keys } } }),
    );
    loaded.push(...(Responses?.[table.name] ?? []).flatMap((item) => deliveryOf(item) ?? []));
  }
  return loaded.sort((a, b) => (a.seenAt < b.seenAt ? 1 : a.seenAt > b.seenAt ? -1 : 0));
}
