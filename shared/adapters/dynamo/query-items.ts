import { QueryCommand, type QueryCommandInput } from "@aws-sdk/client-dynamodb";
import type { Item, Table } from "./table.ts";

/**
 * The items of a query, page after page until there are `most`. DynamoDB ends a page at 1 MB, counted before its filter,
 * so a short or empty page says nothing about the rest.
 */
export async function queryItems(
  table: Table,
  query: Omit<QueryCommandInput, "TableName" | "ExclusiveStartKey">,
  most = Number.POSITIVE_INFINITY,
): Promise<Item[]> {
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const answer = await table.client.send(
      new QueryCommand({ ...query, TableName: table.name, ExclusiveStartKey: from }),
    );
    items.push(...(answer.Items ?? []));
    from = answer.LastEvaluatedKey;
  } while (from && items.length < most);
  return items.length > most ? items.slice(0, most) : items;
}
