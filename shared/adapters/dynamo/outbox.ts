import { randomUUID } from "node:crypto";
import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { type Delivery, deliveryKey, parseDeliveryKey } from "../../domain/delivery.ts";
import type { Outbox } from "../../ports.ts";
import { TABLE } from "../../table.ts";
import { batchGet } from "./batch-get.ts";
import { deliveryOf, duePartition, historyPartition } from "./delivery-item.ts";
import { queryItems } from "./query-items.ts";
import { countSettled, noteWaiting } from "./rule-stats.ts";
import { type Item, jsonAttribute, type Key, keyItem, keys, type Table } from "./table.ts";
import { claimedWriter } from "./write-claimed.ts";

/** @param newId names each write, so that its repetition is known from another's. */
export function dynamoOutbox(table: Table, newId: () => string = randomUUID): Outbox {
  const write = claimedWriter(table, newId);
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
      const query = {
        IndexName: name,
        KeyConditionExpression: `${partitionKey} = :due AND ${sortKey} <= :now`,
        ExpressionAttributeValues: { ":due": { S: duePartition }, ":now": { S: now } },
        Limit: limit,
      };
      return (await queryItems(table, query, limit)).map(deliveryKeyFromItem);
    },

    async history(connectionId, limit) {
      const { name, partitionKey } = TABLE.historyIndex;
      const query = {
        IndexName: name,
        KeyConditionExpression: `${partitionKey} = :connection`,
        ExpressionAttributeValues: { ":connection": { S: historyPartition(connectionId) } },
        ScanIndexForward: false,
        Limit: limit,
      };
      return loadAll(table, await queryItems(table, query, limit));
    },

    async earlier(delivery) {
      const first = keys.delivery(delivery.rowId, delivery.ruleId, 0);
      const last = keys.delivery(delivery.rowId, delivery.ruleId, delivery.revision - 1);
      const [unsettled] = await queryItems(
        table,
        {
          ConsistentRead: true,
          // What is not settled is among the newest.
          ScanIndexForward: false,
          KeyConditionExpression: "pk = :row AND sk BETWEEN :first AND :last",
          FilterExpression: "#state IN (:pending, :sending)",
          ProjectionExpression: "dueAt",
          ExpressionAttributeNames: { "#state": "state" },
          ExpressionAttributeValues: {
            ":row": { S: first.pk },
            ":first": { S: first.sk },
            ":last": { S: last.sk },
            ":pending": { S: "pending" },
            ":sending": { S: "sending" },
          },
        },
        1,
      );
      return unsettled && { dueAt: unsettled.dueAt?.S ?? "" };
    },

    async defer(delivery, dueAt) {
      await write(delivery, {
        sets: ["dueAt = :dueAt"],
        condition: "#state = :pending",
        values: { ":pending": { S: "pending" }, ":dueAt": { S: dueAt } },
      });
    },

    async claim(delivery, now, until) {
      const claimed = await write(delivery, {
        sets: ["#state = :sending", "dueAt = :until", "claim = :next", "attempts = :attempts"],
        condition: "#state = :pending AND dueAt <= :now",
        values: {
          ":sending": { S: "sending" },
          ":pending": { S: "pending" },
          ":until": { S: until },
          ":now": { S: now },
          ":next": { N: String(delivery.claim + 1) },
          ":attempts": { N: String(delivery.attempts + 1) },
        },
      });
      return deliveryOf(claimed);
    },

    async settle(delivery, state, outcome) {
      const sets = ["#state = :to", "settledAt = :at"];
      const values: Item = { ":to": { S: state }, ":at": { S: outcome.at }, ":from": { S: delivery.state } };
      if (outcome.result) {
        sets.push("#result = :result");
        values[":result"] = jsonAttribute(outcome.result);
      }
      if (outcome.error !== undefined) {
        sets.push("lastError = :error");
        values[":error"] = { S: outcome.error };
      }
      const settled = await write(delivery, {
        sets,
        // Without its due partition it leaves the due index.
        remove: "duePk, dueAt",
        condition: "#state = :from",
        ...(outcome.result ? { names: { "#result": "result" } } : {}),
        values,
      });
      if (!settled) return false;
      await countSettled(table, delivery, state, outcome);
      return true;
    },

    async retry(delivery, at, dueAt, error) {
      const putBack = await write(delivery, {
        sets: ["#state = :pending", "dueAt = :dueAt", "lastError = :error"],
        condition: "#state = :sending",
        values: {
          ":pending": { S: "pending" },
          ":sending": { S: "sending" },
          ":dueAt": { S: dueAt },
          ":error": { S: error },
        },
      });
      if (putBack === undefined) return false;
      await noteWaiting(table, delivery, at, error);
      return true;
    },
  };
}

function deliveryKeyOf(key: string): Key {
  const { rowId, ruleId, revision } = parseDeliveryKey(key);
  return keys.delivery(rowId, ruleId, revision);
}

/** The indexes hold keys only, and a delivery's key is in them. */
function deliveryKeyFromItem(item: Item): string {
  const rowId = (item.pk?.S ?? "").slice("ROW#".length);
  const [, ruleId, revision] = (item.sk?.S ?? "").split("#");
  return deliveryKey(ruleId ?? "", rowId, Number(revision));
}

/** The deliveries that an index names, in its order; it may still name one that is gone. */
async function loadAll(table: Table, found: readonly Item[]): Promise<Delivery[]> {
  const items = await batchGet(
    table,
    found.map(({ pk, sk }) => ({ pk, sk }) as Item),
  );
  const loaded = new Map(
    items.flatMap((item) => deliveryOf(item) ?? []).map((delivery) => [delivery.key, delivery]),
  );
  return found.flatMap((item) => loaded.get(deliveryKeyFromItem(item)) ?? []);
}
