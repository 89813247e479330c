import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SESClient, SendRawEmailCommand } from "@aws-sdk/client-ses";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, describe, expect, it } from "vitest";
import { type Gate, startGate } from "../../local/stack/iam/gate.ts";
import type { Service } from "../../local/stack/iam/needs-of.ts";

const gates: Gate[] = [];
afterAll(() => Promise.all(gates.map((gate) => gate.close())));

/** A gate with nothing behind it, for a caller who may do nothing, or for nobody it knows. */
async function optionsFor(service: Service, accessKeyId: string) {
  const gate = await startGate({
    service,
    behind: () => "http://127.0.0.1:9",
    callerOf: (key) => (key === "known" ? { name: "poll", role: "PollRole", statements: [] } : undefined),
    known: () => ({ tables: new Map(), secretKeys: new Map(), identities: [] }),
    accessKeyId: "operator",
    onRefused: () => {},
    onAllowed: () => {},
  });
  gates.push(gate);
  const credentials = { accessKeyId, secretAccessKey: "local" };
  return { endpoint: gate.url, region: "us-east-1", credentials, maxAttempts: 1 };
}

const calls: [Service, string, (options: Awaited<ReturnType<typeof optionsFor>>) => Promise<unknown>][] = [
  [
    "dynamodb",
    "AccessDeniedException",
    (options) =>
      new DynamoDBClient(options).send(new GetItemCommand({ TableName: "State", Key: { pk: { S: "a" } } })),
  ],
  [
    "sqs",
    "AccessDenied",
    (options) =>
      new SQSClient(options).send(
        new ReceiveMessageCommand({ QueueUrl: `${options.endpoint}/000000000000/Jobs` }),
      ),
  ],
  [
    "ses",
    "AccessDenied",
    (options) =>
      new SESClient(options).send(
        new SendRawEmailCommand({
          Source: "a@acme.test",
          RawMessage: { Data: Buffer.from("Subject: x\n\nx") },
        }),
      ),
  ],
  [
    "secretsmanager",
    "AccessDeniedException",
    (options) => new SecretsManagerClient(options).send(new GetSecretValueCommand({ SecretId: "Token" })),
  ],
];

describe.each(calls)("the gate before %s", (service, name, call) => {
  it(`refuses by ${name}, in AWS's words, what no policy allows`, async () => {
    const refused = call(await optionsFor(service, "known"));
    await expect(refused).rejects.toMatchObject({ name });
    await expect(refused).rejects.toThrow(
      /assumed-role\/PollRole\/poll is not authorized to perform: \w+:\w+ on resource: \S+ because no identity-based policy/,
    );
  });

  it("refuses keys that it does not know", async () => {
    await expect(call(await optionsFor(service, "stranger"))).rejects.toThrow(/security token/);
  });
});
