import { randomBytes } from "node:crypto";
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceInUseException,
} from "@aws-sdk/client-dynamodb";
import { ENV, tokenPlaceholder } from "../../shared/env.ts";
import { startDynamoDb } from "../aws/dynamodb.ts";
import { startSecrets } from "../aws/secrets.ts";
import { startSesEmulator } from "../aws/ses/emulator.ts";
import { startSqsEmulator } from "../aws/sqs/emulator.ts";
import type { Clock } from "../clock.ts";
import type { DataFolder } from "../data-folder.ts";
import type { Parts } from "../parts.ts";
import { localToken } from "../settings.ts";
import { startWorkspace } from "../start-workspace.ts";
import type { Deployment } from "./deployment.ts";
import type { StackSettings } from "./settings.ts";
import { account } from "./template/account.ts";
import { queueNameIn } from "./template/queues-of.ts";
import { generateSecret } from "./template/secrets-of.ts";

/** Starts the embedded parts with what the template declares. `onStarted` gets each part's closer as soon as it runs. */
export async function startParts(
  settings: StackSettings,
  deployment: Deployment,
  folder: DataFolder,
  clock: Clock,
  accessKeyId: string,
  onStarted: (close: () => unknown) => void,
): Promise<Parts> {
  const { ports, notion } = settings;
  const started = async <T extends { close(): unknown }>(part: Promise<T>): Promise<T> => {
    const running = await part;
    onStarted(() => running.close());
    return running;
  };
  const workspace = notion ? undefined : await startWorkspace(settings, folder, clock, started);
  const dynamoDb = settings.dynamoDbUrl
    ? { url: settings.dynamoDbUrl }
    : await started(startDynamoDb({ port: ports.dynamoDb, dataFile: folder.file("dynamodb.sqlite") }));
  const sqs = await started(
    startSqsEmulator({
      port: ports.sqs,
      dataFile: folder.file("sqs.sqlite"),
      clock,
      queues: deployment.queues,
    }),
  );
  const ses = await started(
    startSesEmulator({
      port: ports.ses,
      dataFile: folder.file("ses.sqlite"),
      clock,
      region: account.region,
      verified: deployment.known.identities,
      configurationSets: deployment.configurationSets,
      knobFile: settings.sesKnobs,
    }),
  );
  const secrets = await started(
    startSecrets({
      port: ports.secrets,
      clock,
      secrets: secretValues(deployment, folder, notion?.token ?? localToken),
      accessKeyId,
    }),
  );
  const client = new DynamoDBClient({ endpoint: dynamoDb.url, region: account.region });
  for (const table of deployment.tables) await createTable(client, table);
  return {
    queues: queuesIn(deployment),
    sqs,
    ses,
    secrets,
    dynamoDbUrl: dynamoDb.url,
    notionBaseUrl: workspace?.url ?? notion?.baseUrl,
    rulesReference: settings.rules ?? workspace?.demo?.rulesDatabaseId ?? "",
    ...(workspace ? { workspace } : {}),
  };
}

/** By name, which the embedded Secrets Manager also finds in ARNs. Made secrets are kept: links in mails go on to work. */
function secretValues({ secrets }: Deployment, folder: DataFolder, token: string): Record<string, string> {
  const kept = folder.readJson<Record<string, string>>("secrets.json", Boolean) ?? {};
  const random = (length: number) => randomBytes(length).toString("hex").slice(0, length);
  const made = Object.fromEntries(
    secrets.flatMap(({ logicalId, generate }) =>
      generate ? [[logicalId, kept[logicalId] ?? generateSecret(generate, random)]] : [],
    ),
  );
  folder.writeJson("secrets.json", made);
  return Object.fromEntries(
    secrets.map(({ arn, logicalId, value = "" }) => {
      const name = arn.split(":secret:")[1]?.replace(/-[^-]+$/, "") ?? "";
      // What docs/deploy.md lets a person do after the first deploy.
      return [name, value === tokenPlaceholder ? token : (made[logicalId] ?? value)];
    }),
  );
}

async function createTable(client: DynamoDBClient, definition: CreateTableCommandInput): Promise<void> {
  try {
    await client.send(new CreateTableCommand(definition));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
    const { Table } = await client.send(new DescribeTableCommand({ TableName: definition.TableName }));
    const names = new Set(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName));
    const missing = definition.GlobalSecondaryIndexes?.find(({ IndexName }) => !names.has(IndexName));
    if (!missing) return;
    throw new Error(
      `the table ${definition.TableName} was made from an older template and lacks the index "${missing.IndexName}"; delete the state folder, or name another one in ROWBELL_DATA, to start over`,
    );
  }
}

/** The queues that the console asks for, by what they are for. */
function queuesIn({ schedules, functions, queues }: Deployment): Parts["queues"] {
  const poll = queueNameIn(schedules[0]?.targetArn ?? "");
  const url = functions.map(({ environment }) => environment[ENV.deliveryQueueUrl]).find(Boolean);
  const delivery = url?.split("/").at(-1) ?? "";
  const dead = queues.find(({ name }) => name === delivery)?.deadLetter?.queue ?? "";
  return { poll, delivery, dead };
}
