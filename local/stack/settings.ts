import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { readSettings, type Settings } from "../settings.ts";

/** What `npm run start:stack` was told. docs/local.md describes the variables. */
export type StackSettings = Settings & {
  /** Where the CDK writes. */
  assembly: string;
  /** Another DynamoDB than the embedded one. */
  dynamoDbUrl: string | undefined;
  /** Do the template's schedules run? */
  runsSchedules: boolean;
  /** What goes wrong with functions from the start on; see lambda/faults.ts. */
  faults: unknown;
  /** Seconds until an asynchronous event is run for the second time; a minute on AWS. */
  asyncRetrySeconds: number;
};

/** @throws Error listing what is wrong with the variables. */
export function readStackSettings(env: Readonly<Record<string, string | undefined>>): StackSettings {
  const settings = readSettings({ ...env, ROWBELL_DATA: env.ROWBELL_DATA?.trim() || ".rowbell/stack" });
  if (settings.clock === "manual") {
    throw new Error(
      "ROWBELL_CLOCK is manual; functions in processes of their own read the machine's clock, so it must be system",
    );
  }
  return {
    ...settings,
    assembly: resolve(env.ROWBELL_CDK_OUT?.trim() || "cdk.out"),
    dynamoDbUrl: env.AWS_ENDPOINT_URL_DYNAMODB?.trim() || undefined,
    runsSchedules: env.ROWBELL_POLL_SECONDS?.trim() !== "0",
    faults: readFaults(env.ROWBELL_STACK_FAULTS?.trim()),
    asyncRetrySeconds: Number(env.ROWBELL_ASYNC_RETRY_SECONDS?.trim() || 60),
  };
}

function readFaults(file: string | undefined): unknown {
  if (!file) return {};
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`ROWBELL_STACK_FAULTS is ${file}; it must be a JSON file (${(error as Error).message})`);
  }
}
