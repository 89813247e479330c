import { randomUUID } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dynamoTable } from "../adapters/dynamo/dynamo-table.ts";
import type { Outbox, Rules, Snapshots } from "../ports.ts";
import { storesIn } from "../stores/stores.ts";
import { type Environment, requireSettings } from "./settings.ts";
import { awsClientOptions, complete, type Surroundings } from "./surroundings.ts";

/**
 * Builds what explaining reads, from a shell that may read the table.
 * @throws Error naming every missing variable.
 */
export function createExplainServices(
  env: Environment,
  surroundings: Surroundings = {},
): { rules: Rules; snapshots: Snapshots; outbox: Outbox } {
  const settings = requireSettings(env, ["table"]);
  const { clock, pause } = complete(surroundings);
  const client = new DynamoDBClient(awsClientOptions);
  const table = dynamoTable({ client, name: settings.table, pause });
  const { rules, snapshots, outbox } = storesIn(table, { clock, newId: randomUUID });
  return { rules, snapshots, outbox };
}
