import { randomBytes } from "node:crypto";
import { startDynamoDb } from "./aws/dynamodb.ts";
import { startSecrets } from "./aws/secrets.ts";
import { type SesEmulator, startSesEmulator } from "./aws/ses/emulator.ts";
import { type SqsEmulator, startSqsEmulator } from "./aws/sqs/emulator.ts";
import type { Clock } from "./clock.ts";
import type { DataFolder } from "./data-folder.ts";
import { localToken, type Settings } from "./settings.ts";
import { startWorkspace, type Workspace } from "./start-workspace.ts";

export const tableName = "rowbell";
export const notionSecret = "rowbell/notion-token";
/** Signs unsubscribe links. */
export const linkSecret = "rowbell/link-key";
/** Mail goes through it, so that the provider tells of it. */
export const configurationSet = "rowbell";
export const mailFrom = "Rowbell <rowbell@example.com>";

/** Six times the functions' timeout, as on AWS. */
const visibilitySeconds = 360;

const queues = { poll: "rowbell-poll.fifo", delivery: "rowbell-delivery.fifo", dead: "rowbell-dead.fifo" };

/** The embedded neighbours of the handlers. */
export type Parts = {
  queues: typeof queues;
  sqs: SqsEmulator;
  ses: SesEmulator;
  secrets: { url: string };
  dynamoDbUrl: string;
  notionBaseUrl: string | undefined;
  rulesReference: string;
  /** The embedded workspace; absent when another Notion is watched. */
  workspace?: Workspace;
};

/** Starts what the settings ask for. `onStarted` gets each part's closer as soon as it runs. */
export async function startParts(
  settings: Settings,
  folder: DataFolder,
  clock: Clock,
  accessKeyId: string | undefined,
  onStarted: (close: () => unknown) => void,
): Promise<Parts> {
  const { ports, notion } = settings;
  const started = async <T extends { close(): unknown }>(part: Promise<T>): Promise<T> => {
    const running = await part;
    onStarted(() => running.close());
    return running;
  };
  const secret = notion?.token ?? localToken;
  // All settled, so that what did start is closed when another did not.
  const starting = await Promise.allSettled([
    process.env.AWS_ENDPOINT_URL_DYNAMODB
      ? { url: process.env.AWS_ENDPOINT_URL_DYNAMODB }
      : started(startDynamoDb({ port: ports.dynamoDb, dataFile: folder.file("dynamodb.sqlite") })),
    started(
      startSqsEmulator({
        port: ports.sqs,
        dataFile: folder.file("sqs.sqlite"),
        clock,
        queues: queueDefinitions(),
      }),
    ),
    started(
      startSesEmulator({
        port: ports.ses,
        dataFile: folder.file("ses.sqlite"),
        clock,
        region: process.env.AWS_REGION,
        configurationSets: [configurationSet],
        knobFile: settings.sesKnobs,
      }),
    ),
    started(
      startSecrets({
        port: ports.secrets,
        clock,
        secrets: { [notionSecret]: secret, [linkSecret]: linkKey(folder) },
        accessKeyId,
      }),
    ),
    notion ? undefined : startWorkspace(settings, folder, clock, started),
  ]);
  for (const result of starting) if (result.status === "rejected") throw result.reason;
  const [dynamoDb, sqs, ses, secrets, workspace] = starting.map(
    (result) => (result as PromiseFulfilledResult<unknown>).value,
  ) as [{ url: string }, SqsEmulator, SesEmulator, { url: string }, Parts["workspace"]];
  return {
    queues,
    sqs,
    ses,
    secrets,
    dynamoDbUrl: dynamoDb.url,
    notionBaseUrl: workspace?.url ?? notion?.baseUrl,
    rulesReference: settings.rules ?? workspace?.demo?.rulesDatabaseId ?? "",
    ...(workspace ? { workspace } : {}),
  };
}

/** Made once: the links of mails that are in the inbox already must go on to work. */
function linkKey(folder: DataFolder): string {
  const kept = folder.readJson<{ id: string; key: string }>("link-key.json", ({ id, key }) =>
    Boolean(id && key),
  );
  const made = kept ?? { id: "1", key: randomBytes(48).toString("base64url") };
  if (!kept) folder.writeJson("link-key.json", made);
  return JSON.stringify(made);
}

function queueDefinitions() {
  const deadLetter = { queue: queues.dead, maxReceives: 5 };
  return [
    { name: queues.dead, fifo: true, visibilitySeconds },
    { name: queues.poll, fifo: true, visibilitySeconds, deadLetter },
    { name: queues.delivery, fifo: true, visibilitySeconds, deadLetter },
  ];
}
