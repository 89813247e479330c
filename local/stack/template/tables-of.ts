import type { CreateTableCommandInput } from "@aws-sdk/client-dynamodb";
import type { Resolve } from "./resolve.ts";
import { resourcesOf, type Template } from "./template.ts";

/** What of a table's properties CreateTable takes as it stands. */
const taken = ["AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode"];

/** The tables, as CreateTable wants them. */
export function tablesOf(template: Template, resolve: Resolve): CreateTableCommandInput[] {
  return resourcesOf(template, "AWS::DynamoDB::Table").map(([logicalId, given]) => {
    const properties = resolve<Record<string, unknown>>(given);
    const kept = taken.flatMap((name) => (name in properties ? [[name, properties[name]]] : []));
    return {
      ...Object.fromEntries(kept),
      TableName: resolve<string>({ Ref: logicalId }),
    } as unknown as CreateTableCommandInput;
  });
}
