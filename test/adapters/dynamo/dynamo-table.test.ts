import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { dynamoTable } from "../../../shared/adapters/dynamo/dynamo-table.ts";
import { type EmbeddedTable, openLossyTable, openTable } from "../../support/embedded-table.ts";

let table: EmbeddedTable;
beforeAll(async () => {
  table = await openTable();
});
afterAll(() => table.close());

type Answer = { status?: number; body: object };

/** A table at whose other end a server gives these answers, one after the other; what it was asked, and the waits between. */
async function answering(...answers: Answer[]) {
  const asked: { ClientRequestToken?: string }[] = [];
  const server = createServer(async (request, response) => {
    asked.push(JSON.parse((await buffer(request)).toString()));
    const { status = 200, body } = answers.shift() ?? { body: {} };
    response.writeHead(status, { "content-type": "application/x-amz-json-1.0" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    // The client's own repetitions would wait by the machine's clock.
    maxAttempts: 1,
  });
  onTestFinished(() => {
    client.destroy();
    server.closeAllConnections();
    server.close();
  });
  const waits: number[] = [];
  const pause = async (ms: number) => void waits.push(ms);
  return { table: dynamoTable({ client, name: "t", pause }), waits, asked };
}

function failure(name: string, ...codes: string[]): Answer {
  const CancellationReasons = codes.map((Code) => ({ Code }));
  return { status: 400, body: { __type: `com.amazonaws.dynamodb.v20120810#${name}`, CancellationReasons } };
}
const cancelled = (...codes: string[]) => failure("TransactionCanceledException", ...codes);
const isCancelled = expect.objectContaining({ name: "TransactionCanceledException" });

const key = { pk: "p", sk: "s" };

describe("a transaction", () => {
  it("is carried out once when its answer is lost and the client asks again", async () => {
    const lossy = await openLossyTable(table);
    lossy.loseNext();
    expect(await lossy.transact([{ put: key, if: { absent: true } }], "token")).toBeUndefined();
    expect(lossy.lost()).toBe(1);
    await lossy.close();
  });

  it.each([
    cancelled("None", "TransactionConflict"),
    cancelled("ThrottlingError"),
    cancelled("ProvisionedThroughputExceeded", "None"),
    failure("TransactionInProgressException"),
  ])(
    "is made again with growing waits, by the same token, when what stood in its way passes",
    async (error) => {
      const { table: own, waits, asked } = await answering(error, error);
      expect(await own.transact([{ put: key }], "t".repeat(200))).toBeUndefined();
      expect(waits).toEqual([50, 100]);
      const tokens = asked.map(({ ClientRequestToken }) => ClientRequestToken);
      expect(new Set(tokens).size).toBe(1);
      expect(tokens[0]?.length).toBeLessThanOrEqual(36);
    },
  );

  it("is given up at last, and at once for what does not pass", async () => {
    const conflict = cancelled("TransactionConflict");
    const busy = await answering(...Array.from({ length: 20 }, () => conflict));
    await expect(busy.table.transact([{ put: key }], "t")).rejects.toThrow(isCancelled);
    expect(busy.asked.length).toBeLessThan(10);
    const refusal = cancelled("ValidationError");
    const wrong = await answering(refusal);
    await expect(wrong.table.transact([{ put: key }], "t")).rejects.toThrow(isCancelled);
    expect(wrong.asked).toHaveLength(1);
  });

  it("names what failed although something else stood in its way too", async () => {
    const { table: own, asked } = await answering(cancelled("TransactionConflict", "ConditionalCheckFailed"));
    expect(await own.transact([{ put: key }, { delete: { pk: "p", sk: "t" } }], "t")).toEqual([1]);
    expect(asked).toHaveLength(1);
  });
});

describe("a write", () => {
  it("is made again when a transaction has its item", async () => {
    const { table: own, waits } = await answering(failure("TransactionConflictException"));
    expect(await own.write({ put: key })).toEqual(key);
    expect(waits).toEqual([50]);
  });
});

describe("reading many", () => {
  const item = { pk: { S: "p" }, sk: { S: "s" } };
  const unprocessed = { UnprocessedKeys: { t: { Keys: [item] } } };
  const left = { body: unprocessed };
  const done = { body: { Responses: { t: [item] } } };

  it("asks again for what was left, at once while it gets on, else with growing waits", async () => {
    const some = { body: { ...unprocessed, Responses: { t: [item] } } };
    const { table: own, waits } = await answering(some, left, left, some, done);
    expect(await own.getAll([key])).toHaveLength(3);
    expect(waits).toEqual([50, 100]);
  });

  it("gives up when nothing comes", async () => {
    const { table: own } = await answering(...Array.from({ length: 20 }, () => left));
    await expect(own.getAll([key])).rejects.toThrow("the table t is too busy to be read: 1 items are left");
  });
});
