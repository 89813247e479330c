import { ENV } from "../shared/env.ts";
import { configurationSet, linkSecret, mailFrom, notionSecret, type Parts, tableName } from "./parts.ts";

const region = "eu-central-1";

const endpoints = [
  "AWS_ENDPOINT_URL_DYNAMODB",
  "AWS_ENDPOINT_URL_SQS",
  "AWS_ENDPOINT_URL_SES",
  "AWS_ENDPOINT_URL_SECRETS_MANAGER",
] as const;

/**
 * Sets the credentials that the AWS clients of this process sign with. Where all parts are embedded ones the machine's own
 * are not looked for, which may ask the network. Where somebody set an endpoint, their environment's are used if it has any.
 * @returns the access key, when it is one of ours and so known to nobody else.
 */
export function setCredentials(newId: () => string): string | undefined {
  const { env } = process;
  for (const name of endpoints) if (env[name] === "") delete env[name];
  env.AWS_REGION ??= region;
  const isAllOurs = endpoints.every((name) => !env[name]);
  if (!isAllOurs && (env.AWS_ACCESS_KEY_ID || env.AWS_PROFILE)) return undefined;
  const accessKeyId = `local${newId().replaceAll("-", "")}`;
  delete env.AWS_PROFILE;
  delete env.AWS_SESSION_TOKEN;
  env.AWS_ACCESS_KEY_ID = accessKeyId;
  env.AWS_SECRET_ACCESS_KEY = "local";
  return accessKeyId;
}

/** Points the AWS clients at the embedded parts, but where somebody set another endpoint, and answers what handlers read. */
export function setEnvironment(parts: Parts, url: string): Record<string, string | undefined> {
  const [dynamoDb, sqs, ses, secrets] = endpoints;
  process.env[dynamoDb] ??= parts.dynamoDbUrl;
  process.env[sqs] ??= parts.sqs.url;
  process.env[ses] ??= parts.ses.url;
  process.env[secrets] ??= parts.secrets.url;
  return {
    [ENV.table]: tableName,
    [ENV.rules]: parts.rulesReference,
    [ENV.notionSecret]: notionSecret,
    [ENV.notionBaseUrl]: parts.notionBaseUrl,
    // The embedded workspace sets no limit; another Notion has its own.
    ...(parts.workspace ? { [ENV.notionRequests]: "1000000" } : {}),
    [ENV.deliveryQueueUrl]: parts.sqs.queueUrl(parts.queues.delivery),
    [ENV.linkSecret]: linkSecret,
    [ENV.webUrl]: url,
    [ENV.configurationSet]: configurationSet,
    [ENV.mailFrom]: process.env.ROWBELL_MAIL_FROM ?? mailFrom,
  };
}
