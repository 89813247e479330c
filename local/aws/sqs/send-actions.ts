import * as v from "valibot";
import { AwsError } from "../aws-error.ts";
import type { Action } from "../json-protocol.ts";
import { batchOf, runBatch } from "./batch.ts";
import type { SqsCore } from "./core.ts";
import { type MessageAttribute, md5OfAttributes, md5OfBody } from "./message-md5.ts";
import type { Queue } from "./queue-store.ts";
import { printSequence } from "./receiving.ts";
import { type NewMessage, sizeOf } from "./sending.ts";

const ATTRIBUTES = v.record(
  v.string(),
  v.object({
    DataType: v.pipe(
      v.string(),
      v.regex(/^(String|Number|Binary)(\.|$)/, "must be String, Number or Binary"),
    ),
    StringValue: v.optional(v.string()),
    BinaryValue: v.optional(v.string()),
  }),
);
const ID = v.optional(
  v.pipe(
    v.string(),
    v.regex(/^[!-~]{1,128}$/, "must be 1 to 128 letters, digits and punctuation characters"),
  ),
);
const ENTRY = v.object({
  MessageBody: v.pipe(v.string(), v.minLength(1, "must not be empty")),
  MessageAttributes: v.optional(ATTRIBUTES, {}),
  MessageSystemAttributes: v.optional(ATTRIBUTES, {}),
  MessageGroupId: ID,
  MessageDeduplicationId: ID,
  DelaySeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(900))),
});
const SEND = v.object({ ...ENTRY.entries, QueueUrl: v.string() });
const SEND_BATCH = batchOf(ENTRY);

const MOST_BATCH_BYTES = 1_048_576;

/** Operations that put messages into a queue. */
export function sendActions(core: SqsCore): Record<string, Action> {
  return {
    SendMessage: (input) => {
      const { QueueUrl, ...entry } = v.parse(SEND, input);
      const queue = core.queueAt(QueueUrl);
      return core.change(() => sendOne(core, queue, entry));
    },
    SendMessageBatch: (input) => {
      const { QueueUrl, Entries } = v.parse(SEND_BATCH, input);
      const queue = core.queueAt(QueueUrl);
      const bytes = Entries.reduce((sum, entry) => sum + sizeOf(asMessage(entry)), 0);
      if (bytes > MOST_BATCH_BYTES) {
        throw new AwsError(
          "BatchRequestTooLong",
          `Batch requests cannot be longer than ${MOST_BATCH_BYTES} bytes. You have sent ${bytes} bytes.`,
        );
      }
      return core.change(() => runBatch(Entries, (entry) => sendOne(core, queue, entry)));
    },
  };
}

function sendOne(core: SqsCore, queue: Queue, entry: v.InferOutput<typeof ENTRY>) {
  const { messageId, sequence } = core.send(queue, asMessage(entry), core.now());
  return {
    MessageId: messageId,
    MD5OfMessageBody: md5OfBody(entry.MessageBody),
    MD5OfMessageAttributes: md5OfAttributes(entry.MessageAttributes),
    MD5OfMessageSystemAttributes: md5OfAttributes(entry.MessageSystemAttributes),
    ...(queue.settings.fifo && { SequenceNumber: printSequence(sequence) }),
  };
}

function asMessage(entry: v.InferOutput<typeof ENTRY>): NewMessage {
  return {
    body: entry.MessageBody,
    attributes: entry.MessageAttributes satisfies Record<string, MessageAttribute>,
    systemAttributes: entry.MessageSystemAttributes,
    groupId: entry.MessageGroupId,
    deduplicationId: entry.MessageDeduplicationId,
    delaySeconds: entry.DelaySeconds,
  };
}
