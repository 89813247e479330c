import { account, arnOf } from "../template/account.ts";
import type { KnownResources } from "./resources.ts";
import type { Need } from "./statement.ts";

type Item = Record<string, Record<string, unknown>>;
type Write = { TableName: string; Key?: Item; Item?: Item };
type Input = {
  TableName?: string;
  IndexName?: string;
  Key?: Item;
  Item?: Item;
  KeyConditionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Item;
  RequestItems?: Record<string, { Keys?: Item[] } | Record<string, { Key?: Item; Item?: Item }>[]>;
  TransactItems?: Record<string, Write>[];
};

/**
 * What an operation of DynamoDB needs (service authorization reference): its own name, on the table or the index; a
 * transaction needs the action of each of its parts, and has none of its own. A table with a key of the customer's needs
 * that too, in the caller's name.
 */
export function needsOfDynamoDb(operation: string, input: Input, { tables }: KnownResources): Need[] {
  const need = (action: string, table: string, items: (Item | undefined)[], index?: string): Need[] => {
    const name = table.split("/").at(-1) ?? table;
    const { partitionKey = "", keyArn } = tables.get(name) ?? {};
    const leading = items.flatMap((item) => Object.values(item?.[partitionKey] ?? {}).map(String));
    const resource = arnOf("dynamodb", `table/${name}${index === undefined ? "" : `/index/${index}`}`);
    const context = leading.length > 0 ? { "dynamodb:LeadingKeys": leading } : {};
    const own = { action: `dynamodb:${action}`, resource, context };
    return keyArn === undefined ? [own] : [own, decryptFor("dynamodb", keyArn)];
  };
  if (operation === "TransactWriteItems" || operation === "TransactGetItems") {
    return (input.TransactItems ?? []).flatMap((part) =>
      Object.entries(part).flatMap(([kind, { TableName, Key, Item }]) =>
        need(kind === "ConditionCheck" ? "ConditionCheckItem" : `${kind}Item`, TableName, [Key ?? Item]),
      ),
    );
  }
  if (input.RequestItems) {
    return Object.entries(input.RequestItems).flatMap(([table, asked]) => {
      const items = Array.isArray(asked)
        ? asked.flatMap((write) => Object.values(write).map(({ Key, Item }) => Key ?? Item))
        : (asked.Keys ?? []);
      return need(operation, table, items);
    });
  }
  if (input.TableName === undefined) return [{ action: `dynamodb:${operation}`, resource: "*", context: {} }];
  return need(operation, input.TableName, [input.Key ?? input.Item ?? partitionIn(input)], input.IndexName);
}

/** The right to use a key in the name of the caller. */
export function decryptFor(service: string, keyArn: string): Need {
  const context = { "kms:ViaService": `${service}.${account.region}.amazonaws.com` };
  return { action: "kms:Decrypt", resource: keyArn, context };
}

/** What a query asks for by equality: of a table that is its partition. */
function partitionIn(input: Input): Item {
  const equal = /(\S+)\s*=\s*(:\w+)/g;
  const { ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} } = input;
  const found = (input.KeyConditionExpression ?? "").matchAll(equal);
  return Object.fromEntries(
    [...found].map(([, name = "", value = ""]) => [names[name] ?? name, values[value] ?? {}]),
  );
}
