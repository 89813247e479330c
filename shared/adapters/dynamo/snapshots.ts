import { GetItemCommand, type TransactWriteItem } from "@aws-sdk/client-dynamodb";
import type { Snapshot } from "../../domain/change.ts";
import { FencedError, PermanentError } from "../../domain/errors.ts";
import { rowTitle } from "../../domain/row.ts";
import { cut } from "../../domain/words.ts";
import type { Snapshots } from "../../ports.ts";
import { batchGet } from "./batch-get.ts";
import { deliveryItem } from "./delivery-item.ts";
import {
  type Item,
  itemBytes,
  jsonItem,
  jsonOf,
  keyItem,
  keys,
  mostItemBytes,
  mostTransactionBytes,
  type Table,
  writeUnderLease,
} from "./table.ts";

/** TransactWriteItems takes 100 actions, one of which is the lease; smaller transactions conflict less. */
const baselineBatchSize = 50;

export function dynamoSnapshots(table: Table): Snapshots {
  return {
    async marks(sourceId, rowIds) {
      const wanted = rowIds.map((id) => keyItem(keys.snapshot(sourceId, id)));
      const items = await batchGet(table, wanted, markOnly);
      return new Map(items.map((item) => [rowIdOf(item), markOf(item)]));
    },

    async load(sourceId, rowId) {
      const Key = keyItem(keys.snapshot(sourceId, rowId));
      const { Item } = await table.client.send(
        new GetItemCommand({ TableName: table.name, Key, ConsistentRead: true }),
      );
      return snapshotOf(Item);
    },

    async commit(lease, snapshot, deliveries) {
      const items = [
        snapshotItem(snapshot),
        ...deliveries.map((delivery) => deliveryItem(delivery, lease.epoch)),
      ];
      if (!fits(items)) {
        const stub = stubOf(snapshot);
        const owed = fits([snapshotItem(stub), ...items.slice(1)]) ? items.slice(1) : [];
        await writeUnderLease(table, lease, [
          putSnapshot(table, stub),
          ...owed.map((item) => putNew(table, item)),
        ]);
        throw new PermanentError(tooLarge(snapshot));
      }
      const writes = [putSnapshot(table, snapshot), ...items.slice(1).map((item) => putNew(table, item))];
      const failed = await writeUnderLease(table, lease, writes);
      if (!failed) return true;
      if (failed.includes(0)) return false;
      // Only after the table was restored to an earlier state: the delivery was promised before, and stays as it is.
      const missing = deliveries.filter((_, index) => !failed.includes(index + 1));
      return this.commit(lease, snapshot, missing);
    },

    async commitBaseline(lease, snapshots) {
      const large = snapshots.filter((snapshot) => !fits([snapshotItem(snapshot)]));
      const fitting = snapshots.map((snapshot) => (large.includes(snapshot) ? stubOf(snapshot) : snapshot));
      for (const batch of batches(fitting)) {
        const failed = await writeUnderLease(
          table,
          lease,
          batch.map((snapshot) => putSnapshot(table, snapshot)),
        );
        if (failed) throw new FencedError("another poll wrote these rows first");
      }
      return large.map(tooLarge);
    },
  };
}

/** Does it fit into one transaction, and each item into the table? */
function fits(items: readonly Item[]): boolean {
  const sizes = items.map(itemBytes);
  return sizes.every((size) => size <= mostItemBytes) && sum(sizes) <= mostTransactionBytes;
}

/** Rows together as far as one transaction takes them. */
function batches(snapshots: readonly Snapshot[]): Snapshot[][] {
  const found: Snapshot[][] = [];
  let bytes = 0;
  for (const snapshot of snapshots) {
    const size = itemBytes(snapshotItem(snapshot));
    const last = found.at(-1);
    if (last && last.length < baselineBatchSize && bytes + size <= mostTransactionBytes) {
      last.push(snapshot);
      bytes += size;
    } else {
      found.push([snapshot]);
      bytes = size;
    }
  }
  return found;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** That the row is there, and at which hash: it must neither count as added later nor as changed at every read. */
function stubOf({ row, revision, hash }: Snapshot): Snapshot {
  return { row: { ...row, url: "", properties: {} }, revision, hash, hashes: {}, isStub: true };
}

function tooLarge({ row }: Snapshot): string {
  return `the row "${cut(rowTitle(row), 60)}" holds more than Rowbell can remember (some hundred KB), so its changes are not followed`;
}

const markOnly = {
  ProjectionExpression: "sk, revision, #hash, lastEdited",
  ExpressionAttributeNames: { "#hash": "hash" },
};

/** The row must still be at the revision before: only so does a revision name one state for ever. */
function putSnapshot(table: Table, snapshot: Snapshot): TransactWriteItem {
  const Item = snapshotItem(snapshot);
  if (snapshot.revision === 1) return putNew(table, Item);
  return {
    Put: {
      TableName: table.name,
      Item,
      ConditionExpression: "revision = :before",
      ExpressionAttributeValues: { ":before": { N: String(snapshot.revision - 1) } },
    },
  };
}

function putNew(table: Table, Item: Item): TransactWriteItem {
  return { Put: { TableName: table.name, Item, ConditionExpression: "attribute_not_exists(pk)" } };
}

function snapshotItem({ revision, hash, ...content }: Snapshot): Item {
  return {
    ...jsonItem(keys.snapshot(content.row.sourceId, content.row.id), content),
    revision: { N: String(revision) },
    hash: { S: hash },
    lastEdited: { S: content.row.lastEditedTime },
  };
}

function snapshotOf(item: Item | undefined): Snapshot | undefined {
  const content = jsonOf<Omit<Snapshot, "revision" | "hash">>(item);
  return content && { ...content, revision: Number(item?.revision?.N), hash: item?.hash?.S ?? "" };
}

function rowIdOf(item: Item): string {
  return (item.sk?.S ?? "").slice("ROW#".length);
}

function markOf(item: Item) {
  return {
    revision: Number(item.revision?.N),
    hash: item.hash?.S ?? "",
    lastEditedTime: item.lastEdited?.S ?? "",
  };
}
