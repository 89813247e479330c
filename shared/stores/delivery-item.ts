import { type Delivery, type DeliveryResult, type DeliveryState, deliveryKey } from "../domain/delivery.ts";
import type { MailMark } from "../domain/mail-event.ts";
import { TABLE } from "../table.ts";
import { jsonAttribute, jsonItem, jsonOf, parseAttribute } from "./json-body.ts";
import { deliveryPlace, padded, partsOf } from "./keys.ts";
import type { Item, Key } from "./table.ts";

/**
 * Deliveries are kept for 90 days after they were committed, for "what happened?" and against accidents. What is held waits
 * as long as it takes, and has its 90 days once somebody has decided.
 */
const keptDays = 90;

/** One partition for what is due: at a few hundred deliveries a minute far below its 1,000 writes a second. */
export const duePartition = "DUE";
export const heldPartition = (ruleId: string) => `HELD#${ruleId}`;
export const deadPartition = (connectionId: string) => `DEAD#${connectionId}`;
const runs = TABLE.runsIndex;
export const runsPartition = (connectionId: string) => `RUNS#${connectionId}`;
export const historyPartition = (connectionId: string) => `HISTORY#${connectionId}`;

/** What changes while a delivery lives, apart from what it was made of. */
type Progress = Pick<Delivery, "state" | "attempts" | "claim"> &
  Partial<
    Pick<
      Delivery,
      | "recipient"
      | "dueAt"
      | "claimedUntil"
      | "possibleDuplicate"
      | "settledAt"
      | "result"
      | "lastError"
      | "mail"
      | "lineId"
      | "untold"
    >
  >;
/** What its keys tell: repeated in its body it would take a third of the item. */
type Told = Pick<Delivery, "key" | "rowId" | "ruleId" | "revision" | "connectionId" | "seenAt">;

/** @param epoch of the poll that commits it: puts deliveries that were seen within one second into their order. */
export function deliveryItem(delivery: Delivery, epoch: number): Item {
  const {
    state,
    attempts,
    claim,
    dueAt,
    claimedUntil,
    possibleDuplicate,
    settledAt,
    result,
    lastError,
    mail,
    recipient,
    lineId,
    untold: _isNew,
    ...made
  } = delivery;
  const { key, rowId: _row, ruleId: _rule, revision, connectionId, seenAt, ...body } = made;
  const item: Item = {
    ...jsonItem(deliveryPlace(key), body),
    state,
    attempts,
    claim,
    ...waitsIn(delivery),
    [TABLE.historyIndex.partitionKey]: historyPartition(connectionId),
    [TABLE.historyIndex.sortKey]: `${seenAt}#${padded(epoch)}#${padded(revision)}`,
    // What goes out at once is told of when it has gone out.
    ...(state === "held" ? untoldAs(delivery, `${seenAt}#${padded(epoch)}`) : keptFrom(seenAt)),
  };
  if (claimedUntil !== undefined) item.claimedUntil = claimedUntil;
  if (possibleDuplicate) item.possibleDuplicate = 1;
  if (settledAt !== undefined) item.settledAt = settledAt;
  if (result !== undefined) item.result = jsonAttribute(result);
  if (lastError !== undefined) item.lastError = lastError;
  if (mail !== undefined) item.mail = JSON.stringify(mail);
  if (recipient !== undefined) item.recipient = recipient;
  if (lineId !== undefined) item.lineId = lineId;
  return item;
}

/**
 * What is there of a delivery for all of its recipients, for one of them: as new, and due at once.
 * @param part tells it from the others in its key.
 */
export function partItem(whole: Item, part: string, recipient: string, dueAt: string): Item {
  const { claimedUntil, settledAt, result, lastError, lastWrite, lineId, ...rest } = whole;
  const { [runs.partitionKey]: _partition, [runs.sortKey]: _mark, ...made } = rest;
  return {
    ...made,
    sk: `${whole.sk}#${part}`,
    recipient,
    state: "pending" satisfies DeliveryState,
    attempts: 0,
    claim: 0,
    [TABLE.dueIndex.partitionKey]: duePartition,
    [TABLE.dueIndex.sortKey]: dueAt,
    ...keptFrom(dueAt),
  };
}

