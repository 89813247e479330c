import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import type { Condition, Write } from "../../stores/table.ts";
import { Expressions } from "./expression.ts";
import { marshal } from "./marshal.ts";

/** A write as a part of DynamoDB's requests, alone or in a transaction. */
export function writeRequest(name: string, write: Write): TransactWriteItem {
  const expressions = new Expressions();
  const TableName = name;
  if ("put" in write) {
    return { Put: { TableName, Item: marshal(write.put), ...only(expressions, write.if) } };
  }
  if ("update" in write) {
    const UpdateExpression = expressions.update(write.change);
    const Key = marshal(write.update);
    return { Update: { TableName, Key, UpdateExpression, ...only(expressions, write.if) } };
  }
  if ("delete" in write) {
    return { Delete: { TableName, Key: marshal(write.delete), ...only(expressions, write.if) } };
  }
  const { ConditionExpression = "", ...attributes } = only(expressions, write.if);
  return { ConditionCheck: { TableName, Key: marshal(write.check), ConditionExpression, ...attributes } };
}

/** The condition, if there is one, and all placeholders. */
function only(expressions: Expressions, condition: Condition | undefined) {
  const ConditionExpression = condition && expressions.condition(condition);
  return { ...(ConditionExpression ? { ConditionExpression } : {}), ...expressions.attributes() };
}
