import { gunzipSync, gzipSync } from "node:zlib";
import {
  type AttributeValue,
  type DynamoDBClient,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { FencedError } from "../../domain/errors.ts";
import type { Lease } from "../../ports.ts";

/** A client and the name of the one table. */
export type Table = { client: DynamoDBClient; name: string };

export type Item = Record<string, AttributeValue>;

/** Where a thing lives in the table. */
export type Key = { pk: string; sk: string };

export const keys = {
  lease: (connectionId: string): Key => ({ pk: `CONNECTION#${connectionId}`, sk: "LEASE" }),
  rulesBinding: (connectionId: string): Key => ({ pk: `CONNECTION#${connectionId}`, sk: "RULES" }),
  ruleHead: (connectionId: string, ruleId: string): Key => ({
    pk: `CONNECTION#${connectionId}`,
    sk: `RULE#${ruleId}`,
  }),
  ruleStats: (connectionId: string, ruleId: string): Key => ({
    pk: `CONNECTION#${connectionId}`,
    sk: `STATS#${ruleId}`,
  }),
  ruleVersion: (ruleId: string, version: number): Key => ({
    pk: `RULE#${ruleId}`,
    sk: `VERSION#${padded(version)}`,
  }),
  checkpoint: (sourceId: string): Key => ({ pk: `SOURCE#${sourceId}`, sk: "CHECKPOINT" }),
  schema: (sourceId: string): Key => ({ pk: `SOURCE#${sourceId}`, sk: "SCHEMA" }),
  snapshot: (sourceId: string, rowId: string): Key => ({ pk: `SOURCE#${sourceId}`, sk: `ROW#${rowId}` }),
  delivery: (rowId: string, ruleId: string, revision: number): Key => ({
    pk: `ROW#${rowId}`,
    sk: `DELIVERY#${ruleId}#${padded(revision)}`,
  }),
};

/** Sort keys compare as text. */
export function padded(count: number): string {
  return String(count).padStart(10, "0");
}

export function keyItem({ pk, sk }: Key): Item {
  return { pk: { S: pk }, sk: { S: sk } };
}

/** An item whose content is one JSON text: it is only ever read and written as a whole. */
export function jsonItem(key: Key, content: unknown): Item {
  return { ...keyItem(key), body: jsonAttribute(content) };
}

export function jsonOf<T>(item: Item | undefined): T | undefined {
  return parseAttribute<T>(item?.body);
}

/** An item may have 400 KB and a transaction 4 MB, but a row of Notion 2.5 MB: what is long is stored compressed. */
const longestPlain = 16_000;

export function jsonAttribute(content: unknown): AttributeValue {
  const json = JSON.stringify(content);
  return Buffer.byteLength(json) > longestPlain ? { B: gzipSync(json) } : { S: json };
}

/**
 * Below DynamoDB's limits of 400 KB for an item and 4 MB for a transaction; a quarter less, because the embedded database
 * counts binary values as the base64 text they travel as.
 */
export const mostItemBytes = 290_000;
export const mostTransactionBytes = 2_900_000;

/** Roughly an item's size as DynamoDB counts it: the bytes of its names and values. */
export function itemBytes(item: Item): number {
  let bytes = 0;
  for (const [name, value] of Object.entries(item)) {
    bytes += Buffer.byteLength(name) + (value.B?.length ?? Buffer.byteLength(value.S ?? value.N ?? ""));
  }
  return bytes;
}

export function parseAttribute<T>(attribute: AttributeValue | undefined): T | undefined {
  const json = attribute?.B ? gunzipSync(attribute.B).toString() : attribute?.S;
  return json === undefined ? undefined : (JSON.parse(json) as T);
}

/** Fails a transaction whose lease has been taken over by a newer poll. Always its first action. */
function leaseCheck(table: Table, lease: Lease): TransactWriteItem {
  return {
    ConditionCheck: {
      TableName: table.name,
      Key: keyItem(keys.lease(lease.connectionId)),
      ConditionExpression: "epoch = :epoch",
      ExpressionAttributeValues: { ":epoch": { N: String(lease.epoch) } },
    },
  };
}

/** Other transactions touching the same item, or a table that is growing: gone within moments. */
const passing = new Set(["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]);
const tries = 6;

/**
 * Writes all or nothing under a lease.
 * @returns undefined, or the index of each write whose own condition failed.
 * @throws FencedError when the lease was taken over.
 */
export async function writeUnderLease(
  table: Table,
  lease: Lease,
  writes: readonly TransactWriteItem[],
): Promise<number[] | undefined> {
  for (let attempt = 1; ; attempt++) {
    try {
      await table.client.send(
        new TransactWriteItemsCommand({ TransactItems: [leaseCheck(table, lease), ...writes] }),
      );
      return undefined;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = (error.CancellationReasons ?? []).map((reason) => reason.Code);
      if (reasons[0] === "ConditionalCheckFailed")
        throw new FencedError("a newer poll took over", { cause: error });
      const failed = reasons.flatMap((code, index) => (code === "ConditionalCheckFailed" ? [index - 1] : []));
      if (failed.length > 0) return failed;
      if (attempt === tries || !reasons.some((code) => passing.has(code ?? ""))) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25 * 2 ** attempt));
    }
  }
}