/**
 * The place in the index of what the Runs database does not show yet; none for a delivery that has no line there.
 * @param mark a time, ISO, and what no other change has.
 */
export function untoldAs(
  { inRuns, connectionId }: Pick<Delivery, "inRuns" | "connectionId">,
  mark: string,
): Item {
  if (!inRuns) return {};
  return { [runs.partitionKey]: runsPartition(connectionId), [runs.sortKey]: mark };
}

/** How long a delivery stays. @param at ISO. */
export function keptFrom(at: string): Item {
  return { [TABLE.ttl]: Math.floor(Date.parse(at) / 1000) + keptDays * 86_400 };
}

/**
 * Where a delivery waits in the index of what is due: its turn, a person at the brake, or a person with the dead letters.
 * While it is being sent it keeps its place, which saves two writes of the index; what is over has none.
 */
export function waitsIn(
  delivery: Pick<Delivery, "state" | "dueAt" | "seenAt" | "settledAt" | "ruleId" | "connectionId">,
): Item {
  const { state, dueAt, seenAt, settledAt = seenAt, ruleId, connectionId } = delivery;
  const { partitionKey, sortKey } = TABLE.dueIndex;
  switch (state) {
    case "pending":
    case "sending":
      return { [partitionKey]: duePartition, [sortKey]: dueAt ?? seenAt };
    case "held":
      return { [partitionKey]: heldPartition(ruleId), [sortKey]: seenAt };
    case "failed":
    case "uncertain":
      return { [partitionKey]: deadPartition(connectionId), [sortKey]: settledAt };
    default:
      return {};
  }
}

/** @returns undefined for none, and for one past its time: DynamoDB deletes those days late. */
export function deliveryOf(item: Item | undefined, now: Date): Delivery | undefined {
  const body = jsonOf<Omit<Delivery, keyof Progress | keyof Told>>(item);
  if (!item || !body || isOver(item, now)) return undefined;
  const [rowId = ""] = partsOf(String(item.pk));
  const [ruleId = "", padding, part] = partsOf(String(item.sk));
  const revision = Number(padding);
  const [connectionId = ""] = partsOf(String(item[TABLE.historyIndex.partitionKey]));
  const [seenAt = ""] = String(item[TABLE.historyIndex.sortKey]).split("#");
  const key = deliveryKey(ruleId, rowId, revision, part);
  return { key, connectionId, rowId, ruleId, revision, seenAt, ...body, ...progressOf(item) };
}

export function isOver(item: Item, now: Date): boolean {
  const until = item[TABLE.ttl];
  return until !== undefined && Number(until) * 1000 <= now.getTime();
}

function progressOf(item: Item): Progress {
  const state = item.state as DeliveryState;
  const progress: Progress = { state, attempts: Number(item.attempts), claim: Number(item.claim) };
  // In the other states that key of the index holds another time.
  if (state === "pending" || state === "sending") progress.dueAt = String(item.dueAt);
  if (item.claimedUntil !== undefined) progress.claimedUntil = String(item.claimedUntil);
  if (item.possibleDuplicate !== undefined) progress.possibleDuplicate = true;
  if (item.settledAt !== undefined) progress.settledAt = String(item.settledAt);
  const result = parseAttribute<DeliveryResult>(item.result);
  if (result !== undefined) progress.result = result;
  if (item.lastError !== undefined) progress.lastError = String(item.lastError);
  const mail = parseAttribute<MailMark>(item.mail);
  if (mail !== undefined) progress.mail = mail;
  if (item.recipient !== undefined) progress.recipient = String(item.recipient);
  if (item.lineId !== undefined) progress.lineId = String(item.lineId);
  const untold = item[runs.sortKey];
  if (untold !== undefined) progress.untold = String(untold);
  return progress;
}

/** The indexes hold keys only, and a delivery's key is in them. */
export function deliveryKeyOf({ pk, sk }: Item): string {
  const [rowId = ""] = partsOf(String(pk));
  const [ruleId = "", revision, part] = partsOf(String(sk));
  return deliveryKey(ruleId, rowId, Number(revision), part);
}

export function itemKeyOf({ pk, sk }: Item): Key {
  return { pk: String(pk), sk: String(sk) };
}
