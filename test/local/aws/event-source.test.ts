import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { type EventSourceOptions, startEventSource } from "../../../local/aws/event-source.ts";
import { NOON, openSqs, seconds } from "./support/open-sqs.ts";

const FIFO = "ordered.fifo";
const PATIENCE = { timeout: 5000 };

/** An event source over an emulator; `calls` are the batches its handler got. */
async function feed(
  queue: string,
  answer: (bodies: string[], event: SQSEvent) => Promise<SQSBatchResponse | undefined>,
  more: Partial<EventSourceOptions> = {},
) {
  const world = await openSqs();
  const calls: string[][] = [];
  const events: { event: SQSEvent; context: Context }[] = [];
  const errors: unknown[] = [];
  const source = startEventSource({
    client: world.client,
    queueUrl: world.sqs.queueUrl(queue),
    queueArn: world.sqs.queueArn(queue),
    batchSize: 10,
    functionName: "poll",
    timeoutSeconds: 30,
    newId: () => "invocation-1",
    onError: (error) => errors.push(error),
    handler: async (event, context) => {
      const bodies = event.Records.map(({ body }) => body);
      calls.push(bodies);
      events.push({ event, context });
      return await answer(bodies, event);
    },
    ...more,
  });
  onTestFinished(() => source.stop());
  /** Resolves when nothing is left to do now. */
  const drained = () =>
    vi.waitFor(() => {
      const { waiting, inFlight } = world.sqs.counts(queue);
      expect(waiting + inFlight).toBe(0);
    }, PATIENCE);
  return { ...world, source, calls, events, errors, drained };
}

const failing =
  (...failed: string[]) =>
  async (_: string[], { Records }: SQSEvent): Promise<SQSBatchResponse> => ({
    batchItemFailures: Records.filter(({ body }) => failed.includes(body)).map(({ messageId }) => ({
      itemIdentifier: messageId,
    })),
  });

describe("an event source", () => {
  it("gives the handler what Lambda gives it", async () => {
    const { send, events, drained } = await feed("plain", async () => undefined);
    await send("plain", '{"a":1}', {
      MessageAttributes: { bytes: { DataType: "Binary", BinaryValue: Uint8Array.of(1, 2) } },
    });
    await drained();
    const [{ event, context } = {}] = events;
    expect(event?.Records).toEqual([
      {
        messageId: expect.any(String),
        receiptHandle: expect.any(String),
        body: '{"a":1}',
        attributes: {
          ApproximateReceiveCount: "1",
          SentTimestamp: String(NOON.getTime()),
          ApproximateFirstReceiveTimestamp: String(NOON.getTime()),
          SenderId: expect.any(String),
        },
        messageAttributes: {
          bytes: { dataType: "Binary", binaryValue: "AQI=", stringListValues: [], binaryListValues: [] },
        },
        md5OfBody: expect.any(String),
        md5OfMessageAttributes: expect.any(String),
        eventSource: "aws:sqs",
        eventSourceARN: "arn:aws:sqs:us-east-1:000000000000:plain",
        awsRegion: "us-east-1",
      },
    ]);
    expect(context).toMatchObject({ awsRequestId: "invocation-1", functionName: "poll" });
    expect(context?.getRemainingTimeInMillis()).toBeGreaterThan(20_000);
    expect(context?.getRemainingTimeInMillis()).toBeLessThanOrEqual(30_000);
  });

  it("deletes what succeeded and repeats only what failed", async () => {
    let isBroken = true;
    const { clock, sqs, send, calls, drained } = await feed(
      "plain",
      (bodies, event) => failing(...(isBroken ? ["b"] : []))(bodies, event),
      { failureVisibilitySeconds: 5 },
    );
    for (const body of ["a", "b", "c"]) await send("plain", body);
    await drained();
    expect(sqs.counts("plain")).toEqual({ waiting: 0, inFlight: 0, delayed: 1 });
    isBroken = false;
    calls.length = 0;
    clock.set(seconds(5));
    await drained();
    expect(calls).toEqual([["b"]]);
    expect(sqs.counts("plain").delayed).toBe(0);
  });

  it("leaves what failed to the queue's own timeout when nothing else is said", async () => {
    const { clock, sqs, sendTo, calls } = await feed(FIFO, failing("a"));
    await sendTo(FIFO, "g", "a");
    await vi.waitFor(() => expect(calls).toHaveLength(1), PATIENCE);
    clock.set(seconds(29));
    expect(sqs.counts(FIFO)).toEqual({ waiting: 0, inFlight: 1, delayed: 0 });
    clock.set(seconds(30));
    await vi.waitFor(() => expect(calls).toEqual([["a"], ["a"]]), PATIENCE);
  });

  it.each([
    [
      "throws",
      async () => {
        throw new Error("out of order");
      },
      "out of order",
    ],
    [
      "reports an item of another batch",
      async () => ({ batchItemFailures: [{ itemIdentifier: "?" }] }),
      "not in its batch",
    ],
    ["takes too long", () => new Promise<undefined>(() => {}), "timed out after 0.05 seconds"],
  ])("fails the whole batch when the handler %s", async (_, answer, message) => {
    const { sqs, send, errors, drained } = await feed("plain", answer, {
      failureVisibilitySeconds: 60,
      timeoutSeconds: 0.05,
    });
    await send("plain", "a");
    await drained();
    expect(sqs.counts("plain").delayed).toBe(1);
    expect(String(errors[0])).toContain(message);
  });

  it("keeps the order inside a group while several batches run", async () => {
    const done: string[] = [];
    const { sendTo, drained } = await feed(
      FIFO,
      async (bodies) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        done.push(...bodies);
        return undefined;
      },
      { concurrency: 3, batchSize: 2 },
    );
    const names = (group: string) => Array.from({ length: 8 }, (_, index) => `${group}${index}`);
    await Promise.all(["a", "b", "c"].map((group) => sendTo(FIFO, group, ...names(group))));
    await drained();
    for (const group of ["a", "b", "c"]) {
      expect(done.filter((body) => body.startsWith(group))).toEqual(names(group));
    }
  });

  it("waits for the batch under way when it is stopped", async () => {
    let finish = (): void => {};
    const { sqs, send, source } = await feed(
      "plain",
      () => new Promise((resolve) => (finish = () => resolve(undefined))),
    );
    expect(source.idle()).toBe(true);
    await send("plain", "a");
    await vi.waitFor(() => expect(source.idle()).toBe(false), PATIENCE);
    const stopping = source.stop();
    finish();
    await stopping;
    expect(source.idle()).toBe(true);
    expect(sqs.counts("plain")).toEqual({ waiting: 0, inFlight: 0, delayed: 0 });
    await send("plain", "b");
    expect(sqs.counts("plain").waiting).toBe(1);
  });

  it("tells of a queue it cannot reach and goes on", async () => {
    const { errors, source } = await feed("missing", async () => undefined);
    await vi.waitFor(() => expect(errors).toHaveLength(1), PATIENCE);
    expect(errors[0]).toMatchObject({ name: "QueueDoesNotExist" });
    await source.stop();
  });
});
