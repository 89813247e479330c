import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../clock.ts";
import { type Action, jsonProtocol } from "../json-protocol.ts";
import { openDatabase } from "../open-database.ts";
import { serveLoopback } from "../serve-loopback.ts";
import { type SqsCore, sqsCore } from "./core.ts";
import { arnOf, checkName, pathOf, type QueueDefinition, settingsOf } from "./queue.ts";
import { queueActions } from "./queue-actions.ts";
import { receiveAction } from "./receive-action.ts";
import { SCHEMA } from "./schema.ts";
import { sendActions } from "./send-actions.ts";
import { settleActions } from "./settle-actions.ts";

export type SqsOptions = {
  /** 0 for a free one. */
  port: number;
  /** `:memory:` for none. */
  dataFile: string;
  clock: Clock;
  /** Created, or changed to this, when it opens. */
  queues: readonly QueueDefinition[];
  newId?: () => string;
};

/**
 * `waiting` messages can be received now, or as soon as the ones of their group that are in flight are deleted; `inFlight`
 * ones are held by a receiver; `delayed` ones wait for a time: sent with a delay, given back with
 * ChangeMessageVisibility, or behind such a one in their group. So `waiting + inFlight` is 0 when there is nothing to do.
 */
type QueueCounts = { waiting: number; inFlight: number; delayed: number };

export type SqsEmulator = {
  url: string;
  queueUrl(name: string): string;
  queueArn(name: string): string;
  counts(name: string): QueueCounts;
  /** Calls `listener` when counts may have changed, the clock's moves included. @returns ends the subscription. */
  changed(listener: () => void): () => void;
  close(): Promise<void>;
};

// Where SQS's older protocol has other names; the SDK shows these as `error.Code`.
const QUERY_CODES = {
  QueueDoesNotExist: "AWS.SimpleQueueService.NonExistentQueue",
  QueueNameExists: "QueueAlreadyExists",
  MessageNotInflight: "AWS.SimpleQueueService.MessageNotInflight",
  EmptyBatchRequest: "AWS.SimpleQueueService.EmptyBatchRequest",
  TooManyEntriesInBatchRequest: "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
  BatchEntryIdsNotDistinct: "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
  BatchRequestTooLong: "AWS.SimpleQueueService.BatchRequestTooLong",
  InvalidBatchEntryId: "AWS.SimpleQueueService.InvalidBatchEntryId",
};

/**
 * Queues on 127.0.0.1 that speak the JSON protocol of SQS. Unlike SQS, nothing expires after days.
 * @throws Error naming the data file when it cannot be used; the socket's error when the port cannot be had.
 */
export async function startSqsEmulator(options: SqsOptions): Promise<SqsEmulator> {
  const { port, dataFile, clock, queues, newId = randomUUID } = options;
  checkDefinitions(queues);
  const database = openDatabase(dataFile, SCHEMA);
  const core = sqsCore(database, clock, newId);
  releaseAll(database);
  for (const queue of queues) core.queues.put(queue.name, settingsOf(queue), core.now());

  let url = "";
  const queueUrl = (name: string): string => url + pathOf(name);
  const app = jsonProtocol({
    target: "AmazonSQS",
    namespace: "com.amazonaws.sqs",
    version: "1.0",
    actions: actionsOf(core, queueUrl),
    newId,
    queryCodes: QUERY_CODES,
  });
  const server = await serveLoopback(app, port).catch((error: unknown) => {
    core.close();
    database.close();
    throw error;
  });
  url = server.url;
  let closing: Promise<void> | undefined;
  return {
    url,
    queueUrl,
    queueArn: arnOf,
    counts: (name) => countsOf(core, name),
    changed: (listener) => {
      core.changes.on("change", listener);
      return () => core.changes.off("change", listener);
    },
    close: () => {
      core.close();
      closing ??= server.close().then(() => database.close());
      return closing;
    },
  };
}

function actionsOf(core: SqsCore, queueUrl: (name: string) => string): Record<string, Action> {
  return {
    ...queueActions(core, queueUrl),
    ...sendActions(core),
    ReceiveMessage: receiveAction(core),
    ...settleActions(core),
  };
}

// The receivers live in this process: whatever was in flight when it last ended has lost its only one.
function releaseAll(database: DatabaseSync): void {
  database.exec(
    "update messages set receipt = null, visible_at = 0, given_back = 0 where receipt is not null",
  );
}

function checkDefinitions(queues: readonly QueueDefinition[]): void {
  for (const { name, fifo = false, deadLetter } of queues) {
    checkName(name, fifo);
    if (!deadLetter) continue;
    const target = queues.find((queue) => queue.name === deadLetter.queue);
    if (!target || (target.fifo ?? false) !== fifo) {
      throw new Error(
        `the dead-letter queue '${deadLetter.queue}' of queue '${name}' must be defined too, and be of the same kind (${
          fifo ? "FIFO" : "standard"
        })`,
      );
    }
  }
}

function countsOf(core: SqsCore, name: string): QueueCounts {
  const tally = core.count.tally(core.queues.get(name), core.now());
  return {
    waiting: tally.visible - tally.blocked,
    inFlight: tally.inFlight,
    delayed: tally.delayed + tally.givenBack + tally.blocked,
  };
}
