import { createHash } from "node:crypto";
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { Item, Table, Write } from "../../stores/table.ts";
import { TABLE } from "../../table.ts";
import { batchGet } from "./batch-get.ts";
import { Expressions } from "./expression.ts";
import { marshal, unmarshal } from "./marshal.ts";
import { queryItems } from "./query-items.ts";
import { cancellation, type Pause, untilPassed } from "./repeat.ts";
import { writeRequest } from "./write-request.ts";

export type DynamoTableOptions = { client: DynamoDBClient; name: string; pause: Pause };

/** The one table in DynamoDB. Throws the errors of the AWS client. */
export function dynamoTable(options: DynamoTableOptions): Table {
  const { client, name, pause } = options;
  return {
    async get(key) {
      const command = new GetItemCommand({ TableName: name, Key: marshal(key), ConsistentRead: true });
      const { Item } = await client.send(command);
      return Item && unmarshal(Item);
    },

    async getAll(keys, attributes) {
      const unique = new Map(keys.map(({ pk, sk }) => [`${pk} ${sk}`, marshal({ pk, sk })]));
      const items = await batchGet(options, [...unique.values()], attributes ? projectionOf(attributes) : {});
      return items.map(unmarshal);
    },

    query: (query) => queryItems(options, query),

    async write(write) {
      try {
        return await untilPassed(() => send(client, name, write), pause);
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return undefined;
        throw error;
      }
    },

    async transact(writes, token) {
      const command = new TransactWriteItemsCommand({
        TransactItems: writes.map((write) => writeRequest(name, write)),
        ClientRequestToken: requestToken(token),
      });
      try {
        await untilPassed(() => client.send(command), pause);
        return undefined;
      } catch (error) {
        const failed = (cancellation(error) ?? []).flatMap((code, index) =>
          code === "ConditionalCheckFailed" ? [index] : [],
        );
        if (failed.length > 0) return failed;
        throw error;
      }
    },
  };
}

async function send(client: DynamoDBClient, name: string, write: Write): Promise<Item> {
  const { Put, Update, Delete } = writeRequest(name, write);
  if (Update) {
    const answer = await client.send(new UpdateItemCommand({ ...Update, ReturnValues: "ALL_NEW" }));
    return unmarshal(answer.Attributes ?? {});
  }
  if (Put) await client.send(new PutItemCommand(Put));
  if (Delete) await client.send(new DeleteItemCommand(Delete));
  return "put" in write ? write.put : {};
}

function projectionOf(attributes: readonly string[]) {
  const expressions = new Expressions();
  const names = new Set([TABLE.partitionKey, TABLE.sortKey, ...attributes]);
  const ProjectionExpression = [...names].map((each) => expressions.name(each)).join(", ");
  return { ProjectionExpression, ...expressions.attributes() };
}

/** DynamoDB takes at most 36 characters. */
function requestToken(token: string): string {
  return createHash("sha256").update(token).digest("hex").slice(0, 36);
}
