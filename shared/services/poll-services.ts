import { randomUUID } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SQSClient } from "@aws-sdk/client-sqs";
import { dynamoTable } from "../adapters/dynamo/dynamo-table.ts";
import { requestBudget } from "../adapters/notion/request-budget.ts";
import { notionConnection } from "../adapters/notion/workspace.ts";
import { secretReader } from "../adapters/secrets-manager.ts";
import { sqsDeliveryQueue } from "../adapters/sqs-delivery-queue.ts";
import { PermanentError } from "../domain/errors.ts";
import { idIn } from "../domain/rules-database.ts";
import { ENV } from "../env.ts";
import type { PollServices } from "../ports.ts";
import { storesIn } from "../stores/stores.ts";
import { type Environment, requestLimit, requireSettings } from "./settings.ts";
import { awsClientOptions, complete, type Surroundings } from "./surroundings.ts";

/** Builds what functions/poll works with. @throws Error naming every missing variable. */
export function createPollServices(env: Environment, surroundings: Surroundings = {}): PollServices {
  const settings = requireSettings(env, ["table", "rules", "notionSecret", "deliveryQueueUrl"]);
  const { clock, log, pause } = complete(surroundings);
  const client = new DynamoDBClient(awsClientOptions);
  const table = dynamoTable({ client, name: settings.table, pause });
  const { budgets, ...stores } = storesIn(table, {
    clock,
    newId: randomUUID,
    ...requestLimit(env),
  });
  const token = secretReader(new SecretsManagerClient(awsClientOptions), settings.notionSecret, () =>
    clock.now(),
  );
  return {
    clock,
    log,
    connect: async (id, hasTime) => ({
      id,
      rulesReference: idOf(settings.rules),
      ...notionConnection({
        token: await token(),
        baseUrl: env[ENV.notionBaseUrl],
        pause,
        budget: requestBudget(budgets, id, clock),
        mayRepeat: hasTime,
      }),
    }),
    ...stores,
    queue: sqsDeliveryQueue(new SQSClient(awsClientOptions), settings.deliveryQueueUrl),
  };
}

/** @throws PermanentError when there is no id in it. */
function idOf(reference: string): string {
  const id = idIn(reference);
  if (id) return id;
  throw new PermanentError(
    `${ENV.rules} is "${reference}"; it must be the link of your Rules database or the 32 hex digits of its id`,
  );
}
