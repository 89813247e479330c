import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { AwsError } from "../aws-error.ts";
import type { MessageAttribute } from "./message-md5.ts";
import type { Queue } from "./queue-store.ts";

export type NewMessage = {
  body: string;
  attributes: Record<string, MessageAttribute>;
  systemAttributes: Record<string, MessageAttribute>;
  groupId: string | undefined;
  deduplicationId: string | undefined;
  delaySeconds: number | undefined;
};

/** `sequence` orders the messages of all queues. */
type Sent = { messageId: string; sequence: number };

export type Send = (queue: Queue, message: NewMessage, now: number) => Sent;

const DEDUPLICATION_MS = 5 * 60_000;
const MOST_BYTES = 1_048_576;

/**
 * Takes messages in. A FIFO queue answers a message it has seen within five minutes like the first one and drops it,
 * even when the first one was deleted since.
 */
export function sending(database: DatabaseSync, newId: () => string): Send {
  const insert = database.prepare(
    `insert into messages (queue, message_id, body, attributes, system_attributes, group_id, deduplication_id, sent_at,
       visible_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  // A clock that was set back must not let a message of the "future" swallow a new one.
  const forget = database.prepare(
    "delete from deduplication where queue = ? and not sent_at between ? and ?",
  );
  const find = database.prepare(
    "select message_id, sequence from deduplication where queue = ? and deduplication_id = ?",
  );
  const remember = database.prepare("insert into deduplication values (?, ?, ?, ?, ?)");

  return (queue, message, now) => {
    checkBody(message);
    const { name, settings } = queue;
    const deduplicationId = settings.fifo ? checkFifo(queue, message) : checkStandard(message);
    if (deduplicationId !== undefined) {
      forget.run(name, now - DEDUPLICATION_MS, now);
      const first = find.get(name, deduplicationId);
      if (first) return { messageId: String(first.message_id), sequence: Number(first.sequence) };
    }
    const messageId = newId();
    const delaySeconds = message.delaySeconds ?? settings.delaySeconds;
    const { lastInsertRowid } = insert.run(
      name,
      messageId,
      message.body,
      JSON.stringify(message.attributes),
      JSON.stringify(message.systemAttributes),
      message.groupId ?? null,
      deduplicationId ?? null,
      now,
      delaySeconds > 0 ? now + delaySeconds * 1000 : 0,
    );
    const sequence = Number(lastInsertRowid);
    if (deduplicationId !== undefined) remember.run(name, deduplicationId, messageId, sequence, now);
    return { messageId, sequence };
  };
}

/** Size as SQS counts it: body and attributes. */
export function sizeOf(message: NewMessage): number {
  const attributes = Object.entries(message.attributes).map(
    ([name, { DataType, StringValue = "", BinaryValue = "" }]) =>
      Buffer.byteLength(name + DataType + StringValue) + Buffer.byteLength(BinaryValue, "base64"),
  );
  return attributes.reduce((sum, bytes) => sum + bytes, Buffer.byteLength(message.body));
}

function checkBody(message: NewMessage): void {
  if (sizeOf(message) > MOST_BYTES) {
    throw invalid(
      `One or more parameters are invalid. Reason: Message must be shorter than ${MOST_BYTES} bytes.`,
    );
  }
  // What XML 1.0 cannot carry; the rule outlived SQS's XML protocol.
  if (/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(message.body)) {
    throw new AwsError("InvalidMessageContents", "The message contains characters outside the allowed set.");
  }
}

function checkFifo({ settings }: Queue, message: NewMessage): string {
  if (message.delaySeconds !== undefined) throw wrongType("DelaySeconds", message.delaySeconds);
  if (!message.groupId) {
    throw new AwsError("MissingParameter", "The request must contain the parameter MessageGroupId.");
  }
  if (message.deduplicationId) return message.deduplicationId;
  if (settings.contentBasedDeduplication) return createHash("sha256").update(message.body).digest("hex");
  throw invalid(
    "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
  );
}

// A group on a standard queue is allowed: SQS uses it for fairness between tenants, never for order.
function checkStandard(message: NewMessage): undefined {
  if (message.deduplicationId !== undefined) {
    throw wrongType("MessageDeduplicationId", message.deduplicationId);
  }
}

function wrongType(parameter: string, value: string | number): AwsError {
  return invalid(
    `Value ${value} for parameter ${parameter} is invalid. Reason: The request include parameter that is not valid for this queue type.`,
  );
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterValue", message);
}
