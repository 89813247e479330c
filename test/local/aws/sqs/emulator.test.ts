import { writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
} from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { bodies, openSqs } from "../support/open-sqs.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const FIFO = "ordered.fifo";

describe("the SQS emulator", () => {
  it("keeps messages through a restart and frees what was in flight", async () => {
    const dataFile = join(temporaryFolder(), "queues.db");
    const before = await openSqs({ dataFile });
    await before.sendTo(FIFO, "a", "a1", "a2");
    await before.send("plain", "later", { DelaySeconds: 60 });
    expect(bodies(await before.receive(FIFO, { MaxNumberOfMessages: 1 }))).toEqual(["a1"]);
    await before.close();

    const after = await openSqs({ dataFile });
    expect(bodies(await after.receive(FIFO))).toEqual(["a1", "a2"]);
    expect(after.sqs.counts("plain")).toEqual({ waiting: 0, inFlight: 0, delayed: 1 });
    await after.sendTo(FIFO, "a", "a2");
    expect(after.sqs.counts(FIFO)).toEqual({ waiting: 0, inFlight: 2, delayed: 0 });
  });

  it("creates, finds, describes and empties queues", async () => {
    const { sqs, client, send } = await openSqs();
    const redrive = { deadLetterTargetArn: sqs.queueArn("plain"), maxReceiveCount: 3 };
    const command = new CreateQueueCommand({
      QueueName: "made",
      Attributes: { VisibilityTimeout: "7", RedrivePolicy: JSON.stringify(redrive) },
    });
    const { QueueUrl } = await client.send(command);
    expect(await client.send(command)).toMatchObject({ QueueUrl });
    expect(await client.send(new GetQueueUrlCommand({ QueueName: "made" }))).toMatchObject({ QueueUrl });
    const { QueueUrls } = await client.send(new ListQueuesCommand({ QueueNamePrefix: "ma" }));
    expect(QueueUrls).toEqual([QueueUrl]);

    await send("made", "x");
    const describe = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] });
    const { Attributes } = await client.send(describe);
    expect(Attributes).toMatchObject({ VisibilityTimeout: "7", ApproximateNumberOfMessages: "1" });
    expect(JSON.parse(Attributes?.RedrivePolicy ?? "")).toEqual(redrive);
    await client.send(new PurgeQueueCommand({ QueueUrl }));
    expect(sqs.counts("made")).toEqual({ waiting: 0, inFlight: 0, delayed: 0 });
  });

  it("tells of every change of the counts", async () => {
    const { sqs, send, receive } = await openSqs();
    const seen: number[] = [];
    const stop = sqs.changed(() => seen.push(sqs.counts("plain").waiting));
    await receive("plain");
    await send("plain", "a");
    await receive("plain");
    stop();
    await send("plain", "b");
    expect(seen).toEqual([1, 0]);
  });

  it("answers errors in the form of SQS", async () => {
    const { sqs, client } = await openSqs();
    const missing = sqs.queueUrl("missing");
    await expect(client.send(new ReceiveMessageCommand({ QueueUrl: missing }))).rejects.toMatchObject({
      name: "QueueDoesNotExist",
      Code: "AWS.SimpleQueueService.NonExistentQueue",
      $fault: "client",
    });
    const QueueUrl = sqs.queueUrl("plain");
    await expect(
      client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 11 })),
    ).rejects.toMatchObject({ name: "InvalidParameterValue" });
    await expect(client.send(new SendMessageBatchCommand({ QueueUrl, Entries: [] }))).rejects.toMatchObject({
      name: "EmptyBatchRequest",
    });
    const twins = [1, 2].map(() => ({ Id: "same", MessageBody: "x" }));
    await expect(
      client.send(new SendMessageBatchCommand({ QueueUrl, Entries: twins })),
    ).rejects.toMatchObject({ name: "BatchEntryIdsNotDistinct" });
    await expect(
      client.send(new CreateQueueCommand({ QueueName: "plain", Attributes: { DelaySeconds: "9" } })),
    ).rejects.toMatchObject({ name: "QueueNameExists" });
  });

  it("names the data file that is damaged or in use, and the port that is taken", async () => {
    const folder = temporaryFolder();
    const damaged = join(folder, "damaged.db");
    writeFileSync(damaged, "no database ".repeat(100));
    await expect(openSqs({ dataFile: damaged })).rejects.toThrow(`${damaged} is damaged`);
    const used = join(folder, "used.db");
    const { sqs } = await openSqs({ dataFile: used });
    await expect(openSqs({ dataFile: used })).rejects.toThrow(`${used} is in use`);
    await expect(openSqs({ port: Number(new URL(sqs.url).port) })).rejects.toMatchObject({
      code: "EADDRINUSE",
    });
  });

  it.each([{ host: "evil.example:80" }, { origin: "https://evil.example" }])(
    "refuses a web page that reaches for it: %o",
    async (headers) => {
      const { sqs } = await openSqs();
      const status = await new Promise((resolve, reject) => {
        request(sqs.url, { method: "POST", headers }, (answer) => resolve(answer.resume().statusCode))
          .on("error", reject)
          .end("{}");
      });
      expect(status).toBe(403);
    },
  );
});
