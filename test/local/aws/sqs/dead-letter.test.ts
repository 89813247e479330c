import { describe, expect, it } from "vitest";
import { bodies, openSqs, seconds } from "../support/open-sqs.ts";

const queues = [
  {
    name: "work.fifo",
    visibilitySeconds: 30,
    fifo: true,
    deadLetter: { queue: "dead.fifo", maxReceives: 2 },
  },
  { name: "dead.fifo", visibilitySeconds: 30, fifo: true },
];

describe("a dead-letter queue", () => {
  it("gets a message after its receives are used up and frees its group", async () => {
    const { clock, sendTo, receive } = await openSqs({ queues });
    await sendTo("work.fifo", "a", "poison", "fine");
    for (const time of [0, 30]) {
      clock.set(seconds(time));
      expect(bodies(await receive("work.fifo", { MaxNumberOfMessages: 1 }))).toEqual(["poison"]);
    }
    clock.set(seconds(60));
    expect(bodies(await receive("work.fifo"))).toEqual(["fine"]);
    const [dead] = await receive("dead.fifo", { MessageSystemAttributeNames: ["All"] });
    expect(dead?.Body).toBe("poison");
    expect(dead?.Attributes).toMatchObject({
      MessageGroupId: "a",
      DeadLetterQueueSourceArn: "arn:aws:sqs:us-east-1:000000000000:work.fifo",
    });
  });

  it("must exist and be of the same kind", async () => {
    const [work] = queues;
    await expect(openSqs({ queues: work ? [work] : [] })).rejects.toThrow("'dead.fifo' of queue 'work.fifo'");
  });
});
