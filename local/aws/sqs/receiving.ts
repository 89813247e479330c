import type { DatabaseSync } from "node:sqlite";
import type { MessageAttribute } from "./message-md5.ts";
import { arnOf } from "./queue.ts";
import type { Queue } from "./queue-store.ts";
import { printReceipt } from "./receipt-handle.ts";

export type Received = {
  messageId: string;
  receiptHandle: string;
  body: string;
  attributes: Record<string, MessageAttribute>;
  /** `ApproximateReceiveCount`, `SentTimestamp`, …: all strings. */
  systemAttributes: Record<string, string>;
};

export type Receive = (
  queue: Queue,
  wanted: { most: number; visibilitySeconds: number },
  now: number,
) => Received[];

type MessageRow = {
  sequence: number;
  queue: string;
  message_id: string;
  body: string;
  attributes: string;
  system_attributes: string;
  group_id: string | null;
  deduplication_id: string | null;
  source_queue: string | null;
  sent_at: number;
  receive_count: number;
  first_received_at: number | null;
};

// On a FIFO queue a group is locked while one of its messages is in flight, so that what was received and failed comes
// again before what stands behind it.
const SELECT = `
  select * from messages as m
  where queue = :queue and visible_at <= :now and not (:fifo and exists (
    select 1 from messages as l
    where l.queue = m.queue and l.group_id = m.group_id and l.visible_at > :now and l.receipt is not null))
  order by sequence limit :most`;

/**
 * Hands out messages, oldest first, and hides them. One whose receives are used up goes to the dead-letter queue
 * instead, behind what is there.
 */
export function receiving(database: DatabaseSync, newId: () => string): Receive {
  const select = database.prepare(SELECT);
  const hide = database.prepare(
    `update messages set receipt = ?, visible_at = ?, given_back = 0, receive_count = receive_count + 1,
       first_received_at = coalesce(first_received_at, ?) where sequence = ?`,
  );
  const bury = database.prepare(
    `insert into messages (queue, message_id, body, attributes, system_attributes, group_id, deduplication_id,
       source_queue, sent_at, visible_at, receive_count, first_received_at)
     select ?, message_id, body, attributes, system_attributes, group_id, deduplication_id, queue, sent_at, 0,
       receive_count, first_received_at from messages where sequence = ?`,
  );
  const remove = database.prepare("delete from messages where sequence = ?");

  const candidates = (queue: Queue, most: number, now: number): MessageRow[] => {
    const { name, settings } = queue;
    const rows = select.all({ queue: name, now, fifo: settings.fifo ? 1 : 0, most }) as MessageRow[];
    const { deadLetter } = settings;
    const spent = deadLetter ? rows.filter((row) => row.receive_count >= deadLetter.maxReceives) : [];
    if (!deadLetter || spent.length === 0) return rows;
    for (const { sequence } of spent) {
      bury.run(deadLetter.queue, sequence);
      remove.run(sequence);
    }
    return candidates(queue, most, now);
  };

  return (queue, { most, visibilitySeconds }, now) =>
    candidates(queue, most, now).map((row) => {
      const receipt = newId();
      hide.run(receipt, now + visibilitySeconds * 1000, now, row.sequence);
      return {
        messageId: row.message_id,
        receiptHandle: printReceipt({ sequence: row.sequence, receipt }),
        body: row.body,
        attributes: JSON.parse(row.attributes),
        systemAttributes: systemAttributes(row, queue.settings.fifo, now),
      };
    });
}

function systemAttributes(row: MessageRow, fifo: boolean, now: number): Record<string, string> {
  const sent: Record<string, MessageAttribute> = JSON.parse(row.system_attributes);
  const trace = sent.AWSTraceHeader?.StringValue;
  return {
    SenderId: "AIDALOCALROWBELL",
    SentTimestamp: String(row.sent_at),
    ApproximateReceiveCount: String(row.receive_count + 1),
    ApproximateFirstReceiveTimestamp: String(row.first_received_at ?? now),
    ...(fifo && { SequenceNumber: printSequence(row.sequence) }),
    ...(row.group_id !== null && { MessageGroupId: row.group_id }),
    ...(row.deduplication_id !== null && { MessageDeduplicationId: row.deduplication_id }),
    ...(row.source_queue !== null && { DeadLetterQueueSourceArn: arnOf(row.source_queue) }),
    ...(trace !== undefined && { AWSTraceHeader: trace }),
  };
}

/** Twenty digits, so that sequence numbers compare as strings. */
export function printSequence(sequence: number): string {
  return String(sequence).padStart(20, "0");
}
