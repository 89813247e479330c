import { randomUUID } from "node:crypto";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { SQSEvent } from "aws-lambda";
import { startEventSource } from "../aws/event-source.ts";
import { type Clock, every } from "../clock.ts";
import type { Story } from "../console/story.ts";
import type { Parts } from "../parts.ts";
import type { Callers } from "./callers.ts";
import type { Deployment } from "./deployment.ts";
import { giveMailEvent } from "./events/give-mail-event.ts";
import { scheduleInput } from "./events/schedule-input.ts";
import type { Gates } from "./gates.ts";
import { asyncInvoker } from "./lambda/async-invoker.ts";
import type { Faults } from "./lambda/faults.ts";
import { throttledAgain } from "./lambda/throttled-again.ts";
import type { RunningFunction } from "./start-functions.ts";
import { account } from "./template/account.ts";
import { queueNameIn } from "./template/queues-of.ts";

/** Lambda gives a start ten seconds. */
const longestStartSeconds = 10;

export type EventsOptions = {
  deployment: Deployment;
  functions: readonly RunningFunction[];
  callers: Callers;
  gates: Gates;
  parts: Parts;
  operatorKey: string;
  clock: Clock;
  story: Story;
  faults: Faults;
  asyncRetrySeconds: number;
  runsSchedules: boolean;
};

/** Starts what runs functions: queues, schedules and the event bus, as the template ties them. @returns ends it all. */
export function startEvents(options: EventsOptions): () => Promise<void> {
  const closers = [
    ...startMappings(options),
    startMailEvents(options),
    ...(options.runsSchedules ? startSchedules(options) : []),
  ];
  return async () => {
    await Promise.all(closers.map((close) => close()));
  };
}

/** Lambda reads a queue with the right of the function. */
function startMappings({ deployment, functions, gates, story }: EventsOptions) {
  return deployment.mappings.map((mapping) => {
    const called = functionBy(functions, "name", mapping.functionName);
    const queue = queueNameIn(mapping.queueArn);
    const visibility = deployment.queues.find(({ name }) => name === queue)?.visibilitySeconds ?? 30;
    const source = startEventSource({
      client: clientFor(gates, called.accessKeyId),
      queueUrl: gates.queueUrl(queue),
      queueArn: mapping.queueArn,
      functionName: called.definition.name,
      batchSize: mapping.batchSize,
      concurrency: mapping.concurrency,
      // Never reached: the function's own limit is kept by its process.
      timeoutSeconds: visibility + called.definition.timeoutSeconds + longestStartSeconds,
      handler: async (event) => {
        const outcome = await throttledAgain(called, event, visibility);
        if (outcome.failure) {
          tellPolls(story, event, outcome.failure.errorMessage);
          throw new Error(outcome.failure.errorMessage);
        }
        return mapping.reportsFailures ? (outcome.payload as never) : undefined;
      },
      onError: (error) =>
        story.log.error("event-source", { function: called.definition.logicalId, reason: String(error) }),
    });
    return () => source.stop();
  });
}

/** A poll that was cut off logs no end, and somebody may wait for it. */
function tellPolls({ log }: Story, { Records }: SQSEvent, reason: string): void {
  for (const { body } of Records) {
    const pollId = /"pollId":"([^"]+)"/.exec(body)?.[1];
    if (pollId !== undefined) log.error("poll-failed", { pollId, reason });
  }
}

function startSchedules({ deployment, functions, callers, gates, clock, story }: EventsOptions) {
  return deployment.schedules.map((schedule) => {
    const statements = deployment.statements.get(schedule.role) ?? [];
    const key = callers.issue({ name: schedule.logicalId, role: schedule.role, statements });
    const client = clientFor(gates, key);
    const run = async () => {
      const body = scheduleInput(schedule.input, clock.now(), randomUUID());
      if (schedule.targetArn.includes(":lambda:")) {
        await functionBy(functions, "arn", schedule.targetArn).invoke(JSON.parse(body));
        return;
      }
      await client.send(
        new SendMessageCommand({
          QueueUrl: gates.queueUrl(queueNameIn(schedule.targetArn)),
          MessageBody: body,
          ...(schedule.messageGroupId !== undefined && { MessageGroupId: schedule.messageGroupId }),
        }),
      );
    };
    const safely = () =>
      run().catch((error: unknown) => story.log.error("schedule", { reason: String(error) }));
    // A rate begins with the first run.
    void safely();
    return every(clock, schedule.seconds, safely);
  });
}

function startMailEvents(options: EventsOptions) {
  const { deployment, functions, gates, parts, operatorKey, story, faults, asyncRetrySeconds } = options;
  const invokers = new Map(
    functions.map((called) => {
      const { destinationArn, ...settings } = deployment.asyncSettings(called.definition.name);
      const onGivenUp =
        destinationArn === undefined
          ? undefined
          : (record: unknown) => put(clientFor(gates, called.accessKeyId), gates, destinationArn, record);
      const invoker = asyncInvoker(
        called,
        { ...settings, onGivenUp, firstRetrySeconds: asyncRetrySeconds },
        faults,
      );
      return [called.definition.arn, invoker] as const;
    }),
  );
  const operator = clientFor(gates, operatorKey);
  const stop = parts.ses.events.deliverTo((event) =>
    giveMailEvent(
      {
        rules: deployment.eventRules,
        permissions: deployment.permissions,
        published: deployment.published,
        take: async (functionArn, taken) => invokers.get(functionArn)?.take(taken),
        async deadLetter(queueArn, given, reason) {
          story.log.error("event-not-given", { reason });
          if (queueArn !== undefined) await put(operator, gates, queueArn, given);
        },
      },
      event,
    ),
  );
  return async () => {
    for (const invoker of invokers.values()) invoker.close();
    await stop();
  };
}

async function put(client: SQSClient, gates: Gates, queueArn: string, content: unknown): Promise<void> {
  const QueueUrl = gates.queueUrl(queueNameIn(queueArn));
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(content) }));
}

function clientFor(gates: Gates, accessKeyId: string): SQSClient {
  return new SQSClient({
    endpoint: gates.endpoints.AWS_ENDPOINT_URL_SQS ?? "",
    region: account.region,
    credentials: { accessKeyId, secretAccessKey: "local" },
  });
}

/** @throws Error when the template ties something to a function it does not have. */
function functionBy(
  functions: readonly RunningFunction[],
  by: "name" | "arn",
  value: string,
): RunningFunction {
  const found = functions.find(({ definition }) => definition[by] === value);
  if (!found) throw new Error(`the template refers to the function ${value}, which it does not have`);
  return found;
}
