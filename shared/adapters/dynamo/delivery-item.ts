import type { Delivery, DeliveryResult, DeliveryState } from "../../domain/delivery.ts";
import { TABLE } from "../../table.ts";
import { type Item, jsonAttribute, jsonItem, jsonOf, keys, padded, parseAttribute } from "./table.ts";

/** Deliveries are kept for 90 days after they were committed, for "what happened?" and against accidents. */
const keptDays = 90;

/** One partition for what is due: at a few hundred deliveries a minute far below its 1,000 writes a second. */
export const duePartition = "DUE";

export const historyPartition = (connectionId: string) => `HISTORY#${connectionId}`;

/** What changes while a delivery lives, apart from what it was made of. */
type Progress = Pick<Delivery, "state" | "attempts" | "claim"> &
  Partial<Pick<Delivery, "dueAt" | "settledAt" | "result" | "lastError">>;

/** @param epoch of the poll that commits it: puts deliveries that were seen within one second into their order. */
export function deliveryItem(delivery: Delivery, epoch: number): Item {
  const { state, attempts, claim, dueAt, settledAt, result, lastError, ...made } = delivery;
  const committed = Date.parse(delivery.seenAt);
  const item: Item = {
    ...jsonItem(keys.delivery(delivery.rowId, delivery.ruleId, delivery.revision), made),
    state: { S: state },
    attempts: { N: String(attempts) },
    claim: { N: String(claim) },
    [TABLE.historyIndex.partitionKey]: { S: historyPartition(delivery.connectionId) },
    [TABLE.historyIndex.sortKey]: {
      S: `${delivery.seenAt}#${padded(epoch)}#${delivery.key}`,
    },
    [TABLE.ttl]: { N: String(Math.floor(committed / 1000) + keptDays * 86_400) },
  };
  if (dueAt !== undefined) {
    item[TABLE.dueIndex.partitionKey] = { S: duePartition };
    item[TABLE.dueIndex.sortKey] = { S: dueAt };
  }
  if (settledAt !== undefined) item.settledAt = { S: settledAt };
  if (result !== undefined) item.result = jsonAttribute(result);
  if (lastError !== undefined) item.lastError = { S: lastError };
  return item;
}

export function deliveryOf(item: Item | undefined): Delivery | undefined {
  const made = jsonOf<Omit<Delivery, keyof Progress>>(item);
  if (!item || !made) return undefined;
  const progress: Progress = {
    state: item.state?.S as DeliveryState,
    attempts: Number(item.attempts?.N),
    claim: Number(item.claim?.N),
  };
  if (item.dueAt?.S !== undefined) progress.dueAt = item.dueAt.S;
  if (item.settledAt?.S !== undefined) progress.settledAt = item.settledAt.S;
  const result = parseAttribute<DeliveryResult>(item.result);
  if (result !== undefined) progress.result = result;
  if (item.lastError?.S !== undefined) progress.lastError = item.lastError.S;
  return { ...made, ...progress };
}
