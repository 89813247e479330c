import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createTable } from "../../../local/aws/create-table.ts";
import { startDynamoDb } from "../../../local/aws/dynamodb.ts";
import { startOwner } from "./support/start-owner.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const TableName = "rows";
const KEYS = {
  partitionKey: "pk",
  sortKey: "sk",
  dueIndex: { name: "due", partitionKey: "duePk", sortKey: "dueAt" },
  historyIndex: { name: "history", partitionKey: "historyPk", sortKey: "historyAt" },
  rowsIndex: { name: "rows", partitionKey: "rowsPk", sortKey: "rowsAt" },
  runsIndex: { name: "runs", partitionKey: "runsPk", sortKey: "runsAt" },
};

async function open(options: { port?: number; dataFile: string }) {
  const database = await startDynamoDb({ port: 0, ...options });
  onTestFinished(() => database.close());
  return { ...database, client: clientOf(database.url) };
}

function clientOf(endpoint: string): DynamoDBClient {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new DynamoDBClient({ endpoint, region: "us-east-1", credentials });
  onTestFinished(() => client.destroy());
  return client;
}

/** Both rows or none; each must be new. */
const putTwo = (client: DynamoDBClient, a: string, b: string) =>
  client.send(
    new TransactWriteItemsCommand({
      TransactItems: [a, b].map((pk) => ({
        Put: {
          TableName,
          Item: { pk: { S: pk }, sk: { S: "1" } },
          ConditionExpression: "attribute_not_exists(pk)",
        },
      })),
    }),
  );

const has = async (client: DynamoDBClient, pk: string): Promise<boolean> => {
  const Key = { pk: { S: pk }, sk: { S: "1" } };
  return (await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))).Item !== undefined;
};

describe("the embedded DynamoDB", () => {
  it("makes the table once, with its keys and indexes", async () => {
    const { client } = await open({ dataFile: join(temporaryFolder(), "new folder", "table.db") });
    await createTable(client, TableName, KEYS);
    await createTable(client, TableName, KEYS);
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    expect(Table?.BillingModeSummary?.BillingMode).toBe("PAY_PER_REQUEST");
    expect(Table?.KeySchema).toEqual([
      { AttributeName: "pk", KeyType: "HASH" },
      { AttributeName: "sk", KeyType: "RANGE" },
    ]);
    const indexes = Table?.GlobalSecondaryIndexes?.map(({ IndexName, KeySchema, Projection }) => [
      IndexName,
      KeySchema?.map(({ AttributeName }) => AttributeName),
      Projection?.ProjectionType,
    ]);
    expect(indexes?.sort()).toEqual([
      ["due", ["duePk", "dueAt"], "KEYS_ONLY"],
      ["history", ["historyPk", "historyAt"], "KEYS_ONLY"],
      ["rows", ["rowsPk", "rowsAt"], "KEYS_ONLY"],
      ["runs", ["runsPk", "runsAt"], "KEYS_ONLY"],
    ]);
  });

  it("is not taken for ours when an earlier version made it", async () => {
    const earlier = { ...KEYS, rowsIndex: { ...KEYS.historyIndex, name: "rows-of-old" } };
    const { client } = await open({ dataFile: join(temporaryFolder(), "table.db") });
    await createTable(client, "earlier", earlier);
    await expect(createTable(client, "earlier", KEYS)).rejects.toThrow(
      /was made by an earlier version of Rowbell and lacks the index "[a-z]+"; delete the state folder/,
    );
  });

  it("writes a transaction as a whole or not at all, and keeps it through a restart", async () => {
    const dataFile = join(temporaryFolder(), "table.db");
    const first = await open({ dataFile });
    await createTable(first.client, TableName, KEYS);
    await putTwo(first.client, "a", "b");
    await expect(putTwo(first.client, "c", "a")).rejects.toThrow(TransactionCanceledException);
    await first.close();

    const { client } = await open({ dataFile });
    const found = await Promise.all(["a", "b", "c"].map((pk) => has(client, pk)));
    expect(found).toEqual([true, true, false]);
  });

  it("answers no page of another site, and no other name for this machine", async () => {
    const { url } = await open({ dataFile: join(temporaryFolder(), "table.db") });
    const stranger = await fetch(url, {
      method: "POST",
      headers: { origin: "https://evil.example" },
      body: "{}",
    });
    expect(stranger.status).toBe(403);
    const own = await fetch(url, { method: "POST", body: "{}" });
    expect([...own.headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
  });

  it("names the data file that is damaged", async () => {
    const dataFile = join(temporaryFolder(), "damaged.db");
    writeFileSync(dataFile, "no database ".repeat(100));
    await expect(open({ dataFile })).rejects.toThrow(`the data file ${dataFile} (`);
  });

  it("tells of a port that is taken", async () => {
    const folder = temporaryFolder();
    const { url } = await open({ dataFile: join(folder, "one.db") });
    const port = Number(new URL(url).port);
    await expect(open({ port, dataFile: join(folder, "two.db") })).rejects.toMatchObject({
      code: "EADDRINUSE",
    });
  });
});

describe("the process that owns an embedded DynamoDB", () => {
  it("leaves nothing behind when it is killed, and finds its data again", async () => {
    const dataFile = join(temporaryFolder(), "table.db");
    const { owner, url } = await startOwner("own-dynamodb.ts", 0, dataFile);
    const client = clientOf(url);
    await createTable(client, TableName, KEYS);
    await putTwo(client, "a", "b");
    owner.kill("SIGKILL");
    await vi.waitFor(() => expect(fetch(url)).rejects.toThrow(), { timeout: 5000 });

    const again = await startOwner("own-dynamodb.ts", new URL(url).port, dataFile);
    expect(await has(clientOf(again.url), "b")).toBe(true);
  });

  it("decides itself when the database ends after Ctrl-C", async () => {
    const { owner, url, nextLine } = await startOwner(
      "own-dynamodb.ts",
      0,
      join(temporaryFolder(), "table.db"),
    );
    // To the whole group, as a terminal does.
    process.kill(-Number(owner.pid), "SIGINT");
    expect(await nextLine()).toBe("still there");
    await once(owner, "exit");
    expect(owner.exitCode).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
  });
});
