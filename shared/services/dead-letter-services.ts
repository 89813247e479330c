import { randomUUID } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import { dynamoTable } from "../adapters/dynamo/dynamo-table.ts";
import { sqsDeliveryQueue } from "../adapters/sqs-delivery-queue.ts";
import type { DeadLetterServices } from "../ports.ts";
import { storesIn } from "../stores/stores.ts";
import { type Environment, requireSettings } from "./settings.ts";
import { awsClientOptions, complete, type Surroundings } from "./surroundings.ts";

/**
 * Builds what a person's command works with, from a shell that has credentials for the table and the queue.
 * @throws Error naming every missing variable.
 */
export function createDeadLetterServices(
  env: Environment,
  surroundings: Surroundings = {},
): DeadLetterServices {
  const settings = requireSettings(env, ["table", "deliveryQueueUrl"]);
  const { clock, pause } = complete(surroundings);
  const client = new DynamoDBClient(awsClientOptions);
  const table = dynamoTable({ client, name: settings.table, pause });
  const { leases, sources, rules, outbox } = storesIn(table, { clock, newId: randomUUID });
  const queue = sqsDeliveryQueue(new SQSClient(awsClientOptions), settings.deliveryQueueUrl);
  return { clock, leases, sources, rules, outbox, queue };
}
