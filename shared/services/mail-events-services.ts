import { randomUUID } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dynamoTable } from "../adapters/dynamo/dynamo-table.ts";
import { readSesEvent } from "../adapters/ses-event.ts";
import type { MailEventsServices } from "../ports.ts";
import { outboxIn } from "../stores/outbox.ts";
import { suppressionsIn } from "../stores/suppressions.ts";
import { type Environment, requireSettings } from "./settings.ts";
import { awsClientOptions, complete, type Surroundings } from "./surroundings.ts";

/** Builds what functions/mail-events works with. @throws Error naming every missing variable. */
export function createMailEventsServices(
  env: Environment,
  surroundings: Surroundings = {},
): MailEventsServices {
  const settings = requireSettings(env, ["table"]);
  const { clock, log, pause } = complete(surroundings);
  const client = new DynamoDBClient(awsClientOptions);
  const table = dynamoTable({ client, name: settings.table, pause });
  const outbox = outboxIn(table, { clock, newId: randomUUID });
  return { log, outbox, suppressions: suppressionsIn(table), readEvent: readSesEvent };
}
