import { randomUUID } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SESClient } from "@aws-sdk/client-ses";
import { dynamoTable } from "../adapters/dynamo/dynamo-table.ts";
import { notionFiles } from "../adapters/notion/notion-files.ts";
import { requestBudget } from "../adapters/notion/request-budget.ts";
import { notionConnection } from "../adapters/notion/workspace.ts";
import { secretReader } from "../adapters/secrets-manager.ts";
import { sesMailer } from "../adapters/ses-mailer.ts";
import { signingKeysIn } from "../adapters/signing-keys.ts";
import type { UnsubscribeLinks } from "../domain/unsubscribe-token.ts";
import { signToken } from "../domain/unsubscribe-token.ts";
import { ENV } from "../env.ts";
import type { Clock, DeliverServices } from "../ports.ts";
import { storesIn } from "../stores/stores.ts";
import { type Environment, requestLimit, requireSettings } from "./settings.ts";
import { awsClientOptions, complete, type Surroundings } from "./surroundings.ts";

/**
 * SES is called once per claim: whether to repeat is decided by what the answer was, not by the client. The time limits
 * together stay well below a claim's minute, so that no send can land after its claim has ended.
 */
const sesClientOptions = {
  maxAttempts: 1,
  requestHandler: {
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    throwOnRequestTimeout: true,
    // A kept connection may have been closed meanwhile; the reset then tells nothing about whether the mail was taken.
    httpsAgent: { keepAlive: false },
    httpAgent: { keepAlive: false },
  },
};

/** Builds what functions/deliver works with. @throws Error naming every missing variable. */
export function createDeliverServices(env: Environment, surroundings: Surroundings = {}): DeliverServices {
  const settings = requireSettings(env, ["table", "mailFrom", "notionSecret"]);
  const { clock, log, pause } = complete(surroundings);
  const client = new DynamoDBClient(awsClientOptions);
  const table = dynamoTable({ client, name: settings.table, pause });
  const { rules, outbox, mailCounts, ownWrites, suppressions, budgets } = storesIn(table, {
    clock,
    newId: randomUUID,
    ...requestLimit(env),
  });
  const token = secretReader(new SecretsManagerClient(awsClientOptions), settings.notionSecret, () =>
    clock.now(),
  );
  const unsubscribeLinks = linksFor(env, clock);
  const configurationSet = env[ENV.configurationSet];
  return {
    clock,
    log,
    connect: async (id, hasTime) =>
      notionConnection({
        token: await token(),
        baseUrl: env[ENV.notionBaseUrl],
        pause,
        budget: requestBudget(budgets, id, clock),
        mayRepeat: hasTime,
      }),
    rules,
    outbox,
    mailCounts,
    ownWrites,
    suppressions,
    ...(unsubscribeLinks ? { unsubscribeLinks } : {}),
    fileStore: notionFiles({ baseUrl: env[ENV.notionBaseUrl] }),
    mailer: sesMailer({
      client: new SESClient(sesClientOptions),
      clock,
      from: settings.mailFrom,
      recipientDomains: env[ENV.recipientDomains]?.split(",").filter((domain) => domain !== ""),
      ...(configurationSet ? { configurationSet } : {}),
    }),
  };
}

/** @returns undefined where nothing answers on the web, or nothing signs. */
function linksFor(env: Environment, clock: Clock): UnsubscribeLinks | undefined {
  const { [ENV.webUrl]: webUrl, [ENV.linkSecret]: secret } = env;
  if (!webUrl || !secret) return undefined;
  const signingKeys = signingKeysIn(new SecretsManagerClient(awsClientOptions), secret, clock);
  return async () => {
    const keys = await signingKeys();
    return (claim) => `${webUrl.replace(/\/+$/, "")}/u/${signToken(claim, keys)}`;
  };
}
