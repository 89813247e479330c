import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { lambdaContext } from "./lambda-context.ts";
import { sqsEvent } from "./sqs-event.ts";

export type EventSourceOptions = {
  client: SQSClient;
  queueUrl: string;
  queueArn: string;
  /** Messages a call of the handler gets at most, 1 to 10. */
  batchSize: number;
  handler: (event: SQSEvent, context: Context) => Promise<SQSBatchResponse | undefined>;
  functionName: string;
  /** How long the handler may take; longer is a failed batch. */
  timeoutSeconds: number;
  /** Hears of a failed receive, batch or deletion; the messages concerned come again by themselves. */
  onError: (error: unknown) => void;
  /** Failed messages come again after this long; by the queue's own visibility timeout, as on AWS, when absent. */
  failureVisibilitySeconds?: number;
  /** Batches at the same time. */
  concurrency?: number;
  newId?: () => string;
};

export type EventSource = {
  /** Resolves when the batches under way are settled. */
  stop(): Promise<void>;
  /** Is no batch under way? */
  idle(): boolean;
};

const PAUSE_AFTER_ERROR_MS = 1000;

/**
 * Feeds a queue to a handler as Lambda's event source mapping does with `ReportBatchItemFailures`: what succeeded is
 * deleted, what failed comes again; a throw, a timeout or an answer that makes no sense fails the whole batch.
 */
export function startEventSource(options: EventSourceOptions): EventSource {
  const { batchSize, concurrency = 1, onError } = options;
  if (!(batchSize >= 1 && batchSize <= 10))
    throw new RangeError(`batchSize must be 1 to 10, it is ${batchSize}`);
  const stopping = new AbortController();
  let running = 0;

  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        const messages = await receive(options, stopping.signal);
        if (messages.length === 0) continue;
        running++;
        await runBatch(options, messages).finally(() => running--);
      } catch (error) {
        // What was received just as the stop came stays hidden until its time is over, as on AWS.
        if (stopping.signal.aborted) return;
        onError(error);
        await sleep(PAUSE_AFTER_ERROR_MS, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
  };

  const loops = Array.from({ length: concurrency }, loop);
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(loops);
    },
    idle: () => running === 0,
  };
}

async function receive(
  { client, queueUrl, batchSize }: EventSourceOptions,
  abortSignal: AbortSignal,
): Promise<Message[]> {
  const command = new ReceiveMessageCommand({
    QueueUrl: queueUrl,
    MaxNumberOfMessages: batchSize,
    WaitTimeSeconds: 20,
    MessageSystemAttributeNames: ["All"],
    MessageAttributeNames: ["All"],
  });
  return (await client.send(command, { abortSignal })).Messages ?? [];
}

async function runBatch(options: EventSourceOptions, messages: readonly Message[]): Promise<void> {
  const { queueArn, handler, functionName, timeoutSeconds, onError, newId = randomUUID } = options;
  const ids = messages.map(({ MessageId }) => MessageId ?? "");
  let failed: Set<string>;
  try {
    const context = lambdaContext(newId(), functionName, timeoutSeconds);
    const response = await within(timeoutSeconds, handler(sqsEvent(messages, queueArn), context));
    failed = failedIds(response, ids);
  } catch (error) {
    onError(error);
    failed = new Set(ids);
  }
  await settle(options, messages, failed).catch(onError);
}

// Lambda would end the process; here the handler goes on, unheard, and its messages may come again meanwhile.
async function within<Result>(seconds: number, work: Promise<Result>): Promise<Result> {
  const done = new AbortController();
  const timeout = sleep(seconds * 1000, undefined, { signal: done.signal }).then(() => {
    throw new Error(`the handler timed out after ${seconds} seconds`);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    timeout.catch(() => {});
    done.abort();
  }
}

// What Lambda takes for success and failure: developer guide, "Using Lambda with SQS", success and failure conditions.
function failedIds(response: SQSBatchResponse | undefined, ids: readonly string[]): Set<string> {
  const failures = response?.batchItemFailures ?? [];
  for (const { itemIdentifier } of failures) {
    if (ids.includes(itemIdentifier)) continue;
    throw new Error(`the handler reported the failed item '${itemIdentifier}', which is not in its batch`);
  }
  return new Set(failures.map(({ itemIdentifier }) => itemIdentifier));
}

async function settle(
  { client, queueUrl: QueueUrl, failureVisibilitySeconds, onError }: EventSourceOptions,
  messages: readonly Message[],
  failed: ReadonlySet<string>,
): Promise<void> {
  const entries = messages.map(({ MessageId, ReceiptHandle }, index) => ({
    failed: failed.has(MessageId ?? ""),
    entry: { Id: String(index), ReceiptHandle },
  }));
  const succeeded = entries.filter((item) => !item.failed).map(({ entry }) => entry);
  if (succeeded.length > 0) {
    const answer = await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: succeeded }));
    for (const { Message: reason } of answer.Failed ?? [])
      onError(new Error(`a message was not deleted: ${reason}`));
  }
  if (failed.size === 0 || failureVisibilitySeconds === undefined) return;
  const Entries = entries
    .filter((item) => item.failed)
    .map(({ entry }) => ({ ...entry, VisibilityTimeout: failureVisibilitySeconds }));
  await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
}
