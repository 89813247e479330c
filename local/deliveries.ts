import { ENV } from "../shared/env.ts";
import { createDeadLetterServices } from "../shared/services/dead-letter-services.ts";
import { Refusal } from "./cli/ask-running.ts";
import { UsageError } from "./cli/command-line.ts";
import { carryOut } from "./deliveries/carry-out.ts";
import type { Desk } from "./deliveries/desk.ts";
import { deskOnAws } from "./deliveries/desk-on-aws.ts";
import { deskOverHttp } from "./deliveries/desk-over-http.ts";
import { readArguments } from "./deliveries/read-arguments.ts";

/** A deployment's, where somebody named one; else the one on this machine. */
function deskFor({ env }: typeof process): Desk {
  if (env[ENV.table] || env[ENV.deliveryQueueUrl]) return deskOnAws(createDeadLetterServices(env));
  return deskOverHttp(`http://127.0.0.1:${env.ROWBELL_PORT?.trim() || "4400"}`);
}

/** One line for the person at the terminal. */
function explain(error: unknown): string {
  const { name, message } = error as Error;
  if (error instanceof UsageError) return `${message}.\nnpm run deliveries -- --help says more.`;
  if (error instanceof Refusal || message.startsWith("missing environment variables")) return `${message}.`;
  return `AWS could not be asked (${name}: ${message}). Check this shell's AWS credentials and region, ${ENV.table} and ${ENV.deliveryQueueUrl}.`;
}

try {
  const wish = readArguments(process.argv.slice(2));
  console.log(await carryOut(deskFor(process), wish));
} catch (error) {
  console.error(explain(error));
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
