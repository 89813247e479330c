import { ChangeMessageVisibilityBatchCommand, DeleteMessageCommand } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { bodies, openSqs, seconds } from "../support/open-sqs.ts";

const FIFO = "ordered.fifo";

describe("a FIFO queue", () => {
  it("hands out several of one group in order, and locks the group meanwhile", async () => {
    const { sqs, client, sendTo, receive } = await openSqs();
    await sendTo(FIFO, "a", "a1", "a2", "a3");
    await sendTo(FIFO, "b", "b1");
    const [a1, a2] = await receive(FIFO, { MaxNumberOfMessages: 2 });
    expect([a1?.Body, a2?.Body]).toEqual(["a1", "a2"]);
    expect(bodies(await receive(FIFO))).toEqual(["b1"]);

    const remove = (ReceiptHandle: string | undefined) =>
      client.send(new DeleteMessageCommand({ QueueUrl: sqs.queueUrl(FIFO), ReceiptHandle }));
    await remove(a1?.ReceiptHandle);
    expect(await receive(FIFO)).toEqual([]);
    await remove(a2?.ReceiptHandle);
    expect(bodies(await receive(FIFO))).toEqual(["a3"]);
  });

  it("repeats what was not deleted before what stands behind it", async () => {
    const { clock, sendTo, receive } = await openSqs();
    await sendTo(FIFO, "a", "a1", "a2");
    await receive(FIFO, { MaxNumberOfMessages: 1 });
    clock.set(seconds(30));
    const messages = await receive(FIFO, { MessageSystemAttributeNames: ["All"] });
    expect(bodies(messages)).toEqual(["a1", "a2"]);
    const [first, second] = messages.map(({ Attributes }) => Attributes);
    expect(first).toMatchObject({ MessageGroupId: "a", MessageDeduplicationId: "a1" });
    expect(String(first?.SequenceNumber) < String(second?.SequenceNumber)).toBe(true);
  });

  it("counts what stands behind a message given back as delayed with it", async () => {
    const { sqs, client, clock, sendTo, receive } = await openSqs();
    await sendTo(FIFO, "a", "a1", "a2", "a3");
    const held = await receive(FIFO, { MaxNumberOfMessages: 2 });
    expect(sqs.counts(FIFO)).toEqual({ waiting: 1, inFlight: 2, delayed: 0 });
    const Entries = held.map(({ ReceiptHandle }, index) => ({
      Id: String(index),
      ReceiptHandle,
      VisibilityTimeout: 5,
    }));
    await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: sqs.queueUrl(FIFO), Entries }));
    expect(sqs.counts(FIFO)).toEqual({ waiting: 0, inFlight: 0, delayed: 3 });
    clock.set(seconds(5));
    expect(sqs.counts(FIFO)).toEqual({ waiting: 3, inFlight: 0, delayed: 0 });
    expect(bodies(await receive(FIFO))).toEqual(["a1", "a2", "a3"]);
  });

  it("drops a repeated deduplication id for five minutes, even of a deleted message", async () => {
    const { sqs, client, clock, sendTo, receive } = await openSqs();
    await sendTo(FIFO, "a", "same");
    const [message] = await receive(FIFO);
    await client.send(
      new DeleteMessageCommand({ QueueUrl: sqs.queueUrl(FIFO), ReceiptHandle: message?.ReceiptHandle }),
    );
    clock.set(seconds(300));
    await sendTo(FIFO, "b", "same");
    expect(await receive(FIFO)).toEqual([]);
    clock.set(seconds(301));
    await sendTo(FIFO, "b", "same");
    expect(bodies(await receive(FIFO))).toEqual(["same"]);
  });

  it("takes the body for the deduplication id where the queue says so", async () => {
    const name = "by-content.fifo";
    const { send, receive } = await openSqs({
      queues: [{ name, visibilitySeconds: 30, fifo: true, contentBasedDeduplication: true }],
    });
    const first = await send(name, "x", { MessageGroupId: "a" });
    const second = await send(name, "x", { MessageGroupId: "a" });
    expect(second.MessageId).toBe(first.MessageId);
    expect(second.SequenceNumber).toBe(first.SequenceNumber);
    await send(name, "y", { MessageGroupId: "a" });
    expect(bodies(await receive(name))).toEqual(["x", "y"]);
  });

  it("refuses what SQS refuses", async () => {
    const { sqs, client, clock, send, sendTo, receive } = await openSqs();
    const ids = { MessageGroupId: "a", MessageDeduplicationId: "1" };
    await expect(send(FIFO, "x")).rejects.toMatchObject({ name: "MissingParameter" });
    await expect(send(FIFO, "x", { MessageGroupId: "a" })).rejects.toThrow("ContentBasedDeduplication");
    await expect(send(FIFO, "x", { ...ids, DelaySeconds: 5 })).rejects.toThrow("DelaySeconds");
    await expect(send("plain", "x", { MessageDeduplicationId: "1" })).rejects.toThrow("queue type");

    await sendTo(FIFO, "a", "late");
    const [late] = await receive(FIFO);
    clock.set(seconds(30));
    const command = new DeleteMessageCommand({
      QueueUrl: sqs.queueUrl(FIFO),
      ReceiptHandle: late?.ReceiptHandle,
    });
    await expect(client.send(command)).rejects.toThrow("expired");
  });
});
