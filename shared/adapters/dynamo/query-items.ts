import { type DynamoDBClient, QueryCommand, type QueryCommandOutput } from "@aws-sdk/client-dynamodb";
import type { Item, Query } from "../../stores/table.ts";
import { TABLE } from "../../table.ts";
import { Expressions } from "./expression.ts";
import { marshal, unmarshal } from "./marshal.ts";

const indexes = {
  due: TABLE.dueIndex,
  history: TABLE.historyIndex,
  rows: TABLE.rowsIndex,
  runs: TABLE.runsIndex,
};

/**
 * The items of a query, page after page until there are enough. DynamoDB ends a page at 1 MB, counted before its filter,
 * so a short or empty page says nothing about the rest.
 */
export async function queryItems(
  { client, name }: { client: DynamoDBClient; name: string },
  query: Query,
): Promise<{ items: Item[]; next?: Item }> {
  const index = query.index && indexes[query.index];
  const request = requestOf(name, query);
  const most = query.limit ?? Number.POSITIVE_INFINITY;
  const items: Item[] = [];
  let from = query.after && marshal(query.after);
  do {
    const answer: QueryCommandOutput = await client.send(
      new QueryCommand({ ...request, ExclusiveStartKey: from }),
    );
    for (const item of answer.Items ?? []) items.push(unmarshal(item));
    from = answer.LastEvaluatedKey;
  } while (from && items.length < most);
  if (items.length < most) return { items };
  items.length = most;
  const last = items.at(-1);
  return last ? { items, next: keyOf(last, index) } : { items };
}

function requestOf(name: string, query: Query) {
  const expressions = new Expressions();
  const index = query.index && indexes[query.index];
  const projection = query.attributes && [TABLE.partitionKey, TABLE.sortKey, ...query.attributes];
  return {
    TableName: name,
    KeyConditionExpression: expressions.keys(index ?? TABLE, query),
    ...(index ? { IndexName: index.name } : { ConsistentRead: true }),
    ...(query.newestFirst ? { ScanIndexForward: false } : {}),
    // DynamoDB's own limit counts before the filter.
    ...(query.limit !== undefined && !query.where ? { Limit: query.limit } : {}),
    ...(query.where ? { FilterExpression: expressions.filter(query.where) } : {}),
    ...(projection && !index
      ? { ProjectionExpression: [...new Set(projection)].map((each) => expressions.name(each)).join(", ") }
      : {}),
    ...expressions.attributes(),
  };
}

function keyOf(item: Item, index: { partitionKey: string; sortKey: string } | undefined): Item {
  const names = [TABLE, ...(index ? [index] : [])].flatMap((keys) => [keys.partitionKey, keys.sortKey]);
  return Object.fromEntries(names.map((name) => [name, item[name] ?? ""]));
}
