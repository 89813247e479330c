import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { parseDeliveryKey } from "../domain/delivery.ts";
import type { DeliveryQueue } from "../ports.ts";

/** SendMessageBatch's own limit. */
const batchSize = 10;

/** The FIFO queue that wakes the dispatcher: a group per row keeps what one row causes in order. */
export function sqsDeliveryQueue(client: SQSClient, queueUrl: string): DeliveryQueue {
  return {
    async send(keys, lease) {
      for (let start = 0; start < keys.length; start += batchSize) {
        const Entries = keys.slice(start, start + batchSize).map((key, index) => ({
          Id: String(index),
          MessageBody: JSON.stringify({ key }),
          MessageGroupId: parseDeliveryKey(key).rowId,
          // Once per poll: a later poll must be able to wake a delivery that this message did not settle.
          MessageDeduplicationId: `${key}#${lease.epoch}`,
        }));
        // An entry that failed is found again in the due index by the next poll.
        await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
      }
    },
  };
}
