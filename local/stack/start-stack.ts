import { randomUUID } from "node:crypto";
import { SQSClient } from "@aws-sdk/client-sqs";
import { ENV } from "../../shared/env.ts";
import { createDeliverServices } from "../../shared/services/deliver-services.ts";
import { createMailDeskServices } from "../../shared/services/mail-desk-services.ts";
import { createPollServices } from "../../shared/services/poll-services.ts";
import { systemClock } from "../clock.ts";
import { startConsole } from "../console/console.ts";
import { createPoller } from "../console/poller.ts";
import { createStory } from "../console/story.ts";
import { openDataFolder } from "../data-folder.ts";
import type { Parts } from "../parts.ts";
import { openCallers } from "./callers.ts";
import { type Deployment, deploymentOf } from "./deployment.ts";
import { startHttpApi } from "./events/http-api.ts";
import { startGates } from "./gates.ts";
import type { Refusal } from "./iam/gate.ts";
import { lambdaFaults } from "./lambda/faults.ts";
import type { StackSettings } from "./settings.ts";
import { stackRoutes } from "./stack-routes.ts";
import { startEvents } from "./start-events.ts";
import { type RunningFunction, startFunctions } from "./start-functions.ts";
import { startParts } from "./start-parts.ts";
import { account } from "./template/account.ts";
import type { Assembly } from "./template/read-assembly.ts";
import { unpack } from "./unpack.ts";

/** The stack running on this machine. */
export type LocalStack = {
  url: string;
  deployment: Deployment;
  functions: readonly RunningFunction[];
  parts: Parts;
  close(): Promise<void>;
};

/** Runs a synthesized stack on embedded parts: its bundles in processes of their own, its permissions checked on the wire. */
export async function startStack(settings: StackSettings, assembly: Assembly): Promise<LocalStack> {
  const folder = openDataFolder(settings.dataFolder);
  const closers: (() => unknown)[] = [() => folder.close()];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const clock = systemClock();
    const story = createStory(clock);
    const faults = lambdaFaults(settings.faults);
    const operatorKey = setOperator();
    const callers = openCallers(operatorKey);
    const refusals: Refusal[] = [];
    const used = new Set<string>();
    const started: { parts?: Parts; deployment?: Deployment; functions: readonly RunningFunction[] } = {
      functions: [],
    };
    const gates = await startGates(
      {
        callerOf: callers.callerOf,
        accessKeyId: operatorKey,
        known: () =>
          started.deployment?.known ?? { tables: new Map(), secretKeys: new Map(), identities: [] },
        onAllowed: ({ role }, { action, resource }) => used.add(`${role} ${action} ${resource}`),
        onRefused: (refusal) => {
          refusals.push(refusal);
          const { caller, role, need } = refusal;
          const reason = `${caller} was refused ${need.action} on ${need.resource}: ${role} does not allow it`;
          story.log.error("access-denied", { function: caller, action: need.action, reason });
        },
      },
      () => (started.parts ? endpointsOf(started.parts) : {}),
    );
    closers.push(() => gates.close());
    const api = await startHttpApi({
      // Fixed, for links in mails lead there.
      port: settings.ports.page + 6,
      routes: () => started.deployment?.routes ?? [],
      invoke: async (functionArn, event) => {
        const called = started.functions.find(({ definition }) => definition.arn === functionArn);
        if (!called) throw new Error(`there is no function ${functionArn}`);
        return called.invoke(event);
      },
    });
    closers.push(() => api.close());
    const code = unpack();
    closers.push(() => code.remove());

    const addresses = { queueUrl: gates.queueUrl, apiUrl: api.url };
    const deployment = deploymentOf(assembly, addresses, code.folderOf);
    started.deployment = deployment;
    const parts = await startParts(settings, deployment, folder, clock, operatorKey, (closer) =>
      closers.push(closer),
    );
    started.parts = parts;
    Object.assign(process.env, endpointsOf(parts));
    const own = ownVariables(parts);
    const functions = startFunctions({
      deployment,
      callers,
      endpoints: gates.endpoints,
      own,
      faults,
      story,
    });
    started.functions = functions;
    closers.push(() => Promise.all(functions.map((running) => running.close())));
    const { asyncRetrySeconds, runsSchedules } = settings;
    closers.push(
      startEvents({
        deployment,
        functions,
        callers,
        gates,
        parts,
        operatorKey,
        clock,
        story,
        faults,
        asyncRetrySeconds,
        runsSchedules,
      }),
    );

    // The page looks at the same table as the functions, and asks nobody's leave.
    const env = {
      ...Object.assign({}, ...functions.map(({ definition }) => definition.environment)),
      ...own,
    };
    const surroundings = { clock, log: story.log };
    const console = await startConsole(
      {
        settings: pollsAsDeclared(settings, deployment),
        clock,
        parts,
        story,
        poller: createPoller({ sqs: new SQSClient({}), parts, story, newId: randomUUID }),
        mailDesk: createMailDeskServices(env, surroundings),
        services: { ...createDeliverServices(env, surroundings), ...createPollServices(env, surroundings) },
      },
      stackRoutes({ functions, faults, refusals, used }),
    );
    closers.push(() => console.close());
    return { url: console.url, deployment, functions, parts, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Sets what the clients of this process sign with. @returns its access key. */
function setOperator(): string {
  const { env } = process;
  const accessKeyId = `local${randomUUID().replaceAll("-", "")}`;
  delete env.AWS_PROFILE;
  delete env.AWS_SESSION_TOKEN;
  Object.assign(env, {
    AWS_REGION: account.region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: "local",
  });
  return accessKeyId;
}

function endpointsOf({ dynamoDbUrl, sqs, ses, secrets }: Parts): Record<string, string> {
  return {
    AWS_ENDPOINT_URL_DYNAMODB: dynamoDbUrl,
    AWS_ENDPOINT_URL_SQS: sqs.url,
    AWS_ENDPOINT_URL_SES: ses.url,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
  };
}

function ownVariables({ rulesReference, notionBaseUrl, workspace }: Parts): Record<string, string> {
  return {
    [ENV.rules]: rulesReference,
    ...(notionBaseUrl !== undefined && { [ENV.notionBaseUrl]: notionBaseUrl }),
    // The embedded workspace sets no limit; another Notion has its own.
    ...(workspace && { [ENV.notionRequests]: "1000000" }),
  };
}

function pollsAsDeclared(settings: StackSettings, { schedules }: Deployment): StackSettings {
  return { ...settings, pollSeconds: settings.runsSchedules ? (schedules[0]?.seconds ?? 0) : 0 };
}
