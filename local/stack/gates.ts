import { type Gate, type GateOptions, startGate } from "./iam/gate.ts";
import type { Service } from "./iam/needs-of.ts";
import { account } from "./template/account.ts";

/** A gate before each embedded part. */
export type Gates = {
  /** The endpoints, by the variables in which AWS clients look for them. */
  endpoints: Record<string, string>;
  queueUrl(name: string): string;
  close(): Promise<void>;
};

const variables: Record<Service, string> = {
  dynamodb: "AWS_ENDPOINT_URL_DYNAMODB",
  sqs: "AWS_ENDPOINT_URL_SQS",
  ses: "AWS_ENDPOINT_URL_SES",
  secretsmanager: "AWS_ENDPOINT_URL_SECRETS_MANAGER",
};

/** @param behind the parts' own endpoints, by the same variables; asked when the first call comes. */
export async function startGates(
  options: Omit<GateOptions, "service" | "behind">,
  behind: () => Record<string, string>,
): Promise<Gates> {
  const started: [string, Gate][] = await Promise.all(
    (Object.keys(variables) as Service[]).map(async (service) => {
      const variable = variables[service];
      const gate = await startGate({ ...options, service, behind: () => behind()[variable] ?? "" });
      return [variable, gate];
    }),
  );
  const endpoints = Object.fromEntries(started.map(([variable, { url }]) => [variable, url]));
  return {
    endpoints,
    queueUrl: (name) => `${endpoints[variables.sqs]}/${account.id}/${name}`,
    close: async () => {
      await Promise.all(started.map(([, gate]) => gate.close()));
    },
  };
}
