import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  type GlobalSecondaryIndex,
  type KeySchemaElement,
  ResourceInUseException,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";

type IndexKeys = { name: string; partitionKey: string; sortKey: string };

/** Names of the keys and indexes of the table; all keys are strings. */
export type TableKeys = {
  partitionKey: string;
  sortKey: string;
  dueIndex: IndexKeys;
  historyIndex: IndexKeys;
  rowsIndex: IndexKeys;
  runsIndex: IndexKeys;
};

/**
 * Creates the table, as the deployed stack has it, unless it is there.
 * @throws Error when it is there without an index: an earlier version made it.
 */
export async function createTable(client: DynamoDBClient, tableName: string, keys: TableKeys): Promise<void> {
  try {
    await client.send(new CreateTableCommand(definition(tableName, keys)));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
    await refuseOlder(client, tableName, keys);
  }
  await waitUntilTableExists(
    { client, maxWaitTime: 30, minDelay: 0.1, maxDelay: 1 },
    { TableName: tableName },
  );
}

async function refuseOlder(client: DynamoDBClient, tableName: string, keys: TableKeys): Promise<void> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
  const names = Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName) ?? [];
  const missing = indexesOf(keys).find(({ name }) => !names.includes(name));
  if (!missing) return;
  throw new Error(
    `the table ${tableName} was made by an earlier version of Rowbell and lacks the index "${missing.name}"; delete the state folder, or name another one in ROWBELL_DATA, to start over`,
  );
}

function definition(tableName: string, keys: TableKeys): CreateTableCommandInput {
  const indexes = indexesOf(keys);
  const names = new Set([keys, ...indexes].flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey]));
  return {
    TableName: tableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [...names].map((name) => ({ AttributeName: name, AttributeType: "S" })),
    KeySchema: keySchema(keys),
    GlobalSecondaryIndexes: indexes.map(
      (index): GlobalSecondaryIndex => ({
        IndexName: index.name,
        KeySchema: keySchema(index),
        Projection: { ProjectionType: "KEYS_ONLY" },
      }),
    ),
  };
}

function keySchema({ partitionKey, sortKey }: { partitionKey: string; sortKey: string }): KeySchemaElement[] {
  return [
    { AttributeName: partitionKey, KeyType: "HASH" },
    { AttributeName: sortKey, KeyType: "RANGE" },
  ];
}

function indexesOf({ dueIndex, historyIndex, rowsIndex, runsIndex }: TableKeys): IndexKeys[] {
  return [dueIndex, historyIndex, rowsIndex, runsIndex];
}
