import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { Leases } from "../../ports.ts";
import { keyItem, keys, type Table } from "./table.ts";

export function dynamoLeases(table: Table): Leases {
  return {
    async take(connectionId) {
      const { Attributes } = await table.client.send(
        new UpdateItemCommand({
          TableName: table.name,
          Key: keyItem(keys.lease(connectionId)),
          UpdateExpression: "ADD epoch :one",
          ExpressionAttributeValues: { ":one": { N: "1" } },
          ReturnValues: "UPDATED_NEW",
        }),
      );
      return { connectionId, epoch: Number(Attributes?.epoch?.N) };
    },
  };
}
