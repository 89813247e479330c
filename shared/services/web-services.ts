import { randomUUID } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { dynamoTable } from "../adapters/dynamo/dynamo-table.ts";
import { signingKeysIn } from "../adapters/signing-keys.ts";
import type { WebServices } from "../ports.ts";
import { rulesIn } from "../stores/rules.ts";
import { suppressionsIn } from "../stores/suppressions.ts";
import { type Environment, requireSettings } from "./settings.ts";
import { awsClientOptions, complete, type Surroundings } from "./surroundings.ts";

/** Builds what functions/web works with. @throws Error naming every missing variable. */
export function createWebServices(env: Environment, surroundings: Surroundings = {}): WebServices {
  const settings = requireSettings(env, ["table", "linkSecret"]);
  const { clock, log, pause } = complete(surroundings);
  const client = new DynamoDBClient(awsClientOptions);
  const table = dynamoTable({ client, name: settings.table, pause });
  return {
    clock,
    log,
    rules: rulesIn(table, randomUUID),
    suppressions: suppressionsIn(table),
    signingKeys: signingKeysIn(new SecretsManagerClient(awsClientOptions), settings.linkSecret, clock),
  };
}
