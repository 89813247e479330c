import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SESClient } from "@aws-sdk/client-ses";
import { dynamoTable } from "../adapters/dynamo/dynamo-table.ts";
import { type SendingSwitch, sendingSwitch } from "../adapters/ses-switch.ts";
import type { Suppressions } from "../domain/suppression.ts";
import type { Clock } from "../ports.ts";
import { suppressionsIn } from "../stores/suppressions.ts";
import { type Environment, requireSettings } from "./settings.ts";
import { awsClientOptions, complete, type Surroundings } from "./surroundings.ts";

/** What people work with who decide whom, and whether, to mail. */
export type MailDeskServices = { clock: Clock; suppressions: Suppressions; sending: SendingSwitch };

/** @throws Error naming every missing variable. */
export function createMailDeskServices(env: Environment, surroundings: Surroundings = {}): MailDeskServices {
  const settings = requireSettings(env, ["table", "configurationSet"]);
  const { clock, pause } = complete(surroundings);
  const client = new DynamoDBClient(awsClientOptions);
  return {
    clock,
    suppressions: suppressionsIn(dynamoTable({ client, name: settings.table, pause })),
    sending: sendingSwitch(new SESClient(awsClientOptions), settings.configurationSet),
  };
}
