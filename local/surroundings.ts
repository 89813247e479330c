import { ENV } from "../shared/env.ts";
import { mailFrom, notionSecret, type Parts, tableName } from "./parts.ts";

const region = "eu-central-1";

/**
 * Sets what the AWS clients read from the process and answers what the handlers read: the same names as in the stack.
 * Endpoints that somebody set stay; the clients then use the credentials of that environment too.
 */
export function setEnvironment(parts: Parts): Record<string, string | undefined> {
  const own = {
    AWS_ENDPOINT_URL_DYNAMODB: parts.dynamoDbUrl,
    AWS_ENDPOINT_URL_SQS: parts.sqs.url,
    AWS_ENDPOINT_URL_SES: parts.ses.url,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: parts.secrets.url,
  };
  const isAllOurs = Object.keys(own).every((name) => !process.env[name]);
  for (const [name, url] of Object.entries(own)) process.env[name] ??= url;
  process.env.AWS_REGION ??= region;
  if (isAllOurs) {
    // The embedded parts take any; the machine's own must not be looked for, which may ask the network.
    delete process.env.AWS_PROFILE;
    process.env.AWS_ACCESS_KEY_ID = "local";
    process.env.AWS_SECRET_ACCESS_KEY = "local";
    delete process.env.AWS_SESSION_TOKEN;
  }
  return {
    [ENV.table]: tableName,
    [ENV.rules]: parts.rulesReference,
    [ENV.notionSecret]: notionSecret,
    [ENV.notionBaseUrl]: parts.notionBaseUrl,
    [ENV.pollQueueUrl]: parts.sqs.queueUrl(parts.queues.poll),
    [ENV.deliveryQueueUrl]: parts.sqs.queueUrl(parts.queues.delivery),
    [ENV.mailFrom]: process.env.ROWBELL_MAIL_FROM ?? mailFrom,
  };
}
