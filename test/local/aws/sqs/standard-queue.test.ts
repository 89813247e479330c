import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  SendMessageBatchCommand,
} from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { bodies, NOON, openSqs, seconds } from "../support/open-sqs.ts";

describe("a standard queue", () => {
  it("hides a received message until the clock says its time is over", async () => {
    const { clock, send, receive } = await openSqs();
    await send("plain", "a");
    const [first] = await receive("plain", { MessageSystemAttributeNames: ["All"] });
    expect(first?.Attributes).toMatchObject({
      ApproximateReceiveCount: "1",
      SentTimestamp: String(NOON.getTime()),
    });
    clock.set(seconds(29));
    expect(await receive("plain")).toEqual([]);
    clock.set(seconds(30));
    const [again] = await receive("plain", { MessageSystemAttributeNames: ["ApproximateReceiveCount"] });
    expect(again?.Attributes).toEqual({ ApproximateReceiveCount: "2" });
    expect(again?.ReceiptHandle).not.toBe(first?.ReceiptHandle);
  });

  it("holds a delayed message back until its time", async () => {
    const { sqs, clock, send, receive } = await openSqs();
    await send("plain", "later", { DelaySeconds: 10 });
    expect(sqs.counts("plain")).toEqual({ waiting: 0, inFlight: 0, delayed: 1 });
    expect(await receive("plain")).toEqual([]);
    clock.set(seconds(10));
    expect(bodies(await receive("plain"))).toEqual(["later"]);
  });

  it("forgets a message that was deleted, and shrugs at deleting it twice", async () => {
    const { sqs, client, clock, send, receive } = await openSqs();
    await send("plain", "a");
    const [message] = await receive("plain");
    const QueueUrl = sqs.queueUrl("plain");
    const command = new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle });
    await client.send(command);
    await client.send(command);
    clock.set(seconds(60));
    expect(await receive("plain")).toEqual([]);
  });

  it("keeps a message whose deleter holds an older receipt", async () => {
    const { sqs, client, clock, send, receive } = await openSqs();
    await send("plain", "a");
    const [old] = await receive("plain");
    clock.set(seconds(30));
    await receive("plain");
    const QueueUrl = sqs.queueUrl("plain");
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: old?.ReceiptHandle }));
    clock.set(seconds(60));
    expect(bodies(await receive("plain"))).toEqual(["a"]);
  });

  it("gives a message back sooner or later than its time", async () => {
    const { sqs, client, clock, send, receive } = await openSqs();
    await send("plain", "a");
    const [message] = await receive("plain");
    const hide = (VisibilityTimeout: number) =>
      client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: sqs.queueUrl("plain"),
          ReceiptHandle: message?.ReceiptHandle,
          VisibilityTimeout,
        }),
      );
    expect(sqs.counts("plain")).toEqual({ waiting: 0, inFlight: 1, delayed: 0 });
    await hide(90);
    expect(sqs.counts("plain")).toEqual({ waiting: 0, inFlight: 0, delayed: 1 });
    clock.set(seconds(60));
    expect(await receive("plain")).toEqual([]);
    await hide(0);
    expect(bodies(await receive("plain"))).toEqual(["a"]);
    clock.set(seconds(200));
    await expect(hide(10)).rejects.toMatchObject({ name: "InvalidParameterValue" });
  });

  it("carries message attributes, and only those asked for", async () => {
    const { send, receive } = await openSqs();
    const sent = await send("plain", "ünïcode 🙂", {
      MessageAttributes: {
        kind: { DataType: "String", StringValue: "poll" },
        bytes: { DataType: "Binary", BinaryValue: Uint8Array.of(1, 2, 255) },
      },
    });
    // From the definition in the SQS developer guide, computed apart from the code.
    expect(sent.MD5OfMessageAttributes).toBe("892e987f12f85cd00c4d69cf05d265c1");
    const [message] = await receive("plain", {
      MessageAttributeNames: ["by*", "bytes"],
      VisibilityTimeout: 0,
    });
    expect(message?.Body).toBe("ünïcode 🙂");
    expect(message?.MessageAttributes).toEqual({
      bytes: { DataType: "Binary", BinaryValue: Uint8Array.of(1, 2, 255) },
    });
  });

  it("answers a batch entry by entry", async () => {
    const { sqs, client, receive } = await openSqs();
    const QueueUrl = sqs.queueUrl("plain");
    const Entries = [
      { Id: "good", MessageBody: "good" },
      { Id: "bad", MessageBody: "bad \u0001" },
    ];
    const sent = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    expect(sent.Successful?.map(({ Id }) => Id)).toEqual(["good"]);
    expect(sent.Failed).toMatchObject([{ Id: "bad", Code: "InvalidMessageContents", SenderFault: true }]);

    const [message] = await receive("plain");
    const deleted = await client.send(
      new DeleteMessageBatchCommand({
        QueueUrl,
        Entries: [
          { Id: "1", ReceiptHandle: message?.ReceiptHandle },
          { Id: "2", ReceiptHandle: "made up" },
        ],
      }),
    );
    expect(deleted.Successful).toEqual([{ Id: "1" }]);
    expect(deleted.Failed).toMatchObject([{ Id: "2", Code: "ReceiptHandleIsInvalid" }]);
    expect(sqs.counts("plain")).toEqual({ waiting: 0, inFlight: 0, delayed: 0 });
  });
});
