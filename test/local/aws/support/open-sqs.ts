import {
  type Message,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
  type SendMessageCommandInput,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { onTestFinished } from "vitest";
import { type SqsOptions, startSqsEmulator } from "../../../../local/aws/sqs/emulator.ts";
import type { QueueDefinition } from "../../../../local/aws/sqs/queue.ts";
import { manualClock } from "../../../../local/clock.ts";

/** The time at which the clock of these tests stands; no other time in them equals it. */
export const NOON = new Date("2026-03-01T12:00:00Z");
export const seconds = (count: number): Date => new Date(NOON.getTime() + count * 1000);

const QUEUES = {
  standard: { name: "plain", visibilitySeconds: 30 },
  fifo: { name: "ordered.fifo", visibilitySeconds: 30, fifo: true },
} satisfies Record<string, QueueDefinition>;

/** An emulator on a manual clock, its SDK client, and short forms of the two operations every test needs. */
export async function openSqs(options: Partial<SqsOptions> = {}) {
  const clock = manualClock(NOON);
  const queues = [QUEUES.standard, QUEUES.fifo];
  const sqs = await startSqsEmulator({ port: 0, dataFile: ":memory:", clock, queues, ...options });
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new SQSClient({ endpoint: sqs.url, region: "us-east-1", credentials });
  const close = async (): Promise<void> => {
    await sqs.close();
    client.destroy();
  };
  onTestFinished(close);

  const send = (queue: string, body: string, more: Partial<SendMessageCommandInput> = {}) =>
    client.send(new SendMessageCommand({ QueueUrl: sqs.queueUrl(queue), MessageBody: body, ...more }));
  /** To a FIFO queue; the body is the deduplication id too. */
  const sendTo = (queue: string, group: string, ...bodies: string[]) =>
    bodies.reduce(
      (before, body) =>
        before.then(async () => {
          await send(queue, body, { MessageGroupId: group, MessageDeduplicationId: body });
        }),
      Promise.resolve(),
    );
  const receive = async (
    queue: string,
    more: Partial<ReceiveMessageCommandInput> = {},
  ): Promise<Message[]> => {
    const wanted = { QueueUrl: sqs.queueUrl(queue), MaxNumberOfMessages: 10, ...more };
    return (await client.send(new ReceiveMessageCommand(wanted))).Messages ?? [];
  };
  return { sqs, client, clock, send, sendTo, receive, close };
}

export const bodies = (messages: readonly Message[]): string[] => messages.map(({ Body }) => Body ?? "");
