import { DeleteMessageCommand, type Message } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { sqsDeliveryQueue } from "../../shared/adapters/sqs-delivery-queue.ts";
import { bodies, openSqs } from "../local/aws/support/open-sqs.ts";

const FIFO = "ordered.fifo";
const rule = "00000000-0000-4000-8000-00000000000a";
const key = (row: number, revision = 2) =>
  `${rule}:00000000-0000-4000-8000-${String(row).padStart(12, "0")}@${revision}`;
const poll = (epoch: number) => ({ connectionId: "default", epoch });

async function open() {
  const { sqs, client, receive } = await openSqs();
  const queue = sqsDeliveryQueue(client, sqs.queueUrl(FIFO));
  const take = async () => {
    const messages: Message[] = [];
    for (let some = await receive(FIFO); some.length > 0; some = await receive(FIFO)) messages.push(...some);
    for (const { ReceiptHandle } of messages) {
      await client.send(new DeleteMessageCommand({ QueueUrl: sqs.queueUrl(FIFO), ReceiptHandle }));
    }
    return bodies(messages).map((body) => (JSON.parse(body) as { key: string }).key);
  };
  return { queue, take, receive };
}

describe("waking the dispatcher", () => {
  it("names every delivery, more than one batch of them", async () => {
    const { queue, take } = await open();
    const keys = Array.from({ length: 25 }, (_, row) => key(row));
    await queue.send(keys, poll(1));
    expect((await take()).sort()).toEqual(keys);
  });

  it("sends nothing for nothing", async () => {
    const { queue, take } = await open();
    await queue.send([], poll(1));
    expect(await take()).toEqual([]);
  });

  it("keeps what one row causes in order", async () => {
    const { queue, receive } = await open();
    await queue.send([key(1, 2), key(2, 2), key(1, 3)], poll(1));
    const [first] = await receive(FIFO, { MaxNumberOfMessages: 1 });
    expect(bodies([first as Message])).toEqual([JSON.stringify({ key: key(1, 2) })]);
    // The other message of that row waits for the first.
    expect(bodies(await receive(FIFO))).toEqual([JSON.stringify({ key: key(2, 2) })]);
  });

  it("wakes a delivery once a poll, and again in the next", async () => {
    const { queue, take } = await open();
    await queue.send([key(1)], poll(1));
    await queue.send([key(1)], poll(1));
    expect(await take()).toEqual([key(1)]);
    await queue.send([key(1)], poll(1));
    expect(await take()).toEqual([]);
    await queue.send([key(1)], poll(2));
    expect(await take()).toEqual([key(1)]);
  });
});
