import { arnOf } from "../template/account.ts";
import { decryptFor, needsOfDynamoDb } from "./needs-of-dynamodb.ts";
import type { KnownResources } from "./resources.ts";
import type { Need } from "./statement.ts";

export type Service = "dynamodb" | "sqs" | "ses" | "secretsmanager";

/** A call on the wire. */
export type Call = { service: Service; target: string; body: string };

/** All that a call needs to be allowed. What cannot be read needs nothing: the part behind says what is wrong with it. */
export function needsOf({ service, target, body }: Call, known: KnownResources): Need[] {
  const operation = target.split(".").at(-1) ?? "";
  if (service === "ses") return needsOfSes(new URLSearchParams(body), known);
  const input = parse(body);
  if (service === "dynamodb") return needsOfDynamoDb(operation, input, known);
  return service === "sqs" ? needsOfSqs(operation, input) : needsOfSecrets(operation, input, known);
}

/** A batch needs what its parts do alone. */
function needsOfSqs(operation: string, input: Record<string, unknown>): Need[] {
  const queue = URL.parse(String(input.QueueUrl))?.pathname.split("/").at(-1) ?? input.QueueName;
  const resource = queue === undefined ? "*" : arnOf("sqs", String(queue));
  return [{ action: `sqs:${operation.replace(/Batch$/, "")}`, resource, context: {} }];
}

function needsOfSecrets(
  operation: string,
  input: Record<string, unknown>,
  { secretKeys }: KnownResources,
): Need[] {
  const id = String(input.SecretId);
  // By its name too, and policies name the ARN.
  const arn = [...secretKeys.keys()].find((known) => known === id || known.includes(`:secret:${id}-`)) ?? id;
  const own = { action: `secretsmanager:${operation}`, resource: arn, context: {} };
  const key = secretKeys.get(arn);
  return key === undefined ? [own] : [own, decryptFor("secretsmanager", key)];
}

/** Sending needs the identity that the sender belongs to, and the configuration set it names. */
function needsOfSes(fields: URLSearchParams, { identities }: KnownResources): Need[] {
  const action = `ses:${fields.get("Action")}`;
  if (action !== "ses:SendRawEmail") return [{ action, resource: "*", context: {} }];
  const from = /<([^<>]+)>\s*$/.exec(fields.get("Source") ?? "")?.[1] ?? fields.get("Source") ?? "";
  const recipients = [...fields]
    .filter(([name]) => name.startsWith("Destinations."))
    .map(([, value]) => value);
  const context = { "ses:FromAddress": from, "ses:Recipients": recipients };
  const set = fields.get("ConfigurationSetName");
  const resources = [
    `identity/${identityOf(from, identities)}`,
    ...(set ? [`configuration-set/${set}`] : []),
  ];
  return resources.map((resource) => ({ action, resource: arnOf("ses", resource), context }));
}

/** The address itself where it is one, else its domain or one above that. */
function identityOf(address: string, identities: readonly string[]): string {
  const domain = address.slice(address.lastIndexOf("@") + 1).toLowerCase();
  const covering = identities.filter(
    (name) => name.toLowerCase() === address.toLowerCase() || `.${domain}`.endsWith(`.${name.toLowerCase()}`),
  );
  return covering.sort((a, b) => b.length - a.length)[0] ?? domain;
}

function parse(body: string): Record<string, unknown> {
  try {
    return JSON.parse(body);
  } catch {
    return {};
  }
}
